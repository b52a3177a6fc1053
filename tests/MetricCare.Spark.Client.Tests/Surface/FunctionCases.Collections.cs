using Microsoft.Spark.Sql.Types;
using Microsoft.Spark.Sql;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <content>Arrays, maps, JSON and CSV.</content>
internal static partial class FunctionCases
{
    public static readonly CaseList Collections = new()
    {
        { () => F.ArrayContains(C("a"), 2), "array_contains(a, 2)" },
        { () => F.ArraysOverlap(C("a"), C("b")), "arrays_overlap(a, b)" },
        { () => F.Slice(C("a"), 2, 2), "slice(a, 2, 2)" },
        { () => F.Slice(C("a"), F.Lit(1), C("i")), "slice(a, 1, i)" },
        { () => F.ArrayJoin(C("a").Cast("array<string>"), ",", "-"), "array_join(cast(a as array<string>), ',', '-')" },
        { () => F.ArrayJoin(C("a").Cast("array<string>"), ","), "array_join(cast(a as array<string>), ',')" },
        { () => F.Concat(C("a"), C("b")), "concat(a, b)" },
        { () => F.ArrayPosition(C("a"), 2), "array_position(a, 2)" },
        { () => F.ElementAt(C("m"), "b"), "element_at(m, 'b')" },
        { () => F.ArraySort(C("a")), "array_sort(a)" },
        { () => F.ArrayRemove(C("a"), 3), "array_remove(a, 3)" },
        { () => F.ArrayDistinct(C("a")), "array_distinct(a)" },
        { () => F.ArrayIntersect(C("a"), C("b")), "array_intersect(a, b)" },
        { () => F.ArrayUnion(C("a"), C("b")), "array_union(a, b)" },
        { () => F.ArrayExcept(C("a"), C("b")), "array_except(a, b)" },
        { () => F.GetJsonObject(C("js"), "$.b"), "get_json_object(js, '$.b')" },
        { () => F.FromJson(C("js"), "a int, b string", null), "from_json(js, 'a int, b string')" },
        { () => F.FromJson(C("js"), F.SchemaOfJson(F.Lit("{\"a\":1}")), Permissive), "from_json(js, 'a bigint')" },
        { () => F.SchemaOfJson("{\"a\":1}"), "schema_of_json('{\"a\":1}')" },
        { () => F.SchemaOfJson(F.Lit("{\"a\":1}"), Leading), "schema_of_json('{\"a\":1}')" },
        { () => F.ToJson(C("st"), null), "to_json(st)" },
        { () => F.Size(C("a")), "size(a)" },
        { () => F.SortArray(C("a"), false), "sort_array(a, false)" },
        { () => F.SortArray(F.Shuffle(C("a")), true), "sort_array(a)" },
        { () => F.ArrayMin(C("a")), "array_min(a)" },
        { () => F.ArrayMax(C("a")), "array_max(a)" },
        { () => F.Reverse(C("a")), "reverse(a)" },
        { () => F.Flatten(F.Array(C("a"), C("b"))), "flatten(array(a, b))" },
        { () => F.Sequence(F.Lit(1), C("i"), F.Lit(2)), "sequence(1, i, 2)" },
        { () => F.Sequence(F.Lit(1), C("i")), "sequence(1, i)" },
        { () => F.ArrayRepeat(C("s"), C("i")), "array_repeat(s, i)" },
        { () => F.ArrayRepeat(C("s"), 2), "array_repeat(s, 2)" },
        { () => F.MapKeys(C("m")), "map_keys(m)" },
        { () => F.MapValues(C("m")), "map_values(m)" },
        { () => F.MapEntries(C("m")), "map_entries(m)" },
        { () => F.MapFromEntries(F.MapEntries(C("m"))), "map_from_entries(map_entries(m))" },
        { () => F.ArraysZip(C("a"), C("b")), "arrays_zip(a, b)" },
        { () => F.MapConcat(C("m"), F.Map(F.Lit("z"), F.Lit(9))), "map_concat(m, map('z', 9))" },
        { () => F.FromCsv(C("csv"), Csv, Nothing), "from_csv(csv, 'n int, t string')" },
        { () => F.FromCsv(C("csv"), F.SchemaOfCsv("1,x"), Nothing), "from_csv(csv, '_c0 int, _c1 string')" },
        { () => F.SchemaOfCsv(F.Lit("1,x")), "schema_of_csv('1,x')" },
        { () => F.SchemaOfCsv(F.Lit("1;x"), Semicolon), "schema_of_csv('1;x', map('sep', ';'))" },
        { () => F.ToCsv(C("st")), "to_csv(st)" },
        { () => F.ToCsv(C("st"), Semicolon), "to_csv(st, map('sep', ';'))" },
    };

    public static readonly CaseList Generators = new()
    {
        { () => F.Explode(C("a")), "explode(a)" },
        { () => F.ExplodeOuter(C("m")), "explode_outer(m)" },
        { () => F.PosExplode(C("a")), "posexplode(a)" },
        { () => F.PosExplodeOuter(C("a")), "posexplode_outer(a)" },
        { () => F.JsonTuple(C("js"), "a", "b"), "json_tuple(js, 'a', 'b')" },
    };

    private static StructType Csv => new([new StructField("n", new IntegerType()), new StructField("t", new StringType())]);

    private static Dictionary<string, string> Nothing => [];

    private static Dictionary<string, string> Permissive => new() { ["mode"] = "PERMISSIVE" };

    private static Dictionary<string, string> Leading => new() { ["allowNumericLeadingZeros"] = "true" };

    private static Dictionary<string, string> Semicolon => new() { ["sep"] = ";" };
}

using Microsoft.Spark.Interop;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <content>Arrays, maps, JSON and CSV.</content>
public static partial class Functions
{
    public static Column ArrayContains(Column column, object? value) => Call("array_contains", column, Literal.Of(value));

    public static Column ArraysOverlap(Column a1, Column a2) => Call("arrays_overlap", a1, a2);

    public static Column Slice(Column column, int start, int length) => Call("slice", column, start, length);

    public static Column Slice(Column column, Column start, Column length) => Call("slice", column, start, length);

    public static Column ArrayJoin(Column column, string delimiter, string nullReplacement) => Call("array_join", column, delimiter, nullReplacement);

    public static Column ArrayJoin(Column column, string delimiter) => Call("array_join", column, delimiter);

    public static Column Concat(params Column[] columns) => Call("concat", [columns]);

    public static Column ArrayPosition(Column column, object? value) => Call("array_position", column, Literal.Of(value));

    public static Column ElementAt(Column column, object? value) => Call("element_at", column, Literal.Of(value));

    public static Column ArraySort(Column column) => Call("array_sort", column);

    public static Column ArrayRemove(Column column, object element) => Call("array_remove", column, Literal.Of(element));

    public static Column ArrayDistinct(Column column) => Call("array_distinct", column);

    public static Column ArrayIntersect(Column col1, Column col2) => Call("array_intersect", col1, col2);

    public static Column ArrayUnion(Column col1, Column col2) => Call("array_union", col1, col2);

    public static Column ArrayExcept(Column col1, Column col2) => Call("array_except", col1, col2);

    public static Column Explode(Column column) => Call("explode", column);

    public static Column ExplodeOuter(Column column) => Call("explode_outer", column);

    public static Column PosExplode(Column column) => Call("posexplode", column);

    public static Column PosExplodeOuter(Column column) => Call("posexplode_outer", column);

    public static Column GetJsonObject(Column column, string path) => Call("get_json_object", column, path);

    public static Column JsonTuple(Column column, params string[] fields) => Call("json_tuple", column, fields);

    public static Column FromJson(Column column, string schema, Dictionary<string, string>? options = null) => Call("from_json", column, schema, options ?? []);

    public static Column FromJson(Column column, Column schema, Dictionary<string, string>? options = null) => Call("from_json", column, schema, options ?? []);

    public static Column SchemaOfJson(string json) => Call("schema_of_json", json);

    public static Column SchemaOfJson(Column json) => Call("schema_of_json", json);

    public static Column SchemaOfJson(Column json, Dictionary<string, string> options) => Call("schema_of_json", json, options);

    public static Column ToJson(Column column, Dictionary<string, string>? options = null) => Call("to_json", column, options ?? []);

    public static Column Size(Column column) => Call("size", column);

    public static Column SortArray(Column column, bool asc = true) => Call("sort_array", column, asc);

    public static Column ArrayMin(Column column) => Call("array_min", column);

    public static Column ArrayMax(Column column) => Call("array_max", column);

    public static Column Shuffle(Column column) => Call("shuffle", column);

    public static Column Reverse(Column column) => Call("reverse", column);

    public static Column Flatten(Column column) => Call("flatten", column);

    public static Column Sequence(Column start, Column stop, Column step) => Call("sequence", start, stop, step);

    public static Column Sequence(Column start, Column stop) => Call("sequence", start, stop);

    public static Column ArrayRepeat(Column left, Column right) => Call("array_repeat", left, right);

    public static Column ArrayRepeat(Column left, int count) => Call("array_repeat", left, count);

    public static Column MapKeys(Column column) => Call("map_keys", column);

    public static Column MapValues(Column column) => Call("map_values", column);

    public static Column MapEntries(Column column) => Call("map_entries", column);

    public static Column MapFromEntries(Column column) => Call("map_from_entries", column);

    public static Column ArraysZip(params Column[] columns) => Call("arrays_zip", [columns]);

    public static Column MapConcat(params Column[] columns) => Call("map_concat", [columns]);

    public static Column FromCsv(Column column, StructType schema, Dictionary<string, string> options) => Call("from_csv", column, schema.ToJvm(), Jvm.ScalaMap(options));

    public static Column FromCsv(Column column, Column schema, Dictionary<string, string> options) => Call("from_csv", column, schema, options);

    public static Column SchemaOfCsv(string csv) => Call("schema_of_csv", csv);

    public static Column SchemaOfCsv(Column csv) => Call("schema_of_csv", csv);

    public static Column SchemaOfCsv(Column csv, Dictionary<string, string> options) => Call("schema_of_csv", csv, options);

    public static Column ToCsv(Column column) => Call("to_csv", column);

    public static Column ToCsv(Column column, Dictionary<string, string> options) => Call("to_csv", column, options);
}

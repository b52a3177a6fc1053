using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Expressions;
using Microsoft.Spark.Sql.Types;
using F = Microsoft.Spark.Sql.Functions;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>Every member of a column, and the SQL for it.</summary>
internal static class ColumnCases
{
    public static readonly CaseList Columns = new()
    {
        { () => -C("i"), "-i" },
        { () => !C("f"), "not f" },
        { () => C("i") == C("l"), "i = l" },
        { () => C("i") == (object)7, "i = 7" },
        { () => C("i") != (object)7, "i <> 7" },
        { () => C("s") == (object)"Spark sql", "s = 'Spark sql'" },
        { () => C("dt") == new Date(2024, 2, 29), "dt = date'2024-02-29'" },
        { () => C("ts") >= new Timestamp(2024, 2, 29, 12, 34, 56, 789000), "ts >= timestamp'2024-02-29 12:34:56.789'" },
        { () => C("i").EqualTo(7), "i = 7" },
        { () => C("i").NotEqual(7), "i <> 7" },
        { () => C("i") > 1, "i > 1" },
        { () => C("i").Gt(1), "i > 1" },
        { () => C("i") < 7, "i < 7" },
        { () => C("i").Lt(7), "i < 7" },
        { () => C("i") <= 1, "i <= 1" },
        { () => C("i").Leq(1), "i <= 1" },
        { () => C("i") >= 7, "i >= 7" },
        { () => C("i").Geq(7), "i >= 7" },
        { () => C("i").EqNullSafe(null), "i <=> null" },
        { () => F.When(C("i") > 1, 1).When(C("i") > 0, 2).Otherwise(3), "case when i > 1 then 1 when i > 0 then 2 else 3 end" },
        { () => C("i").Between(1, 5), "i between 1 and 5" },
        { () => C("d").IsNaN(), "isnan(d)" },
        { () => C("i").IsNull(), "i is null" },
        { () => C("i").IsNotNull(), "i is not null" },
        { () => C("f") | (C("i") > 1), "f or i > 1" },
        { () => C("f").Or(C("i") > 1), "f or i > 1" },
        { () => C("f") & (C("i") > 1), "f and i > 1" },
        { () => C("f").And(C("i") > 1), "f and i > 1" },
        { () => C("i") + 1, "i + 1" },
        { () => C("i").Plus(C("l")), "i + l" },
        { () => C("i") - 1, "i - 1" },
        { () => C("i").Minus(C("l")), "i - l" },
        { () => C("i") * 2, "i * 2" },
        { () => C("i").Multiply(2.5), "i * 2.5D" },
        { () => C("i") / 2, "i / 2" },
        { () => C("i").Divide(C("l")), "i / l" },
        { () => C("i") % 2, "i % 2" },
        { () => C("l").Mod(2), "l % 2" },
        { () => C("s").Like("%sql"), "s like '%sql'" },
        { () => C("s").RLike("s{2}"), "s rlike 's{2}'" },
        { () => C("a").GetItem(0), "a[0]" },
        { () => C("m").GetItem("a"), "m['a']" },
        { () => C("st").WithField("z", C("i")), "if(st is null, null, named_struct('x', st.x, 'y', st.y, 'z', i))" },
        { () => C("st").DropFields("x"), "if(st is null, null, named_struct('y', st.y))" },
        { () => C("st").GetField("y"), "st.y" },
        { () => C("s").SubStr(F.Lit(2), C("i")), "substr(s, 2, i)" },
        { () => C("s").SubStr(2, 3), "substr(s, 2, 3)" },
        { () => C("s").Contains("sql"), "contains(s, 'sql')" },
        { () => C("s").StartsWith(F.Lit("Spark")), "startswith(s, 'Spark')" },
        { () => C("s").StartsWith("Spark"), "startswith(s, 'Spark')" },
        { () => C("s").EndsWith(F.Lit("sql")), "endswith(s, 'sql')" },
        { () => C("s").EndsWith("sql"), "endswith(s, 'sql')" },
        { () => C("i").Alias("other"), "i" },
        { () => C("i").As("other"), "i" },
        { () => C("i").Name("other"), "i" },
        { () => C("a").Apply(0), "a[0]" },
        { () => C("i").Cast("decimal(10,2)"), "cast(i as decimal(10,2))" },
        { () => C("i").BitwiseOR(8), "i | 8" },
        { () => C("i").BitwiseAND(3), "i & 3" },
        { () => C("i").BitwiseXOR(C("i")), "i ^ i" },
        { () => F.Sum("i").Over(Window.PartitionBy("f").OrderBy("i")), "sum(i) over (partition by f order by i)" },
        { () => F.Sum("i").Over(), "sum(i) over ()" },
        { () => C("s").IsIn("Spark sql", "x"), "s in ('Spark sql', 'x')" },
        { () => C("i").IsIn(1, 2), "i in (1, 2)" },
        { () => C("l").IsIn(10L, 2L), "l in (10L, 2L)" },
        { () => C("f").IsIn(true), "f in (true)" },
        { () => C("i").IsIn((short)7, (short)8), "i in (7, 8)" },
        { () => C("d").IsIn(0.5f, 1f), "d in (0.5D, 1D)" },
        { () => C("d").IsIn(0.5, 1.0), "d in (0.5D, 1D)" },
        { () => C("i").IsIn(7.0m, 8m), "i in (7.0BD, 8BD)" },
    };

    public static readonly CaseList Orders = new()
    {
        { () => C("i").Desc(), "i desc" },
        { () => C("i").DescNullsFirst(), "i desc nulls first" },
        { () => C("i").DescNullsLast(), "i desc nulls last" },
        { () => C("i").Asc(), "i asc" },
        { () => C("i").AscNullsFirst(), "i asc nulls first" },
        { () => C("i").AscNullsLast(), "i asc nulls last" },
    };

    private static Column C(string name) => F.Col(name);
}

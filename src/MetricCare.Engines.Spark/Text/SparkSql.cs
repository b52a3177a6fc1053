using System.Text.RegularExpressions;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.Spark.Text;

internal static partial class SparkSql
{
    public static string ViewOf(RelationName relation) => $"{relation.Schema}__{relation.Table}";

    public static string Translate(string sql) => Relation().Replace(sql, "$1__$2");

    [GeneratedRegex(@"\b(config|valuesets|raw|bronze|silver|gold|report|ops)\.`?([A-Za-z]\w*)`?")]
    private static partial Regex Relation();
}

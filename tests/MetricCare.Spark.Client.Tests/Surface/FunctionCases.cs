namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>Every overload of every function, and the SQL for it.</summary>
internal static partial class FunctionCases
{
    public static IEnumerable<Case> All => [.. Values, .. Text, .. Numbers, .. Dates, .. Slots, .. Windows, .. Orders, .. Partitions, .. Collections, .. Generators, .. Aggregates, .. Groupings];
}

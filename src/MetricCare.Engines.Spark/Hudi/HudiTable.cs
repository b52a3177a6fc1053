using MetricCare.Core.Relations;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>What a Hudi table must know besides its rows.</summary>
/// <param name="Name">Layer and table.</param>
/// <param name="Key">Columns that identify a row; empty for a table of one row.</param>
public sealed record HudiTable(RelationName Name, IReadOnlyList<string> Key)
{
    /// <summary>Name of the key column, which is Hudi's record key and its ordering column.</summary>
    public const string KeyColumn = "record_key";

    /// <summary>Said by Spark of a row without a key.</summary>
    internal const string NoKey = "metriccare: a row without a key";

    /// <summary>Said by Spark of a row whose partition can be no folder.</summary>
    internal const string NoPartition = "metriccare: a row without a partition";

    /// <summary>Rows of earlier runs stay although this one does not bring them: a history.</summary>
    public bool IsHistory { get; init; }

    /// <summary>The key does not tell rows apart that come of one resource: they are numbered in the order of their values.</summary>
    public bool NumbersRows { get; init; }

    /// <summary>
    /// The column by which the table lies in folders; null for none. Text of letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, never null.
    /// It is no part of the key: a row whose value changes moves.
    /// </summary>
    public string? Partition { get; init; }

    /// <summary>The key as one text: parts joined with <c>|</c>, which is escaped within them. Parts may be empty texts, but not null, and not all of the key.</summary>
    public string KeyText
    {
        get
        {
            if (Key.Count == 0)
            {
                return "'all'";
            }

            var joined = string.Join(" || '|' || ", Key.Select(column => $@"replace(replace(cast(`{column}` as string), '\\', '\\\\'), '|', '\\|')"));
            return $"coalesce(nullif({joined}, ''), raise_error('{NoKey}'))";
        }
    }

    /// <summary>The rows with the key in front.</summary>
    /// <param name="rows">Relation.</param>
    /// <param name="columns">All its columns.</param>
    public string Keyed(string rows, IReadOnlyList<string> columns)
    {
        var names = string.Join(", ", columns.Select(column => $"`{column}`"));
        var placed = string.Join(", ", columns.Select(column => column == Partition ? PartitionText : $"`{column}`"));
        return NumbersRows
            ? $"""
              select case when place = 1 then key else key || '|' || cast(place as string) end as {KeyColumn}, {placed}
              from (
                  select {KeyText} as key, row_number() over (partition by {KeyText} order by {names}) as place, {names} from {rows}
              ) as numbered
              """
            : $"select {KeyText} as {KeyColumn}, {placed} from {rows}";
    }

    private string PartitionText => $"case when `{Partition}` rlike '^[A-Za-z0-9_.-]+$' then `{Partition}` else raise_error('{NoPartition}') end as `{Partition}`";
}

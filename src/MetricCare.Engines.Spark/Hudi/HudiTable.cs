using MetricCare.Core.Relations;

namespace MetricCare.Engines.Spark.Hudi;

/// <summary>What a Hudi table must know besides its rows.</summary>
/// <param name="Name">Layer and table.</param>
/// <param name="Key">Columns that identify a row; empty for a table of one row.</param>
public sealed record HudiTable(RelationName Name, IReadOnlyList<string> Key)
{
    /// <summary>Name of the key column, which is Hudi's record key and its ordering column.</summary>
    public const string KeyColumn = "record_key";

    /// <summary>Rows of earlier runs stay although this one does not bring them: a history.</summary>
    public bool IsHistory { get; init; }

    /// <summary>The key does not tell rows apart that come of one resource: they are numbered in the order of their values.</summary>
    public bool NumbersRows { get; init; }

    /// <summary>The key as one text: parts joined with <c>|</c>, which is escaped within them.</summary>
    public string KeyText => Key.Count == 0 ? "'all'" : string.Join(" || '|' || ", Key.Select(column => $@"replace(replace(cast(`{column}` as string), '\\', '\\\\'), '|', '\\|')"));

    /// <summary>The rows with the key in front.</summary>
    /// <param name="rows">Relation.</param>
    /// <param name="columns">All its columns.</param>
    public string Keyed(string rows, IReadOnlyList<string> columns)
    {
        var names = string.Join(", ", columns.Select(column => $"`{column}`"));
        return NumbersRows
            ? $"""
              select case when place = 1 then key else key || '|' || cast(place as string) end as {KeyColumn}, {names}
              from (
                  select {KeyText} as key, row_number() over (partition by {KeyText} order by {names}) as place, {names} from {rows}
              ) as numbered
              """
            : $"select {KeyText} as {KeyColumn}, {names} from {rows}";
    }
}

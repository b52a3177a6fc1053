using MetricCare.Core.Relations;

namespace MetricCare.Core.Models;

/// <summary>One SQL file of <c>jobs/</c> with its contract: what is computed, and what is promised about it.</summary>
/// <param name="Name">Layer and file stem.</param>
/// <param name="Sql">The query, in the portable subset.</param>
/// <param name="Contract">What it promises.</param>
/// <param name="File">Path of the SQL file, relative to <c>jobs/</c>, for messages.</param>
public sealed record Model(RelationName Name, string Sql, ModelContract Contract, string File);

/// <summary>The promise of a model: grain, key, columns, rules and worked examples.</summary>
public sealed record ModelContract(
    string Grain,
    IReadOnlyList<string> Key,
    IReadOnlyList<ContractColumn> Columns,
    IReadOnlyList<Rule> Rules,
    IReadOnlyList<WorkedExample> Examples)
{
    /// <summary>The model is a table of the lake; false for a step that other models need and nobody else.</summary>
    public bool IsPublished { get; init; } = true;

    /// <summary>The column by which the table lies in folders where tables do (Hudi); null for none. No part of a row's identity.</summary>
    public string? Partition { get; init; }

    public RelationShape Shape => new([.. Columns.Select(column => new Column(column.Name, column.Type))]);
}

/// <summary>A column of a contract.</summary>
public sealed record ContractColumn(string Name, ColumnType Type, string Means);

/// <summary>What happens to rows that break a rule.</summary>
public enum Severity
{
    /// <summary>The rows stay and are counted in <c>ops.findings</c>.</summary>
    Warn,

    /// <summary>The rows are taken out and counted in <c>ops.findings</c>.</summary>
    Reject,

    /// <summary>The run stops and publishes nothing.</summary>
    Fail,
}

/// <summary>A condition that no row may meet.</summary>
/// <param name="Name">Stable name of the finding, e.g. <c>END_BEFORE_START</c>.</param>
/// <param name="Severity">What happens when rows meet it.</param>
/// <param name="Where">SQL condition over the model's columns that is true for a row that breaks the rule.</param>
/// <param name="Means">The rule in words.</param>
public sealed record Rule(string Name, Severity Severity, string Where, string Means);

/// <summary>Rows in, rows out.</summary>
/// <param name="Name">For example <c>RA-1 day 30 counts</c>.</param>
/// <param name="Given">Rows per relation that the model reads; columns that are not named are null, relations that are not named are empty.</param>
/// <param name="Expect">All rows of the result, as a multiset; only the columns named in the first row are compared.</param>
public sealed record WorkedExample(
    string Name,
    IReadOnlyDictionary<RelationName, IReadOnlyList<IReadOnlyDictionary<string, object?>>> Given,
    IReadOnlyList<IReadOnlyDictionary<string, object?>> Expect);

using MetricCare.Core.Errors;
using MetricCare.Fhir.Views;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>The rows of a view from DuckDB against those from the FHIR library.</summary>
internal static class DifferentialCheck
{
    /// <summary>Null when both agree (on the rows, or on the data being wrong for the view); otherwise what differs.</summary>
    /// <param name="duck">Where SQL runs.</param>
    /// <param name="json">The view.</param>
    /// <param name="resources">JSON texts.</param>
    /// <param name="asLists">By the other lowering.</param>
    public static string? Difference(DuckDb duck, string json, IReadOnlyList<string> resources, bool asLists = false)
    {
        var view = ViewCompiler.Compile(json, "view.json");
        List<string>? expected = [];
        var oracle = FirelyRows.Of(json, "view.json");
        try
        {
            foreach (var resource in resources)
            {
                expected.AddRange(oracle.Of(resource).Select(row => RowText.Of(view.Columns.Select(c => RowText.Evaluated(row[c.Name], c.FhirType, c.Type)))));
            }
        }
        catch (ManyValuesException)
        {
            expected = null;
        }

        List<string>? actual;
        var complaint = "";
        try
        {
            var rows = asLists ? duck.RunAsLists(view, resources) : duck.Run(view, resources);
            actual = [.. rows.Select(row => RowText.Of(row.Select((value, i) => RowText.Delivered(value, view.Columns[i].FhirType))))];
        }
        catch (DuckDB.NET.Data.DuckDBException e) when (e.Message.Contains("several", StringComparison.Ordinal) || e.Message.Contains("more than one", StringComparison.Ordinal))
        {
            (actual, complaint) = (null, e.Message);
        }

        if (expected is null || actual is null)
        {
            // In a row that does not come about, an engine may or may not see that a column is wrong.
            return actual is null && oracle.SawSeveral ? null : $"One side stopped: expected {(expected is null ? "an error" : "rows")}, got {(actual is null ? complaint : "rows")}";
        }

        expected.Sort(StringComparer.Ordinal);
        actual.Sort(StringComparer.Ordinal);
        if (expected.SequenceEqual(actual, StringComparer.Ordinal))
        {
            return null;
        }

        var missing = Without(expected, actual);
        var extra = Without(actual, expected);
        return $"{expected.Count} rows expected, {actual.Count} given.\n  missing: {string.Join("\n           ", missing.Take(5))}\n  extra:   {string.Join("\n           ", extra.Take(5))}";
    }

    private static List<string> Without(List<string> rows, List<string> others)
    {
        var left = new List<string>(rows);
        foreach (var other in others)
        {
            left.Remove(other);
        }

        return left;
    }
}

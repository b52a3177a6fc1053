using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Core.Statistics;
using MetricCare.Jobs.ValueSets;

namespace MetricCare.Jobs.Configuration;

/// <summary>A facility as the operator describes it: a row of <c>config.facilities</c>.</summary>
public sealed record Facility(string Id, string? Name, string? Zone, string? Kind);

/// <summary>What the operator settled for a run: parameters of the measures, facilities and value sets.</summary>
/// <param name="AsOf">The instant at which the measures look at the data.</param>
/// <param name="Parameters">Every column of <c>config.parameters</c> but the derived <c>has_ccs</c> and <c>params_hash</c>, in order.</param>
/// <param name="Facilities">In the order of the file.</param>
/// <param name="ValueSetFolders">Absolute paths, besides the shipped folder.</param>
/// <param name="EnabledValueSets">Stems of optional value set files to read.</param>
/// <param name="DisabledValueSets">Stems of value set files to leave out.</param>
public sealed record RunConfiguration(
    DateTimeOffset AsOf,
    IReadOnlyDictionary<string, object?> Parameters,
    IReadOnlyList<Facility> Facilities,
    IReadOnlyList<string> ValueSetFolders,
    IReadOnlyList<string> EnabledValueSets,
    IReadOnlyList<string> DisabledValueSets)
{
    private const string DiagnosisMap = "ccs_dx";

    /// <summary>SHA-256 of parameters and facilities, lower-case hex: results with the same hash answer the same question.</summary>
    public string ParametersHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical())));

    /// <summary>The operator's relations with their rows.</summary>
    /// <param name="jobsFolder">The <c>jobs/</c> folder, whose value sets are read first.</param>
    public IEnumerable<(RelationName Relation, RelationShape Shape, IEnumerable<IReadOnlyList<object?>> Rows)> Relations(string jobsFolder)
    {
        var codes = ValueSetLoader.Load([Path.Combine(jobsFolder, "value-sets"), .. ValueSetFolders], EnabledValueSets, DisabledValueSets);
        var derived = new Dictionary<string, object?>(Parameters, StringComparer.Ordinal)
        {
            ["has_ccs"] = codes.Any(code => code.ValueSet == DiagnosisMap),
            ["params_hash"] = ParametersHash,
        };
        yield return (ConfigRelations.Parameters, ConfigRelations.ParametersShape, [[.. ConfigRelations.ParametersShape.Columns.Select(column => derived.GetValueOrDefault(column.Name))]]);
        yield return (ConfigRelations.Facilities, ConfigRelations.FacilitiesShape, Facilities.Select(facility => (IReadOnlyList<object?>)[facility.Id, facility.Name, facility.Zone, facility.Kind]));
        yield return (ConfigRelations.Codes, ConfigRelations.CodesShape, codes.Select(code => code.Row));
        yield return (ConfigRelations.PoissonLimits, PoissonLimitsTable.Shape, PoissonLimitsTable.Rows());
    }

    private string Canonical()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}={Plain(value)}\n");
        }

        foreach (var facility in Facilities.OrderBy(facility => facility.Id, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"facility={facility.Id}|{facility.Zone}|{facility.Kind}\n");
        }

        return text.ToString();
    }

    private static string Plain(object? value) => value switch
    {
        null => string.Empty,
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}

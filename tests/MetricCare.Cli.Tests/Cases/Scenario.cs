using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Cases;

using Row = IReadOnlyDictionary<string, string?>;

/// <summary>
/// A case of the definitions as FHIR files with the rows that must come out. <paramref name="Parameters"/> are the columns of config.parameters
/// that the case sets, as text. <paramref name="Expect"/>: relation to partial rows, found by their key (<see cref="ScenarioReader.KeyOf"/>).
/// </summary>
internal sealed record Scenario(
    string Id,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<OracleFacility> Facilities,
    IReadOnlyList<string> ExtraValueSets,
    IReadOnlyList<string> Files,
    IReadOnlyDictionary<string, IReadOnlyList<Row>> Expect);

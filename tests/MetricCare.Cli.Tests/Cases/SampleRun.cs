using MetricCare.Oracle;
using NodaTime.Text;

namespace MetricCare.Cli.Tests.Cases;

/// <summary>The oracle's view of sample-data, run as its metriccare.yml says.</summary>
internal static class SampleRun
{
    public static OracleParameters Parameters(params string[] moreValueSets)
    {
        var config = YamlTree.Load(Path.Combine(Repository.SampleData, "metriccare.yml"));
        return new OracleParameters
        {
            AsOf = InstantPattern.ExtendedIso.Parse(config.Text("as_of")!).Value,
            DataThrough = LocalDatePattern.Iso.Parse(config.Text("data_through")!).Value,
            DefaultZone = config.Text("default_zone"),
            Profile = config.Text("profile")!,
            Facilities = [.. config.Items("facilities").Select(f => new OracleFacility(f.Text("id")!, f.Text("name"), f.Text("zone"), f.Text("kind")))],
            ValueSetFiles = [Path.Combine(Repository.SampleData, "value-sets", "ccs.csv"), .. moreValueSets],
        };
    }

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(Repository.SampleData, "fhir")).Order(StringComparer.Ordinal);
}

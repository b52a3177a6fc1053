using System.Reflection;

namespace MetricCare.Cli.Tests.Commands;

/// <summary>References between our projects go one way: Cli, then Jobs, Fhir and engines, then Core; the Spark client knows nothing of ours.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("MetricCare.Core", "")]
    [InlineData("MetricCare.Jobs", "MetricCare.Core")]
    [InlineData("MetricCare.Fhir", "MetricCare.Core")]
    [InlineData("MetricCare.Engines.DuckDb", "MetricCare.Core")]
    [InlineData("MetricCare.Spark.Client", "")]
    [InlineData("MetricCare.Engines.Spark", "MetricCare.Core MetricCare.Spark.Client")]
    [InlineData("metriccare", "MetricCare.Core MetricCare.Engines.DuckDb MetricCare.Engines.Spark MetricCare.Fhir MetricCare.Jobs MetricCare.Spark.Client")]
    public void A_project_references_only_what_lies_below_it(string assembly, string allowed) => Assert.Equal(
        allowed,
        string.Join(' ', Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("MetricCare", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));

    [Fact]
    public void Core_needs_no_package() => Assert.All(
        Assembly.Load("MetricCare.Core").GetReferencedAssemblies(),
        name => Assert.StartsWith("System", name.Name, StringComparison.Ordinal));
}

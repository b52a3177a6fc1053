using MetricCare.Cli.Tests.Cases;
using MetricCare.Cli.Tests.Pipelines;
using MetricCare.Engines.Spark.Tests;
using MetricCare.Jobs.Configuration;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>Every table of every data set holds the same rows on DuckDB and on Spark.</summary>
public sealed class ParityTests(SparkJvm jvm)
{
    [Fact]
    public async Task The_sample_gives_the_same_rows_on_both_engines()
    {
        jvm.Require();
        await Twins.AssertSameAsync(
            [Path.Combine(Repository.SampleData, "fhir")],
            RunConfigurationLoader.Load(Path.Combine(Repository.SampleData, "metriccare.yml"), new RunOverrides(), StoppedClock.Instance));
    }

    [Theory]
    [InlineData("synthea-10")]
    public async Task A_synthetic_population_gives_the_same_rows_on_both_engines(string population)
    {
        jvm.Require();
        await Twins.AssertSameAsync(
            [Repository.Shared("fhir-samples", population)],
            RunConfigurationLoader.Load(null, new RunOverrides(null, null, "America/New_York", null), StoppedClock.Instance));
    }
}

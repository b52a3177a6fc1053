using MetricCare.Fhir.Tests.Views;
using MetricCare.Fhir.Views.Suite;

namespace MetricCare.Engines.Spark.Tests.Views;

/// <summary>The public suite of SQL on FHIR on Spark.</summary>
public sealed class SuiteTests(SparkJvm jvm, SparkViews spark) : IClassFixture<SparkViews>
{
    [Theory]
    [MemberData(nameof(SuiteCases.All), MemberType = typeof(SuiteCases))]
    public async Task The_public_suite_passes_by_either_lowering(string file, int index, string title)
    {
        jvm.Require();
        var (suite, test) = SuiteCases.Find(file, index, title);
        var cancel = TestContext.Current.CancellationToken;
        var plain = new SuiteRunner((view, resources, stop) => spark.RunAsync(view, File.ReadLines(resources), stop), spark.Folder);
        var asLists = new SuiteRunner((view, _, stop) => spark.AgainAsListsAsync(view, stop), spark.Folder);

        Assert.Null((await plain.RunAsync(suite, test, cancel)).Reason);
        Assert.Null((await asLists.RunAsync(suite, test, cancel)).Reason);
    }
}

using MetricCare.Fhir.Views.Suite;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>The cases of the public suite, for theories: file, position and title.</summary>
internal static class SuiteCases
{
    private static readonly Lazy<IReadOnlyList<SuiteFile>> Loaded = new(() => SharedFolder.Find("sql-on-fhir") is { } folder ? SuiteFile.Load(folder) : []);

    /// <summary>Empty where the shared folder is not there.</summary>
    public static IReadOnlyList<SuiteFile> Files => Loaded.Value;

    public static TheoryData<string, int, string> All()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (var file in Files)
        {
            for (var i = 0; i < file.Cases.Count; i++)
            {
                cases.Add(file.Name, i, file.Cases[i].Title);
            }
        }

        if (Files.Count == 0)
        {
            cases.Add("", 0, "");
        }

        return cases;
    }

    /// <summary>Skips the test where there is no suite.</summary>
    public static (SuiteFile File, SuiteCase Case) Find(string file, int index, string title)
    {
        Assert.SkipWhen(Files.Count == 0, "The shared folder with the suite is not there.");
        var suite = Files.Single(f => f.Name == file);
        Assert.Equal(title, suite.Cases[index].Title);
        return (suite, suite.Cases[index]);
    }
}

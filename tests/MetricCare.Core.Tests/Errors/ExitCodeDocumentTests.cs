using System.Globalization;
using MetricCare.Core.Errors;

namespace MetricCare.Core.Tests.Errors;

public sealed class ExitCodeDocumentTests
{
    [Fact]
    public void The_page_lists_exactly_the_registered_codes()
    {
        var listed = File.ReadLines(Path.Combine(RepositoryRoot(), "docs", "exit-codes.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2]));

        Assert.Equal(Enum.GetValues<ExitCode>().Order().Select(code => ((int)code, code.ToString())), listed);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "MetricCare.Spark.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

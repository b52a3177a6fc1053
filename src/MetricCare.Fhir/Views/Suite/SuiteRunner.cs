using System.Runtime.CompilerServices;
using MetricCare.Core.Errors;

namespace MetricCare.Fhir.Views.Suite;

/// <summary>Gives the rows of a compiled view over a file of NDJSON (mixed resource types), in the order of the view's columns.</summary>
/// <remarks>An error that the data causes is thrown.</remarks>
public delegate Task<IReadOnlyList<IReadOnlyList<object?>>> SuiteQuery(CompiledView view, string ndjsonFile, CancellationToken cancel);

/// <summary>How one case went; <paramref name="Reason"/> says what differed.</summary>
public sealed record SuiteResult(string File, string Title, bool Passed, string? Reason);

/// <summary>Runs the public suite: every case of every file, in file order, error cases with their data.</summary>
/// <param name="query">Where views are run.</param>
/// <param name="workFolder">An existing folder for the files of resources.</param>
public sealed class SuiteRunner(SuiteQuery query, string workFolder)
{
    public async IAsyncEnumerable<SuiteResult> RunAsync(IReadOnlyList<SuiteFile> files, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var file in files)
        {
            foreach (var test in file.Cases)
            {
                yield return await RunAsync(file, test, cancel);
            }
        }
    }

    public async Task<SuiteResult> RunAsync(SuiteFile file, SuiteCase test, CancellationToken cancel)
    {
        var resources = Path.Combine(workFolder, Path.ChangeExtension(file.Name, ".ndjson"));
        if (!File.Exists(resources))
        {
            await File.WriteAllLinesAsync(resources, file.Resources, cancel);
        }

        string? reason;
        try
        {
            var view = ViewCompiler.Compile(test.View, file.Name);
            var rows = await query(view, resources, cancel);
            reason = SuiteComparison.Difference(test, [.. view.Columns.Select(c => c.Name)], rows);
        }
        catch (Exception e) when (e is MetricCareException or System.Data.Common.DbException)
        {
            reason = test.IsError ? null : e.Message;
        }

        return new(file.Name, test.Title, reason is null, reason);
    }
}

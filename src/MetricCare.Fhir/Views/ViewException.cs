using MetricCare.Core.Errors;

namespace MetricCare.Fhir.Views;

/// <summary>A ViewDefinition that cannot be compiled, with everything that was found wrong in it.</summary>
public sealed class ViewException : MetricCareException
{
    internal ViewException(string file, string? view, IReadOnlyList<ViewProblem> problems)
        : base(ExitCode.DefinitionInvalid, Describe(file, view, problems))
    {
        File = file;
        View = view;
        Problems = problems;
    }

    public string File { get; }

    /// <summary>The view's name; null when it has none that can be read.</summary>
    public string? View { get; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<ViewProblem> Problems { get; }

    private static string Describe(string file, string? view, IReadOnlyList<ViewProblem> problems)
    {
        var head = view is null ? $"View in {file} is wrong" : $"View {view} ({file}) is wrong";
        return problems.Count == 1
            ? $"{head}: {problems[0]}"
            : $"{head} in {problems.Count} places:{string.Concat(problems.Select(p => $"\n  {p}"))}";
    }
}

using MetricCare.Core.Errors;

namespace MetricCare.Jobs;

/// <summary>Something wrong in a file that people wrote, and where.</summary>
/// <param name="File">Path as the user knows it.</param>
/// <param name="Line">From 1; 0 when it concerns the file as a whole.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
public sealed record DefinitionProblem(string File, int Line, string Message)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Message}" : $"{File}: {Message}";

    /// <summary>One error that lists all problems in file order.</summary>
    internal static MetricCareException Error(ExitCode code, IEnumerable<DefinitionProblem> problems, string? next = null) =>
        new(code, string.Join(Environment.NewLine, problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)), next);
}

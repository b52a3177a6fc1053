namespace MetricCare.Engines.DuckDb;

/// <summary>The named functions of models, as DuckDB's macros.</summary>
internal static class NamedFunctions
{
    public static IReadOnlyList<string> Statements { get; } = Read();

    private static string[] Read()
    {
        using var stream = typeof(NamedFunctions).Assembly.GetManifestResourceStream("named-functions.sql")
            ?? throw new InvalidOperationException("The named functions are missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n;", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}

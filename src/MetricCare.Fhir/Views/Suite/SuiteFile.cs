using System.Text;
using System.Text.Json;

namespace MetricCare.Fhir.Views.Suite;

/// <summary>One file of the public test suite of SQL on FHIR.</summary>
/// <param name="Name">File name, which is the report's key.</param>
/// <param name="Resources">Each on one line, with numbers as written.</param>
/// <param name="Cases">In file order.</param>
public sealed record SuiteFile(string Name, IReadOnlyList<string> Resources, IReadOnlyList<SuiteCase> Cases)
{
    /// <summary>All files of a folder, by name.</summary>
    /// <exception cref="JsonException">A file that is not JSON.</exception>
    public static IReadOnlyList<SuiteFile> Load(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<SuiteFile>()];

    private static SuiteFile? Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("tests", out var tests) || tests.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var resources = root.TryGetProperty("resources", out var list) ? list.EnumerateArray().Select(OneLine).ToList() : [];
        return new(Path.GetFileName(path), resources, [.. tests.EnumerateArray().Select(Case)]);
    }

    private static SuiteCase Case(JsonElement test) => new(
        test.GetProperty("title").GetString()!,
        test.GetProperty("view").GetRawText(),
        test.TryGetProperty("expect", out var rows) ? rows.Clone() : null,
        test.TryGetProperty("expectCount", out var count) ? count.GetInt32() : null,
        test.TryGetProperty("expectColumns", out var columns) ? [.. columns.EnumerateArray().Select(c => c.GetString()!)] : null,
        test.TryGetProperty("expectError", out var error) && error.GetBoolean());

    // Writing the element keeps the text of numbers.
    private static string OneLine(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

/// <summary>One case: a view, and what it gives over the file's resources, or that it fails.</summary>
public sealed record SuiteCase(
    string Title,
    string View,
    JsonElement? Rows,
    int? Count,
    IReadOnlyList<string>? Columns,
    bool IsError);

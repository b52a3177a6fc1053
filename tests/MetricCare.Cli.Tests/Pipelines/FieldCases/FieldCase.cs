using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MetricCare.Cli.Tests.Cases;

namespace MetricCare.Cli.Tests.Pipelines.FieldCases;

/// <summary>A fault that people met, rebuilt: input files, and the outcome that is right.</summary>
internal sealed partial record FieldCase(IReadOnlyList<(string Name, byte[] Content)> Files, JsonObject Expected)
{
    public static FieldCase Load(string id)
    {
        var json = JsonNode.Parse(File.ReadAllText(Directory.EnumerateFiles(Repository.Shared("field-cases"), id + "-*.json").Single()))!;
        return new FieldCase(
            [.. json["files"]!.AsArray().Select(file => ((string)file!["name"]!, file["text"] is { } text ? Encoding.UTF8.GetBytes((string)text!) : Convert.FromBase64String((string)file["base64"]!)))],
            json["expect"]!["detail"]!.AsObject());
    }

    /// <summary>Up to three files in every order; more of them so that each comes first once, and backwards.</summary>
    public IEnumerable<IReadOnlyList<(string Name, byte[] Content)>> Orders() => Files.Count <= 3
        ? Permutations(Files)
        : Enumerable.Range(0, Files.Count).Select(first => Files.Skip(first).Concat(Files.Take(first)).ToList()).Append([.. Files.Reverse()]);

    /// <summary>Writes files so that they are read in the given order; their names stay.</summary>
    public static void Write(IReadOnlyList<(string Name, byte[] Content)> files, string folder)
    {
        for (var i = 0; i < files.Count; i++)
        {
            var home = Directory.CreateDirectory(Path.Combine(folder, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i}")));
            File.WriteAllBytes(Path.Combine(home.FullName, files[i].Name), files[i].Content);
        }
    }

    /// <summary>Words of the records' values: what no message may show. Broken records have them too, so they are found as text.</summary>
    public IReadOnlySet<string> Content() => Files.SelectMany(file => Strings().Matches(Text(file.Content)))
        .SelectMany(match => match.Groups[1].Value.Split(' '))
        .Where(word => word.Length > 1 && !word.All(char.IsAsciiDigit) && word is not ("Patient" or "Encounter" or "Condition" or "Observation" or "Bundle"))
        .ToHashSet(StringComparer.Ordinal);

    private static string Text(byte[] content)
    {
        using Stream bytes = new MemoryStream(content);
        using var plain = content is [0x1f, 0x8b, ..] ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static IEnumerable<IReadOnlyList<T>> Permutations<T>(IReadOnlyList<T> items) => items.Count <= 1
        ? [items]
        : items.SelectMany((item, index) => Permutations<T>([.. items.Where((_, other) => other != index)]).Select(rest => (IReadOnlyList<T>)[item, .. rest]));

    // A string that is no property's name, or what a broken line has of one.
    [GeneratedRegex("""[:\[,]\s*"([^"\r\n]*)(?:"(?!\s*:)|[\r\n]|$)""")]
    private static partial Regex Strings();
}

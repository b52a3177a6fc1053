using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace MetricCare.Oracle.Reading;

/// <summary>Reads the resources of NDJSON, JSON arrays, Bundles and single resources, compressed or not. Lines that cannot be read are left out.</summary>
internal sealed class SourceFiles
{
    private static readonly HashSet<string> Wanted = ["Patient", "Encounter", "Condition", "Procedure", "Organization", "Location", "Coverage"];

    public List<SourceResource> Resources { get; } = [];

    public List<Deletion> Deletions { get; } = [];

    public static SourceFiles Read(IEnumerable<string> files)
    {
        var read = new SourceFiles();
        foreach (var file in files)
        {
            read.ReadFile(file);
        }

        return read;
    }

    private void ReadFile(string file)
    {
        var text = Encoding.UTF8.GetString(BytesOf(file)).TrimStart('\ufeff');
        if (TryParse(text, out var whole))
        {
            AddAll(whole, file);
            return;
        }

        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line) && TryParse(line, out var json))
            {
                Add(json, file, number, null);
            }
        }
    }

    private void AddAll(JsonElement whole, string file)
    {
        if (whole.ValueKind != JsonValueKind.Array)
        {
            Add(whole, file, 1, null);
            return;
        }

        var number = 0;
        foreach (var item in whole.EnumerateArray())
        {
            Add(item, file, ++number, null);
        }
    }

    private void Add(JsonElement json, string file, int line, IReadOnlyDictionary<string, (string Type, string Id)>? urns)
    {
        if (json.Text("resourceType") == "Bundle")
        {
            AddBundle(json, file, line);
        }
        else if (json.Text("resourceType") is { } type && Wanted.Contains(type) && json.Text("id") is { Length: > 0 } id)
        {
            Resources.Add(new SourceResource(type, id, json, file, line, urns));
        }
    }

    private void AddBundle(JsonElement bundle, string file, int line)
    {
        var urns = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var entry in bundle.Items("entry"))
        {
            if (entry.Text("fullUrl") is { } url && entry.Get("resource") is { } resource && resource.Text("resourceType") is { } type && resource.Text("id") is { } id)
            {
                urns.TryAdd(url, (type, id));
            }
        }

        foreach (var entry in bundle.Items("entry"))
        {
            if (entry.Get("request").Text("method") == "DELETE" && entry.Get("request").Text("url")?.Split('/') is [.., var type, var id])
            {
                Deletions.Add(new Deletion(type, id, SourceResource.UpdatedOf(bundle)));
            }
            else if (entry.Get("resource") is { } resource)
            {
                Add(resource, file, line++, urns);
            }
        }
    }

    private static bool TryParse(string text, out JsonElement json)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            json = default;
            return false;
        }
    }

    private static byte[] BytesOf(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes is not [0x1f, 0x8b, ..])
        {
            return bytes;
        }

        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        return unpacked.ToArray();
    }
}

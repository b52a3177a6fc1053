using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MetricCare.Core.Schema;
using MetricCare.Tests.Shared;
using MetricCare.Fhir.Intake;
using static MetricCare.Fhir.Tests.Intake.TestSchemas;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class PropertyTests
{
    // Of these words, some are properties of the schema, some are not, in any nesting.
    private static readonly NarrowSchema Schema = Schema(
        "Basic",
        Text("text"), Leaf("yes", JsonKind.Boolean, "boolean"), Leaf("whole", JsonKind.Integer, "integer64"), Leaf("exact", JsonKind.Decimal, "decimal"),
        Leaf("any", JsonKind.Json, "Extension"), Text("texts", "string", true), Leaf("anys", JsonKind.Json, "Extension", true),
        Object("one", "Element", false, Text("text"), Object("many", "Element", true, Leaf("exact", JsonKind.Decimal, "decimal"), Text("texts", "string", true))),
        Object("many", "Element", true, Text("text"), Leaf("yes", JsonKind.Boolean, "boolean"), Object("one", "Element", false, Text("text"))));

    private static readonly Dictionary<string, NarrowSchema> Schemas = new() { ["Basic"] = Schema };

    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 40],
        Gen.String[Gen.OneOf(Gens.OneOf('"', '\\', '/', '\n', '\t', 'é', '漢', 'a'), Gen.Char['\u0001', '\uD7FF']), 0, 80]);

    private static readonly Gen<string> Exact = Gen.Select(Gen.Bool, Gen.UInt, Gens.OneOf("", ".0", ".50", ".000000000000000000001", "e5", "E-7", ".12345678901234567890123450"))
        .Select((minus, digits, rest) => $"{(minus ? "-" : "")}{digits}{rest}");

    [Fact]
    public void Random_resources_are_projected_as_a_plain_reader_would()
    {
        using var bench = new Workbench { Schemas = Schemas };
        foreach (var records in Resource(4).Select(Json).Array[1, 8].Fixed(300))
        {
            bench.Write("a.ndjson", string.Join('\n', records));
            var outcome = bench.Run();

            Assert.Empty(outcome.Rejects);
            for (var i = 0; i < records.Length; i++)
            {
                var expected = Project(JsonDocument.Parse(records[i]).RootElement, Schema.Properties);
                Assert.True(JsonNode.DeepEquals(expected, outcome.Lines[i].Body), $"{records[i]}\n{outcome.Lines[i].Text}");
                Assert.Equal(Hashes.Of(records[i]), outcome.Lines[i].Hash);
            }
        }
    }

    [Fact]
    public void Random_damage_never_stops_the_intake_and_every_record_stays_accounted_for()
    {
        using var bench = new Workbench { Schemas = Schemas };
        var bytes = Gen.OneOf(Gens.OneOf(Encoding.ASCII.GetBytes("{}[]\",:\\ \n\r\t0un-.e\0").ToArray()), Gen.Byte);
        var damage = Gen.Select(Gen.Int[0, 1_000_000], Gens.OneOf(0, 1, 2), bytes);
        foreach (var (records, format, damages) in Gen.Select(Resource(3).Select(Json).Array[1, 6], Gen.Int[0, 5], damage.Array[1, 6]).Fixed(600))
        {
            var text = format switch
            {
                0 => string.Join('\n', records),
                1 => $"[{string.Join(',', records)}]",
                2 => $"[\n{string.Join(",\n", records.Select(FormatTests.Pretty))}\n]",
                3 => $$"""{"resourceType":"Bundle","entry":[{{string.Join(",\n", records.Select(record => $$"""{"fullUrl":"urn:x","resource":{{record}} } """))}}]}""",
                4 => string.Join('\n', records.Select(FormatTests.Pretty)),
                _ => string.Join('\n', records.Select(record => $$"""{"resourceType":"Bundle","entry":[{"resource":{{record}} }]}""")),
            };
            List<byte> content = [.. Encoding.UTF8.GetBytes(text)];
            foreach (var (place, kind, value) in damages)
            {
                Damage(content, place, kind, value);
            }

            bench.Write("a", [.. content]);

            // The bench asserts that read = accepted + rejected + ignored + deletions, and that every line is JSON.
            var outcome = bench.Run();

            Assert.All(outcome.Result.Rejects, reject => Assert.True(IsMadeOfNames(reject.Path), reject.Path));
            Assert.All(outcome.Result.Rejects, reject => Assert.InRange(reject.Offset, 0, content.Count));
        }
    }

    /// <summary>A path has names of the schema and numbers, and nothing that came from data.</summary>
    private static bool IsMadeOfNames(string? path)
    {
        string[] names = ["Basic", "Bundle", "entry", "resource", "request", "url", "id", "meta", "resourceType", "text", "yes", "whole", "exact", "any", "texts", "anys", "one", "many", "lastUpdated", "versionId"];
        return path is null || path.Split('.', '[', ']').All(part => part.Length == 0 || names.Contains(part) || part.All(char.IsAsciiDigit));
    }

    private static void Damage(List<byte> content, int place, int kind, byte value)
    {
        var at = content.Count == 0 ? 0 : place % content.Count;
        switch (kind)
        {
            case 0 when content.Count > 0:
                content[at] = value;
                break;
            case 1 when content.Count > 0:
                content.RemoveRange(at, Math.Min(1 + (value % 20), content.Count - at));
                break;
            default:
                content.Insert(at, value);
                break;
        }
    }

    private static Gen<Node> Resource(int depth) =>
        Members(Schema.Properties, depth).Select(members => new Node("{", [("resourceType", new Node("\"Basic\"", [])), ("id", new Node("\"x\"", [])), .. members]));

    /// <summary>Some of the properties of the schema, among others that it does not know.</summary>
    private static Gen<(string, Node)[]> Members(IReadOnlyList<NarrowNode> nodes, int depth)
    {
        var known = nodes.Select(node => Gen.Select(Gen.Bool, Value(node, depth)).Select((take, value) => take ? [(node.Name, value)] : Array.Empty<(string, Node)>()));
        var unknown = Gen.Select(Words, Anything(2)).Select((name, value) => ("_" + name, value)).Array[0, 2];
        return known.Append(unknown).Aggregate((left, right) => Gen.Select(left, right).Select((a, b) => ((string, Node)[])[.. a, .. b]));
    }

    private static Gen<Node> Value(NarrowNode node, int depth)
    {
        var one = node.Kind switch
        {
            JsonKind.Text => Words.Select(Literal),
            JsonKind.Boolean => Gen.Bool.Select(yes => new Node(yes ? "true" : "false", [])),
            JsonKind.Integer => Gen.Long.Select(number => new Node(number.ToString(), [])),
            JsonKind.Decimal => Exact.Select(number => new Node(number, [])),
            JsonKind.Json => Anything(2).Where(value => value.Text is not ("null" or "[")),
            _ => depth == 0 ? Gen.Const(new Node("{", [])) : Members(node.Children, depth - 1).Select(members => new Node("{", members)),
        };
        return node.IsList ? one.Array[0, 3].Select(List) : one;
    }

    private static Gen<Node> Anything(int depth)
    {
        var leaf = Gen.OneOf(Words.Select(Literal), Exact.Select(number => new Node(number, [])), Gens.OneOf("true", "false", "null").Select(text => new Node(text, [])));
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                Anything(depth - 1).Array[0, 3].Select(List),
                Gen.Select(Words, Anything(depth - 1)).Array[0, 3].Select(members => new Node("{", [.. members.DistinctBy(member => member.Item1)])));
    }

    private static Node Literal(string text) => new(JsonSerializer.Serialize(text), []);

    private static Node List(Node[] items) => new("[", [.. items.Select(item => ("", item))]);

    private static string Json(Node node) => node.Text switch
    {
        "{" => $"{{ {string.Join(" , ", node.Members.Select(member => $"{JsonSerializer.Serialize(member.Name)} :{Json(member.Value)}"))}}}",
        "[" => $"[{string.Join(", ", node.Members.Select(member => Json(member.Value)))} ]",
        _ => node.Text,
    };

    private static JsonObject Project(JsonElement value, IReadOnlyList<NarrowNode> nodes)
    {
        var projected = new JsonObject();
        foreach (var property in value.EnumerateObject())
        {
            if (nodes.FirstOrDefault(node => node.Name == property.Name) is { } node)
            {
                projected[node.Name] = node.IsList
                    ? new JsonArray([.. property.Value.EnumerateArray().Select(item => ProjectOne(item, node))])
                    : ProjectOne(property.Value, node);
            }
        }

        return projected;
    }

    private static JsonNode? ProjectOne(JsonElement value, NarrowNode node) => node.Kind switch
    {
        JsonKind.Object => Project(value, node.Children),
        JsonKind.Decimal => JsonValue.Create(value.GetRawText()),
        JsonKind.Json => JsonValue.Create(Compact(value)),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    private static string Compact(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(property => $"{RawName(property)}:{Compact(property.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Compact))}]",
        _ => value.GetRawText(),
    };

    private static string RawName(JsonProperty property) => JsonSerializer.Serialize(property.Name);

    private sealed record Node(string Text, (string Name, Node Value)[] Members);
}

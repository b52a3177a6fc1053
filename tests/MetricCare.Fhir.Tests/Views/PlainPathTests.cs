using System.Text.Json;
using MetricCare.Fhir.FhirPath;
using MetricCare.Fhir.Tests.Views.Differential;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>The quick reader of everyday paths gives exactly what the library's parser gives, or leaves the path to it.</summary>
public sealed class PlainPathTests
{
    [Theory]
    [InlineData("name.given.first()")]
    [InlineData(" name.where( use = 'official' and family!='x' ).family [0] ")]
    [InlineData("a + b * c - d & 'e' | f")]
    [InlineData("a or b and c implies d xor e")]
    [InlineData("a = b in c")]
    [InlineData("a < b | c")]
    [InlineData("((a))")]
    [InlineData("a.ofType(FHIR.Quantity).value >= 5")]
    [InlineData("subject.getReferenceKey(Patient)")]
    [InlineData("iif(%c = true, $this, 'x').length() div 2 mod 3")]
    [InlineData("name[%i].given[0]")]
    [InlineData("a.contains('x') and b contains 'y'")]
    [InlineData("a\n  .b")]
    [InlineData("5 'mg'")]
    [InlineData("5 days")]
    [InlineData("1.5 + 2")]
    [InlineData("-1")]
    [InlineData("a is Quantity")]
    [InlineData("a as Quantity")]
    [InlineData("`a`.b")]
    [InlineData("'it\\'s'")]
    [InlineData("@2020-01-01")]
    [InlineData("{}")]
    [InlineData("a // comment")]
    [InlineData("a /* b */ + c")]
    [InlineData("trueName")]
    [InlineData("a.where(b.exists()).c.all($this > 1)")]
    [InlineData("a.b.as(string)")]
    [InlineData("$index")]
    [InlineData("a.is(System.String)")]
    [InlineData("a andb")]
    [InlineData("inner.organ")]
    [InlineData("a.where(div > 1)")]
    [InlineData("5div6")]
    [InlineData("a .b")]
    [InlineData("(a | b).first()")]
    [InlineData("%'x'.a")]
    [InlineData("a-b")]
    [InlineData("1234567890")]
    [InlineData("name.where(use='official').given.join(', ')")]
    public void A_path_reads_the_same_both_ways(string path) => Same(path);

    [Fact]
    public void The_paths_of_all_known_views_read_the_same_both_ways_and_nearly_all_are_plain()
    {
        var views = Path.Combine(SharedFolder.Repository() ?? "", "jobs", "hospital-quality", "1-bronze");
        var files = new[] { views, SharedFolder.Find("sql-on-fhir") }.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder!, "*.json")).ToList();
        if (files.Count == 0)
        {
            Assert.Skip("There are no views.");
        }

        var paths = files.SelectMany(file => Paths(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement)).Distinct().ToList();
        var plain = paths.Count(Same);
        Assert.True(plain > paths.Count * 0.9, $"Only {plain} of {paths.Count} are plain.");
    }

    [Fact]
    public void Random_paths_read_the_same_both_ways()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            Same(new RandomPaths(new Random(seed)).Column(seed % 2 == 0 ? "Patient" : "Observation").Text);
        }
    }

    private static bool Same(string path)
    {
        var plain = PlainPathReader.Read(path);
        if (plain is null)
        {
            return false;
        }

        Assert.Equal(Print(PathParser.ParseByLibrary(path)), Print(plain));
        return true;
    }

    private static IEnumerable<string> Paths(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p is { Name: "path" or "forEach" or "forEachOrNull", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : Paths(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Paths),
        _ => [],
    };

    private static string Print(PathNode? node) => node switch
    {
        null => "-",
        MemberNode n => $"{Print(n.Target)}.{n.Name}@{n.At}",
        CallNode n => $"{Print(n.Target)}.{n.Function.Name}({string.Join(", ", n.Arguments.Select(Print))})@{n.At}",
        IndexNode n => $"{Print(n.Target)}[{Print(n.Index)}]@{n.At}",
        BinaryNode n => $"({Print(n.Left)} {n.Operator}@{n.At} {Print(n.Right)})",
        MinusNode n => $"-{Print(n.Operand)}@{n.At}",
        _ => node.ToString(),
    };
}

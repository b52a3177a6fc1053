using System.Diagnostics;
using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Schema;

namespace MetricCare.Engines.DuckDb.Tests;

public sealed class JsonLinesReading : OpenEngine
{
    private static readonly RelationName Raw = new(Layer.Raw, "Patient");

    private static readonly NarrowSchema Schema = new("Patient", [
        Node("active", JsonKind.Boolean),
        Node("contained", JsonKind.Json, list: true),
        Node("extension", JsonKind.Json),
        Node("id", JsonKind.Text),
        Node("multipleBirthInteger", JsonKind.Integer),
        Node("name", JsonKind.Object, list: true, Node("family", JsonKind.Text), Node("given", JsonKind.Text, list: true), Node("period", JsonKind.Object, false, Node("end", JsonKind.Text))),
        Node("value", JsonKind.Decimal)]);

    private static NarrowNode Node(string name, JsonKind kind, bool list = false, params NarrowNode[] children) => new(name, kind, list, "", children);

    private async Task<string> FileAsync(string name, string text)
    {
        var file = Path.Combine(Folder, "work", name);
        await File.WriteAllTextAsync(file, text, Cancel);
        return file;
    }

    [Fact]
    public async Task Each_line_is_a_row_with_the_types_of_the_schema()
    {
        var first = await FileAsync(
            "it's one.ndjson",
            """
            {"__n":1,"__f":2,"__l":3,"__h":"ab","__u":-9223372036854775808,"__v":5,"__g":"R4","active":true,"contained":[{"a":1},"x"],"extension":{"b":[1,2]},"id":"p1","multipleBirthInteger":3,"name":[{"family":"F ä 🏥","given":["a",null],"period":{"end":"2024"}},{"given":[]}],"value":"1.10"}
            {"__n":2,"__f":2,"__l":4,"id":"p2","name":null,"value":"123456789012345678.123456789000"}
            """);
        var second = await FileAsync("two.ndjson", "{\"__n\":3,\"__f\":3,\"__l\":1,\"id\":\"p\\\"3\\n\"}");

        Assert.Equal(3, await Engine.ReadJsonLinesAsync(Raw, Schema, [first, second, await FileAsync("empty.ndjson", "")], Cancel));

        Assert.Equal(
            "__n bigint, __f int, __l bigint, __h string, __u bigint, __v bigint, __g string, active boolean, contained list(string), extension string, id string, "
            + "multipleBirthInteger bigint, name list(struct(family string, given list(string), period struct(end string))), value string",
            (await Engine.DescribeAsync("select * from raw.\"Patient\"", Cancel)).ToString());
        Assert.Equal(
            [
                """1L | 2 | 3L | 'ab' | -9223372036854775808L | 5L | 'R4' | true | ['{"a":1}', 'x'] | '{"b":[1,2]}' | 'p1' | 3L | [{family: 'F ä 🏥', given: ['a', null], period: {end: '2024'}}, {family: null, given: [], period: null}] | '1.10'""",
                "2L | 2 | 4L | null | null | null | null | null | null | null | 'p2' | null | null | '123456789012345678.123456789000'",
                "3L | 3 | 1L | null | null | null | null | null | null | null | 'p\"3\n' | null | null | null",
            ],
            await RowsAsync("select * from raw.Patient order by __n"));
    }

    [Fact]
    public async Task No_files_make_an_empty_relation_of_the_same_columns()
    {
        Assert.Equal(0, await Engine.ReadJsonLinesAsync(Raw, Schema, [], Cancel));
        var empty = await Engine.DescribeAsync("select * from raw.Patient", Cancel);
        Assert.Equal(1, await Engine.ReadJsonLinesAsync(Raw, Schema, [await FileAsync("a.ndjson", "{\"__n\":1}\n")], Cancel));

        Assert.Equal(empty, await Engine.DescribeAsync("select * from raw.Patient", Cancel));
    }

    [Fact]
    public async Task A_line_of_forty_megabytes_is_read_whole()
    {
        var text = new string('x', 40_000_000);
        var file = await FileAsync("long.ndjson", $"{{\"__n\":1,\"id\":\"a\"}}\n{{\"__n\":2,\"id\":\"{text}\"}}\n{{\"__n\":3,\"id\":\"b\"}}\n");

        Assert.Equal(3, await Engine.ReadJsonLinesAsync(Raw, Schema, [file], Cancel));

        Assert.Equal(["1L | 1L", "2L | 40000000L", "3L | 1L"], await RowsAsync("select __n, length(id) from raw.Patient order by __n"));
    }

    [Theory]
    [InlineData("a\nbb\nccc\n", 16)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa\n", 21)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", 21)]
    [InlineData("aaaaaaaaaaaaaaaa\n", 17)]
    [InlineData("aaaaaaaa\nbbbbbbbbbbbbbbbbbbbbbbbb\ncc\n", 25)]
    [InlineData("aa\naa\naa\naa\naa\naa\naa\nbbbbbbbbbbbbbbbbbbbbbbbbb\naa\naa\n", 26)]
    [InlineData("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", 16)]
    public async Task The_longest_line_is_found(string text, long bound) =>
        Assert.Equal(bound, LongestLine.Bound([await FileAsync("lines", text)], 15, 4, Cancel));

    [Fact]
    public async Task No_line_is_longer_than_the_bound_and_the_bound_is_tight_when_it_is_not_the_usual_one()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 30)).Select(_ => new string('x', random.Next(0, random.Next(1, 60)))).ToList();
            var file = await FileAsync("lines", string.Join('\n', lines) + (random.Next(2) == 0 ? "\n" : ""));
            var longest = lines.Max(line => line.Length);
            var bound = LongestLine.Bound([file], 15, 4, Cancel);

            Assert.Equal(longest >= 15 ? longest + 1 : 16, bound);
        }
    }

    [Fact]
    public async Task A_line_of_another_type_than_the_schema_says_is_an_error_and_the_old_relation_stays()
    {
        await Engine.ReadJsonLinesAsync(Raw, Schema, [await FileAsync("a.ndjson", "{\"__n\":1}\n")], Cancel);
        var wrong = await FileAsync("wrong.ndjson", "{\"__n\":1}\n{\"__n\":\"Mrs-Secret\"}\n");

        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => Engine.ReadJsonLinesAsync(Raw, Schema, [wrong], Cancel));

        Assert.DoesNotContain("Secret", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(["1L"], await RowsAsync("select __n from raw.Patient"));
    }

    [Fact]
    public async Task A_missing_file_is_an_error()
    {
        var refusal = await Assert.ThrowsAsync<MetricCareException>(() => Engine.ReadJsonLinesAsync(Raw, Schema, [Path.Combine(Folder, "work", "none.ndjson")], Cancel));

        Assert.Equal(ExitCode.StorageFailed, refusal.Code);
    }

    [Fact]
    public async Task A_cancel_ends_a_read_within_two_seconds()
    {
        var file = Path.Combine(Folder, "work", "many.ndjson");
        await using (var writer = new StreamWriter(file))
        {
            for (var n = 0; n < 1_500_000; n++)
            {
                await writer.WriteLineAsync($"{{\"__n\":{n},\"id\":\"some id that makes the line longer {n}\",\"name\":[{{\"family\":\"a family\"}}]}}");
            }
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = Engine.ReadJsonLinesAsync(Raw, Schema, [file], cancel.Token);
        await Task.Delay(50, Cancel);
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
    }
}

using System.Text;
using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class PartIntakeTests
{
    private const string Text =
        "\n{\"resourceType\":\"Patient\",\"id\":\"a\"}\r\nno json\n\n"
        + "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"b\"}},{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"c\"}},{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/d\"}}]}\n"
        + "\uFEFF{\"resourceType\":\"Patient\",\"id\":\"ä\"}\n[1]\n{\"resourceType\":\"Basic\",\"id\":\"e\"}\n   \n{\"resourceType\":\"Patient\",\"id\":\"f\"}";

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\n\n{\"resourceType\":\"Pat")]
    public void Ranges_of_any_size_give_what_the_whole_file_gives(string end)
    {
        using var bench = new Workbench();
        var bytes = Encoding.UTF8.GetBytes(Text + end);
        var file = new SourceFile(1, bench.Write("file", bytes), "file");
        var whole = Read(bench, intake => [intake.Read(file)]);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var parts = Read(bench, intake => [.. Enumerable.Range(0, (bytes.Length + size - 1) / size).Select(part =>
                intake.ReadRange(file, (long)part * size, Math.Min(bytes.Length, (long)(part + 1) * size), intake.CountLines(file, 0, (long)part * size)))]);
            Assert.Equal(whole.Lines, parts.Lines);
            Assert.Equal(whole.Rejects, parts.Rejects);
            Assert.Equal(whole.Deletions, parts.Deletions);
            Assert.Equal(whole.Counts, parts.Counts);
            Assert.Equal(parts.Lines.Count, parts.Numbers.Distinct().Count());
            Assert.Equal(parts.Numbers.Order(), parts.Numbers);
        }
    }

    [Fact]
    public void Only_plain_lines_are_divisible()
    {
        using var bench = new Workbench();
        using var intake = new PartIntake(bench.Schemas.Values, bench.Options, (_, _) => { }, CancellationToken.None);
        var bytes = Encoding.UTF8.GetBytes(Text);
        var divisible = new[] { ("lines", bytes), ("gzip", Workbench.Gzip(bytes)), ("array", "[{}]"u8.ToArray()), ("empty", []) }
            .Where(one => intake.IsDivisible(new SourceFile(1, bench.Write(one.Item1, one.Item2), one.Item1))).Select(one => one.Item1);
        Assert.Equal(["lines"], divisible);
    }

    [Fact]
    public void The_hash_of_a_file_is_that_of_the_whole_reading()
    {
        using var bench = new Workbench();
        var file = new SourceFile(1, bench.Write("file", Encoding.UTF8.GetBytes(Text)), "file");
        using var intake = new PartIntake(bench.Schemas.Values, bench.Options, (_, _) => { }, CancellationToken.None);
        var tally = intake.Read(file).Tally;
        Assert.Equal((tally.Bytes, tally.Sha256), intake.Hash(file));
    }

    private sealed record Found(List<string> Lines, List<string> Numbers, List<RejectedRecord> Rejects, List<Deletion> Deletions, string Counts);

    private static Found Read(Workbench bench, Func<PartIntake, IReadOnlyList<PartResult>> read)
    {
        var (lines, numbers) = (new List<string>(), new List<string>());
        using var intake = new PartIntake(bench.Schemas.Values, bench.Options, Take, CancellationToken.None);
        var parts = read(intake);
        intake.Flush();
        var tallies = parts.Select(part => part.Tally).ToList();
        var types = tallies.SelectMany(tally => tally.AcceptedByType.Select(pair => ("accepted", pair.Key, pair.Value)).Concat(tally.IgnoredByType.Select(pair => ("ignored", pair.Key, pair.Value))))
            .GroupBy(count => (count.Item1, count.Key)).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Sum(count => count.Value)}");
        return new Found(
            lines,
            numbers,
            [.. parts.SelectMany(part => part.Rejects)],
            [.. parts.SelectMany(part => part.Deletions)],
            $"{tallies.Sum(tally => tally.Read)} {tallies.Sum(tally => tally.Rejected)} {tallies.Sum(tally => tally.Deletions)} {string.Join(", ", types)}");

        // The number of a record stands first.
        void Take(string type, ReadOnlySpan<byte> text)
        {
            foreach (var line in Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var comma = line.IndexOf(',', StringComparison.Ordinal);
                numbers.Add(line[..comma].PadLeft(40));
                lines.Add($"{type} {line[comma..]}");
            }
        }
    }
}

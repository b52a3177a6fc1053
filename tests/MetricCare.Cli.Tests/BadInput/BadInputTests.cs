using System.IO.Compression;
using System.Text;
using MetricCare.Cli.Tests.Cases;
using MetricCare.Cli.Tests.Commands;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Tests.BadInput;

/// <summary>What can go wrong with input and lake: an exit code, a message with a next step, nothing else lost, and never a word of a record.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Secret = "Zyxwvut";
    private readonly ScratchFolder _folder = new();

    private string Source => Path.Combine(_folder.Path, "source");

    private string Lake => Path.Combine(_folder.Path, "lake");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_missing_folder()
    {
        var result = await RunAsync();

        Assert.Equal((int)ExitCode.SourceUnreadable, result.Code);
        Assert.False(Directory.Exists(Lake) && Directory.GetDirectories(Lake).Any(folder => !Path.GetFileName(folder).StartsWith('.')));
    }

    [Fact]
    public async Task An_empty_folder()
    {
        Directory.CreateDirectory(Source);

        Assert.Equal((int)ExitCode.SourceUnreadable, (await RunAsync()).Code);
    }

    [Fact]
    public async Task An_empty_file_beside_a_good_one()
    {
        Write("empty.ndjson", string.Empty);
        Write("Patient.ndjson", Patient("p1"));

        Assert.Equal("path,read,accepted,rejected\nPatient.ndjson,1,1,0\nempty.ndjson,0,0,0\n", await InputsAsync());
    }

    public static TheoryData<string, string> BadLines => new()
    {
        { "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"gender\":\"" + Secret, "INVALID_JSON" },
        { "[1,2]", "NOT_AN_OBJECT" },
        { "{\"id\":\"" + Secret + "\"}", "NO_RESOURCE_TYPE" },
        { "{\"resourceType\":\"Patient\",\"gender\":\"" + Secret + "\"}", "NO_ID" },
        { "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"id\":\"" + Secret + "\"}", "DUPLICATE_KEY" },
        { "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"birthDate\":\"" + Secret + "\"}", "INVALID_VALUE" },
        { "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"active\":\"" + Secret + "\"}", "WRONG_TYPE" },
        { "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"link\":{\"x\":\"" + Secret + "\"}}", "WRONG_SHAPE" },
        { "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}", "TOO_DEEP" },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task A_bad_line_is_rejected_by_name_and_the_rest_goes_on(string line, string reason)
    {
        Write("Patient.ndjson", Patient("p1") + "\n" + line + "\n" + Patient("p3") + "\n");

        await AssertRejectedAsync(reason, 2);
    }

    [Fact]
    public async Task Half_a_line_at_the_end()
    {
        Write("Patient.ndjson", Patient("p1") + "\n" + Patient("p3") + "\n" + Patient(Secret)[..40]);

        await AssertRejectedAsync("INVALID_JSON", 3);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8()
    {
        Directory.CreateDirectory(Source);
        byte[] bad = [.. Encoding.UTF8.GetBytes("{\"resourceType\":\"Patient\",\"id\":\"p2\",\"gender\":\"" + Secret), 0xC3, 0x28, .. "\"}"u8];
        await File.WriteAllBytesAsync(Path.Combine(Source, "Patient.ndjson"), [.. Encoding.UTF8.GetBytes(Patient("p1") + "\n"), .. bad, .. Encoding.UTF8.GetBytes("\n" + Patient("p3"))], TestContext.Current.CancellationToken);

        await AssertRejectedAsync("INVALID_UTF8", 2);
    }

    [Fact]
    public async Task A_gzip_file_that_is_cut_off_keeps_what_came_before_the_cut()
    {
        Directory.CreateDirectory(Source);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Patient("p1") + "\n" + Patient("p3") + "\n" + new string(' ', 4000)), TestContext.Current.CancellationToken);
        }

        await File.WriteAllBytesAsync(Path.Combine(Source, "Patient.ndjson.gz"), packed.ToArray()[..^20], TestContext.Current.CancellationToken);

        await AssertRejectedAsync("TRUNCATED_GZIP", null);
    }

    [Fact]
    public async Task A_line_of_100_MB_is_a_record_like_any_other()
    {
        Write("Patient.ndjson", $"{{\"resourceType\":\"Patient\",\"id\":\"p1\",\"text\":{{\"div\":\"{new string('x', 100_000_000)}\"}}}}\n" + Patient("p3"));

        Assert.Equal("path,read,accepted,rejected\nPatient.ndjson,2,2,0\n", await InputsAsync());
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", false)]
    [InlineData("33%", true)]
    [InlineData("34%", false)]
    public async Task A_run_that_is_mostly_bad_stops_and_leaves_the_lake_untouched(string limit, bool stops)
    {
        Write("Patient.ndjson", Patient("p1") + "\n{\"resourceType\":\"" + Secret + "\n" + Patient("p3"));
        var result = await CommandLine.RunAsync("run", Source, "--lake", Lake, "--zone", "UTC", "--only", "bronze", "--max-rejects", limit);

        Assert.Equal(stops ? (int)ExitCode.TooManyRejects : 0, result.Code);
        Assert.DoesNotContain(Secret, result.All, StringComparison.Ordinal);
        Assert.Equal(!stops, Directory.Exists(Path.Combine(Lake, "bronze")));
        if (stops)
        {
            Assert.Contains("Patient.ndjson line 2: INVALID_JSON", result.Error, StringComparison.Ordinal);
            Assert.Contains("next:", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_folder_that_is_no_lake_is_left_alone()
    {
        Write("Patient.ndjson", Patient("p1"));
        Directory.CreateDirectory(Lake);
        await File.WriteAllTextAsync(Path.Combine(Lake, "thesis.txt"), "mine", TestContext.Current.CancellationToken);
        var result = await RunAsync();

        Assert.Equal((int)ExitCode.NotALake, result.Code);
        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(Lake).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_facility_without_a_zone_fails_the_run()
    {
        Write("Patient.ndjson", Patient("p1"));
        Write("Encounter.ndjson", """{"resourceType":"Encounter","id":"e1","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},"subject":{"reference":"Patient/p1"},"period":{"start":"2024-01-05T09:00:00Z","end":"2024-01-07T09:00:00Z"},"serviceProvider":{"reference":"Organization/A"}}""");
        var result = await CommandLine.RunAsync("run", Source, "--lake", Lake);

        Assert.Equal((int)ExitCode.RuleBroken, result.Code);
        Assert.Contains("MISSING_ZONE", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Lake, "bronze", "patient", "_current")));
    }

    [Theory]
    [InlineData("--zone", "Mars/Base", ExitCode.ConfigurationInvalid)]
    [InlineData("--profile", "young", ExitCode.ConfigurationInvalid)]
    [InlineData("--through", "soon", ExitCode.Usage)]
    [InlineData("--max-rejects", "many", ExitCode.Usage)]
    [InlineData("--threads", "0", ExitCode.Usage)]
    [InlineData("--memory", "lots", ExitCode.Usage)]
    [InlineData("--only", "gold.fact_readmision", ExitCode.DefinitionInvalid)]
    [InlineData("--config", "no-such.yml", ExitCode.ConfigurationInvalid)]
    [InlineData("--colour", "red", ExitCode.Usage)]
    public async Task A_wrong_option_is_refused(string option, string value, ExitCode code)
    {
        Write("Patient.ndjson", Patient("p1"));
        var result = await CommandLine.RunAsync("run", Source, "--lake", Lake, option, value);

        Assert.Equal((int)code, result.Code);
        Assert.NotEmpty(result.Error);
        if (option == "--only")
        {
            Assert.Contains("gold.fact_readmission", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_full_disk_is_said_plainly_and_the_lake_stays_usable()
    {
        Write("Patient.ndjson", string.Join('\n', Enumerable.Range(0, 40_000).Select(n => Patient("p" + n))));
        Directory.CreateDirectory(Lake);
        using var mount = TinyDisk.Mount(Lake, "3m");
        Assert.SkipWhen(mount is null, "A small disk cannot be mounted here.");
        var result = await RunAsync();

        Assert.Equal((int)ExitCode.StorageFailed, result.Code);
        Assert.Contains("full", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLine.RunAsync("query", "--lake", Lake, "select 1 as one")).Code);
    }

    private static string Patient(string id) => $"{{\"resourceType\":\"Patient\",\"id\":\"{id}\",\"gender\":\"female\",\"birthDate\":\"1950-01-01\"}}";

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Source);
        File.WriteAllText(Path.Combine(Source, name), text);
    }

    private Task<CommandLine> RunAsync() => CommandLine.RunAsync("run", Source, "--lake", Lake, "--zone", "UTC", "--only", "bronze");

    private async Task<string> InputsAsync()
    {
        var result = await RunAsync();
        Assert.True(result.Code == 0, result.Error);
        return (await CommandLine.RunAsync("query", "--lake", Lake, "--format", "csv", "select path, \"read\", accepted, rejected from ops.inputs order by path")).Out;
    }

    private async Task AssertRejectedAsync(string reason, long? line)
    {
        var result = await CommandLine.RunAsync("run", Source, "--lake", Lake, "--zone", "UTC", "--only", "bronze");
        Assert.True(result.Code == 0, result.Error);
        var rejects = (await CommandLine.RunAsync("query", "--lake", Lake, "--format", "csv", "select line, reason from ops.rejects")).Out;
        var everything = (await CommandLine.RunAsync("query", "--lake", Lake, "--format", "csv", "select * from ops.rejects")).Out;
        var patients = (await CommandLine.RunAsync("query", "--lake", Lake, "--format", "csv", "select patient_id from bronze.patient order by 1")).Out;

        Assert.Equal($"line,reason\n{line},{reason}\n", rejects);
        Assert.Equal("patient_id\np1\np3\n", patients);
        Assert.DoesNotContain(Secret, result.All + everything, StringComparison.Ordinal);
    }
}

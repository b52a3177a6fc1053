using System.Text.RegularExpressions;
using MetricCare.Cli.Tests.Commands;
using MetricCare.Cli.Tests.Golden;
using MetricCare.Core.Errors;

namespace MetricCare.Cli.Tests.BadInput;

/// <summary>Definitions with a fault: <c>check</c> and <c>run</c> name file and place, nothing is published, and no value of a record is said.</summary>
public sealed class BrokenDefinitionTests : IDisposable
{
    private readonly SmallJobs _jobs = new();

    public void Dispose() => _jobs.Dispose();

    public static TheoryData<string, ExitCode, bool> Faults => new()
    {
        { "a view that is named otherwise than its file", ExitCode.DefinitionInvalid, true },
        { "a view that is no JSON", ExitCode.DefinitionInvalid, true },
        { "a contract that promises another type", ExitCode.DefinitionInvalid, true },
        { "a contract that promises another column", ExitCode.DefinitionInvalid, true },
        { "a model without a contract", ExitCode.DefinitionInvalid, true },
        { "a relation that is misspelled", ExitCode.DefinitionInvalid, true },
        { "a column that is misspelled", ExitCode.ModelFailed, true },
        { "models that read each other in a circle", ExitCode.DefinitionInvalid, true },
        { "a value that cannot be converted", ExitCode.ModelFailed, false },
        { "a rule of severity fail", ExitCode.RuleBroken, false },
        { "a key that repeats", ExitCode.RuleBroken, false },
        { "a value set without a version", ExitCode.DefinitionInvalid, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_named_and_nothing_is_published(string fault, ExitCode code, bool isSeenByCheck)
    {
        Break(fault);
        var run = await RunAsync();
        var check = await CommandLine.RunAsync("check", "--jobs", _jobs.Folder);

        Assert.Equal(code, (ExitCode)run.Code);
        Assert.Equal(isSeenByCheck ? ExitCode.DefinitionInvalid : ExitCode.Success, (ExitCode)check.Code);
        Assert.DoesNotContain(SmallJobs.Secret, run.All + check.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.Exists(_jobs.Lake) ? Directory.GetDirectories(_jobs.Lake) : [], layer => !Path.GetFileName(layer).StartsWith('.') && Directory.EnumerateFiles(layer, "_current", SearchOption.AllDirectories).Any());
        GoldenFile.AssertEqual("fault-" + fault.Replace(' ', '-'), Named($"run: exit code {run.Code}\n{Errors(run)}\ncheck: exit code {check.Code}\n{check.All}"));
    }

    [Fact]
    public async Task Sound_definitions_run()
    {
        var run = await RunAsync();
        Assert.True(run.Code == 0, run.All);
        var check = await CommandLine.RunAsync("check", "--jobs", _jobs.Folder);
        Assert.True(check.Code == 0, check.All);
    }

    // SQL on FHIR has such a path give nothing; a person is told.
    [Fact]
    public async Task A_view_that_reads_an_element_that_is_none_is_warned_about()
    {
        _jobs.Change("1-bronze/patient.json", "address.first().city", "adress.first().city");
        var check = await CommandLine.RunAsync("check", "--jobs", _jobs.Folder);

        Assert.Equal((0, string.Empty), (check.Code, check.Error));
        GoldenFile.AssertEqual("fault-a-view-that-reads-an-element-that-is-none", Named(check.Out));
    }

    private Task<CommandLine> RunAsync() => CommandLine.RunAsync("run", _jobs.Source, "--lake", _jobs.Lake, "--jobs", _jobs.Folder, "--zone", "UTC");

    // The stages that went well come first, with their times.
    private static string Errors(CommandLine run) =>
        string.Concat(run.Error.Split('\n').SkipWhile(line => !line.StartsWith("error", StringComparison.Ordinal)).Select(line => line + "\n")).TrimEnd('\n') + "\n";

    // The shipped value sets, which the folder holds as well, grow.
    private string Named(string text) => Regex.Replace(text.Replace(_jobs.Root, "FOLDER", StringComparison.Ordinal), @"\d{2,} codes", "N codes");

    private void Break(string fault)
    {
        switch (fault)
        {
            case "a view that is named otherwise than its file":
                _jobs.Change("1-bronze/patient.json", "\"name\": \"patient\"", "\"name\": \"person\"");
                break;
            case "a view that is no JSON":
                _jobs.Change("1-bronze/patient.json", "\"select\": [", "\"select\": [[");
                break;
            case "a contract that promises another type":
                _jobs.Change("2-silver/people.yml", "city: { type: string", "city: { type: int");
                break;
            case "a contract that promises another column":
                _jobs.Change("2-silver/people.yml", "  city:", "  town:");
                break;
            case "a model without a contract":
                File.Delete(Path.Combine(_jobs.Folder, "care", "2-silver", "people.yml"));
                break;
            case "a relation that is misspelled":
                _jobs.Change("2-silver/people.sql", "bronze.patient", "bronze.pateint");
                break;
            case "a column that is misspelled":
                _jobs.Change("2-silver/people.sql", "city", "citty as city");
                break;
            case "models that read each other in a circle":
                _jobs.Change("2-silver/people.sql", "bronze.patient", "silver.persons");
                _jobs.Append("2-silver/persons.sql", "select patient_id, city from silver.people\n");
                File.Copy(Path.Combine(_jobs.Folder, "care", "2-silver", "people.yml"), Path.Combine(_jobs.Folder, "care", "2-silver", "persons.yml"));
                break;
            case "a value that cannot be converted":
                _jobs.Change("2-silver/people.sql", "patient_id, city", "patient_id, cast(cast(city as int) as string) as city");
                break;
            case "a rule of severity fail":
                _jobs.Append("2-silver/people.yml", "rules:\n  - { name: NO_CITY, severity: fail, where: \"city is null\", means: \"A person lives nowhere.\" }\n");
                break;
            case "a key that repeats":
                _jobs.Change("2-silver/people.sql", "from bronze.patient", "from bronze.patient union all select patient_id, city from bronze.patient");
                break;
            case "a value set without a version":
                _jobs.Write("jobs/value-sets/vs_more.csv", "value_set,version,system,code,match,group,source,licence\nvs_more,,urn:x,1,exact,,me,CC0\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault));
        }
    }
}

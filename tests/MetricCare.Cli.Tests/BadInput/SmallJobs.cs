using MetricCare.Cli.Tests.Cases;

namespace MetricCare.Cli.Tests.BadInput;

/// <summary>A folder of definitions with one view and one model, to be broken by a test; with two patients to run them on.</summary>
internal sealed class SmallJobs : IDisposable
{
    public const string Secret = "Zyxwvut";

    private const string View = """
        {
          "resourceType": "ViewDefinition", "name": "patient", "status": "active", "resource": "Patient",
          "select": [{ "column": [
            { "name": "patient_id", "path": "getResourceKey()", "type": "id", "description": "Id." },
            { "name": "city", "path": "address.first().city", "type": "string", "description": "City." }
          ] }]
        }
        """;

    private const string Sql = "select patient_id, city from bronze.patient\n";

    private const string Contract = """
        grain: one row per person
        key: [patient_id]
        columns:
          patient_id: { type: string, means: "Id." }
          city: { type: string, means: "City." }

        """;

    private readonly ScratchFolder _folder = new();

    public SmallJobs()
    {
        Write("jobs/care/1-bronze/patient.json", View);
        Write("jobs/care/2-silver/people.sql", Sql);
        Write("jobs/care/2-silver/people.yml", Contract);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "jobs", "value-sets"), "*.csv"))
        {
            Write("jobs/value-sets/" + Path.GetFileName(file), File.ReadAllText(file));
        }

        Write("source/Patient.ndjson", $$"""
            {"resourceType":"Patient","id":"p1","address":[{"city":"{{Secret}}"}]}
            {"resourceType":"Patient","id":"p2"}

            """);
    }

    public string Root => _folder.Path;

    public string Folder => Path.Combine(Root, "jobs");

    public string Source => Path.Combine(Root, "source");

    public string Lake => Path.Combine(Root, "lake");

    public void Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Changes one place of one of the definitions.</summary>
    public void Change(string file, string from, string to)
    {
        var path = Path.Combine(Folder, "care", file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Adds to one of the definitions, which is made when missing.</summary>
    public void Append(string file, string text) => File.AppendAllText(Path.Combine(Folder, "care", file), text);

    public void Dispose() => _folder.Dispose();
}

using MetricCare.Core.Errors;
using MetricCare.Core.Models.Examples;
using MetricCare.Core.Relations;

namespace MetricCare.Jobs.Tests.Loading;

public sealed class JobLoaderTests
{
    private const string Contract = """
        grain: one row per stay
        key: [stay_id]
        partition: stay_id
        columns:
          stay_id: { type: string, means: "The stay." }
          days: { type: int, means: "Its days." }
          spans: { type: "list(struct(a string, b decimal(19,2)))", means: "Parts." }
        rules:
          - { name: NEGATIVE_DAYS, severity: reject, where: "days < 0", means: "Days below zero." }
        examples:
          - name: one day
            given:
              bronze.encounter:
                - { encounter_id: 01, is_open: true, note: "true", at: 2024-01-31T10:00:00Z, none: ~, tags: [a, 2], part: { x: 1.5 } }
            expect:
              - { stay_id: s1, days: 1 }
        """;

    [Fact]
    public void A_pack_gives_its_views_and_its_models_with_their_contracts()
    {
        using var folder = new TemporaryFolder()
            .With("value-sets/x.csv", "not read here")
            .With("pack/1-bronze/encounter.json", "{}")
            .With("pack/2-silver/stays.sql", "select 1")
            .With("pack/2-silver/stays.yml", Contract)
            .With("pack/3-gold/readmission/fact_readmission.sql", "select 2")
            .With("pack/3-gold/readmission/fact_readmission.yml", Contract)
            .With("pack/3-gold/readmission/README.md", "words")
            .With("pack/4-report/measures.sql", "select 3")
            .With("pack/4-report/measures.yml", Contract);

        var pack = Assert.Single(JobLoader.Load(folder.Path).Packs);

        Assert.Equal("pack", pack.Name);
        Assert.Equal([new ViewFile("encounter", "pack/1-bronze/encounter.json", "{}")], pack.Views);
        Assert.Equal(
            [
                ("silver.stays", "select 1", "pack/2-silver/stays.sql"),
                ("gold.fact_readmission", "select 2", "pack/3-gold/readmission/fact_readmission.sql"),
                ("report.measures", "select 3", "pack/4-report/measures.sql"),
            ],
            pack.Models.Select(model => (model.Name.ToString(), model.Sql, model.File)));
    }

    [Fact]
    public void A_contract_is_read_whole()
    {
        using var folder = new TemporaryFolder().With("p/2-silver/stays.sql", "select 1").With("p/2-silver/stays.yml", Contract);

        var contract = JobLoader.Load(folder.Path).Packs[0].Models[0].Contract;

        Assert.Equal("one row per stay", contract.Grain);
        Assert.Equal(["stay_id"], contract.Key);
        Assert.Equal("stay_id", contract.Partition);
        Assert.Equal("stay_id string, days int, spans list(struct(a string, b decimal(19,2)))", contract.Shape.ToString());
        Assert.Equal(["The stay.", "Its days.", "Parts."], contract.Columns.Select(column => column.Means));
        Assert.Equal([new("NEGATIVE_DAYS", Core.Models.Severity.Reject, "days < 0", "Days below zero.")], contract.Rules);
        var example = Assert.Single(contract.Examples);
        Assert.Equal("one day", example.Name);
        var row = Assert.Single(example.Given[new RelationName(Layer.Bronze, "encounter")]);
        Assert.Equal(new PlainText("01"), row["encounter_id"]);
        Assert.Equal(new PlainText("true"), row["is_open"]);
        Assert.Equal("true", row["note"]);
        Assert.Equal(new PlainText("2024-01-31T10:00:00Z"), row["at"]);
        Assert.Null(row["none"]);
        Assert.Equal([new PlainText("a"), new PlainText("2")], Assert.IsType<List<object?>>(row["tags"]));
        Assert.Equal(new PlainText("1.5"), Assert.IsType<Dictionary<string, object?>>(row["part"])["x"]);
        var expected = Assert.Single(example.Expect);
        Assert.Equal([new("stay_id", new PlainText("s1")), new("days", new PlainText("1"))], expected);
    }

    [Theory]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: string, means: m }\nscope: x", "p/2-silver/stays.yml:5: A contract has no key 'scope'.")]
    [InlineData("grain: g\nkey: [a]\nkolumns: {}\ncolumns:\n  a: { type: string, means: m }", "p/2-silver/stays.yml:3: A contract has no key 'kolumns'; did you mean columns?")]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: text, means: m }", "p/2-silver/stays.yml:4: 'text' is no type of column a")]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: string }", "p/2-silver/stays.yml:4: Column a needs 'type' and 'means'.")]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: string, means: m }\n  a: { type: int, means: m }", "p/2-silver/stays.yml:5: This is no valid YAML")]
    [InlineData("grain: g\nkey: [b]\ncolumns:\n  a: { type: string, means: m }", "p/2-silver/stays.yml:2: The key names b, which is no column")]
    [InlineData("grain: g\nkey: a\ncolumns:\n  a: { type: string, means: m }", "p/2-silver/stays.yml:2: 'key' must be a list.")]
    [InlineData("grain: g\ncolumns:\n  a: { type: string, means: m }", "p/2-silver/stays.yml:1: The contract needs 'key'.")]
    [InlineData("grain: [g]\nkey: [a]\ncolumns:\n  a: { type: string, means: m }", "p/2-silver/stays.yml:1: 'grain' must be a text.")]
    [InlineData("grain: g\nkey: [a]\npartition: b\ncolumns:\n  a: { type: string, means: m }", "p/2-silver/stays.yml:3: The partition b is no column")]
    [InlineData("grain: g\nkey: [a]\npartition: a\ncolumns:\n  a: { type: date, means: m }", "p/2-silver/stays.yml:3: The partition a is of type date: only a string can name folders.")]
    [InlineData("grain: g\nkey: [A]\ncolumns:\n  A: { type: string, means: m }", "p/2-silver/stays.yml:4: 'A' is no column name")]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: string, means: m }\nrules:\n  - { name: R, severity: stop, where: x, means: m }", "p/2-silver/stays.yml:6: A severity is warn, reject or fail.")]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: string, means: m }\nrules:\n  - { name: R, severity: fail, where: x }", "p/2-silver/stays.yml:6: A rule needs 'means'.")]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: string, means: m }\nexamples:\n  - { name: e, given: { stays: [] }, expect: [] }", "p/2-silver/stays.yml:6: 'stays' is no relation: write layer.table.")]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: string, means: m }\nexamples:\n  - { name: e }", "p/2-silver/stays.yml:6: The example 'e' needs 'expect'")]
    [InlineData("grain: g\nkey: [a]\ncolumns:\n  a: { type: string, means: m }\nexamples:\n  - { name: e, expect: [] }\n  - { name: e, expect: [] }", "p/2-silver/stays.yml:7: 'examples' holds 'e' twice.")]
    [InlineData("- a", "p/2-silver/stays.yml:1: The file must be a map of keys at its top.")]
    [InlineData("a: b: c", "p/2-silver/stays.yml:1: This is no valid YAML")]
    public void A_wrong_contract_is_refused_with_file_and_line(string contract, string message)
    {
        using var folder = new TemporaryFolder().With("p/2-silver/stays.sql", "select 1").With("p/2-silver/stays.yml", contract);

        var error = Assert.Throws<MetricCareException>(() => JobLoader.Load(folder.Path));

        Assert.Equal(ExitCode.DefinitionInvalid, error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_listed_at_once_in_file_order_and_the_sound_models_are_still_read()
    {
        const string sound = "grain: g\nkey: [a]\ncolumns:\n  a: { type: string, means: m }";
        using var folder = new TemporaryFolder()
            .With("p/2-silver/b.sql", "select 1")
            .With("p/2-silver/a.yml", sound)
            .With("p/2-silver/c.sql", "select 1").With("p/2-silver/c.yml", sound)
            .With("p/2-silver/Bad-Name.sql", "select 1").With("p/2-silver/Bad-Name.yml", sound)
            .With("p/3-gold/x/rate.sql", "select 1").With("p/3-gold/x/rate.yml", sound)
            .With("p/3-gold/y/rate.sql", "select 1").With("p/3-gold/y/rate.yml", sound)
            .With("p/2-silver/notes.txt", "?")
            .With("p/5-other/a.sql", "select 1");

        var reading = JobLoader.Read(folder.Path);
        var error = Assert.Throws<MetricCareException>(() => JobLoader.Load(folder.Path));

        Assert.Equal(
            [
                "p/2-silver/Bad-Name.sql: The file's name must be a table name: lower case, digits and underscores, starting with a letter.",
                "p/2-silver/a.yml: This contract has no .sql file of the same name beside it.",
                "p/2-silver/b.sql: This model has no contract: b.yml must stand beside it.",
                "p/2-silver/notes.txt: Only models (.sql) and contracts (.yml) are read here.",
                "p/3-gold/y/rate.sql: gold.rate is also defined by p/3-gold/x/rate.sql.",
                "p/5-other: A pack has the folders 1-bronze, 2-silver, 3-gold and 4-report only.",
            ],
            error.Message.Split(Environment.NewLine));
        Assert.Equal(["silver.c", "gold.rate"], reading.Jobs.Packs[0].Models.Select(model => model.Name.ToString()));
    }

    [Fact]
    public void A_missing_folder_is_refused_by_name()
    {
        var error = Assert.Throws<MetricCareException>(() => JobLoader.Load("no-such-jobs"));

        Assert.Equal("no-such-jobs: There is no such folder of definitions.", error.Message);
    }
}

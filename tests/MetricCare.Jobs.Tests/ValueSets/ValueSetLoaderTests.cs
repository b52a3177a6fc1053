using MetricCare.Core.Errors;
using MetricCare.Jobs.ValueSets;

namespace MetricCare.Jobs.Tests.ValueSets;

public sealed class ValueSetLoaderTests
{
    private const string Header = "value_set,version,system,code,match,group,source,licence\n";

    [Fact]
    public void Lines_become_rows_of_the_codes_relation_in_the_order_of_files()
    {
        using var folder = new TemporaryFolder()
            .With("value-sets/b.csv", Header + "vs_b,1,urn:s,X1,exact,,here,free\n")
            .With("value-sets/a.csv", "\uFEFF" + (Header + "vs_a,2,urn:s,J1,prefix,PNEU,\"a book, page \"\"1\"\"\",free\nvs_a,2,urn:s,01,exact,UTI,here,free\n").ReplaceLineEndings("\r\n"))
            .With("value-sets/README.md", "words")
            .With("value-sets/optional/c.csv", "not read");

        Assert.Equal(
            [
                ["vs_a", "2", "urn:s", "J1", "prefix", "PNEU", "a book, page \"1\"", "free"],
                ["vs_a", "2", "urn:s", "01", "exact", "UTI", "here", "free"],
                ["vs_b", "1", "urn:s", "X1", "exact", null, "here", "free"],
            ],
            Load(folder).Select(code => code.Row));
    }

    [Fact]
    public void Optional_lists_and_own_folders_are_added_and_lists_can_be_left_out()
    {
        using var own = new TemporaryFolder()
            .With("ccs.csv", Header + "ccs_dx,2019,urn:icd,J1,prefix,122,own,own\n")
            .With("optional/e.csv", Header + "vs_e,1,urn:s,E,exact,G,here,free\n");
        using var folder = new TemporaryFolder()
            .With("value-sets/a.csv", Header + "vs_a,1,urn:s,A,exact,G,here,free\n")
            .With("value-sets/b.csv", Header + "vs_b,1,urn:s,B,exact,G,here,free\n")
            .With("value-sets/optional/c.csv", Header + "vs_a,1,urn:t,C,exact,G,here,free\n")
            .With("value-sets/optional/d.csv", Header + "vs_a,1,urn:t,D,exact,G,here,free\n");

        var codes = ValueSetLoader.Load([Path.Combine(folder.Path, "value-sets"), own.Path], ["c", "e"], ["b"]);

        Assert.Equal(["vs_a A", "ccs_dx J1", "vs_a C", "vs_e E"], codes.Select(code => $"{code.ValueSet} {code.Code}"));
    }

    [Theory]
    [InlineData("value_set,version,system,code\nvs_a,1,urn:s,A\n", "value-sets/a.csv:1: The first line must be value_set,version,system,code,match,group,source,licence.")]
    [InlineData("", "value-sets/a.csv:1: The file is empty")]
    [InlineData(Header + "vs_a,,urn:s,A,exact,G,here,free\n", "value-sets/a.csv:2: A list needs a version.")]
    [InlineData(Header + "vs_a,1,,A,exact,G,here,free\n", "value-sets/a.csv:2: The field system is empty.")]
    [InlineData(Header + "vs_a,1,urn:s,A,exact,G,,free\n", "value-sets/a.csv:2: The field source is empty.")]
    [InlineData(Header + "vs_a,1,urn:s,A,exact,G,here, \n", "value-sets/a.csv:2: The field licence is empty.")]
    [InlineData(Header + "vs_a,1,urn:s,A ,exact,G,here,free\n", "value-sets/a.csv:2: The field code begins or ends with a blank.")]
    [InlineData(Header + "vs_a,1,urn:s,A,regex,G,here,free\n", "value-sets/a.csv:2: The match 'regex' is not known: write exact or prefix.")]
    [InlineData(Header + "vs_a,1,urn:s,A,exact,G,here\n", "value-sets/a.csv:2: The line has 7 fields instead of 8.")]
    [InlineData(Header + "VS-A,1,urn:s,A,exact,G,here,free\n", "value-sets/a.csv:2: 'VS-A' is no name of a value set")]
    [InlineData(Header + "vs_a,1,urn:s,A,exact,G,here,free\n\nvs_a,2,urn:s,B,exact,G,here,free\n", "value-sets/a.csv:4: vs_a has version 2 here and 1 in value-sets/a.csv:2: a run takes one version of a list.")]
    [InlineData(Header + "vs_a,1,urn:s,J1.8,exact,G,here,free\nvs_a,1,urn:s,j18,exact,H,here,free\n", "value-sets/a.csv:3: vs_a says H of the code j18 here and G in value-sets/a.csv:2.")]
    [InlineData(Header + "vs_a,1,urn:s,J18,exact,G,here,free\nvs_a,1,urn:s,J18,exact,G,here,free\n", "value-sets/a.csv:3: vs_a names the code J18 twice: also in value-sets/a.csv:2.")]
    [InlineData(Header + "vs_infection,1,urn:s,J18,exact,G,here,free\nvs_infection,1,urn:s,J18,exact,G,here,free\n", "value-sets/a.csv:3: vs_infection names the code J18 twice")]
    public void A_faulty_list_is_refused_with_file_and_line(string text, string message)
    {
        using var folder = new TemporaryFolder().With("value-sets/a.csv", text);

        var error = Assert.Throws<MetricCareException>(() => Load(folder));

        Assert.Equal(ExitCode.DefinitionInvalid, error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_may_be_exact_and_prefix_and_of_two_systems_and_an_infection_of_two_groups()
    {
        using var folder = new TemporaryFolder().With("value-sets/a.csv", Header
            + "vs_a,1,urn:s,J18,exact,G,here,free\nvs_a,1,urn:s,J18,prefix,H,here,free\nvs_a,1,urn:t,J18,exact,H,here,free\n"
            + "vs_infection,1,urn:s,J18,exact,G,here,free\nvs_infection,1,urn:s,J18,exact,H,here,free\n");

        Assert.Equal(5, Load(folder).Count);
    }

    [Fact]
    public void An_own_list_that_contradicts_a_shipped_one_is_refused_naming_both_places()
    {
        using var folder = new TemporaryFolder()
            .With("value-sets/a.csv", Header + "vs_a,1,urn:s,A,exact,G,here,free\n")
            .With("mine/a.csv", Header + "vs_a,1,urn:s,A,exact,H,here,free\n");

        var error = Assert.Throws<MetricCareException>(
            () => ValueSetLoader.Load([Path.Combine(folder.Path, "value-sets"), Path.Combine(folder.Path, "mine")], []));

        Assert.Equal("mine/a.csv:2: vs_a says H of the code A here and G in value-sets/a.csv:2.", error.Message);
    }

    [Fact]
    public void A_list_or_folder_that_is_not_there_is_refused_by_name()
    {
        using var folder = new TemporaryFolder().With("value-sets/abcd.csv", Header).With("value-sets/optional/wxyz.csv", Header);

        var error = Assert.Throws<MetricCareException>(
            () => ValueSetLoader.Load([Path.Combine(folder.Path, "value-sets"), "no-such-folder"], ["wxyy", "abcd"], ["wxyz"]));

        Assert.Equal(
            [
                "abcd: There is no optional list that could be enabled of this name.",
                "no-such-folder: There is no such folder of value sets.",
                "wxyy: There is no optional list that could be enabled of this name; did you mean wxyz?",
                "wxyz: There is no list that could be disabled of this name.",
            ],
            error.Message.Split(Environment.NewLine));
    }

    private static IReadOnlyList<ValueSetCode> Load(TemporaryFolder folder) => ValueSetLoader.Load([Path.Combine(folder.Path, "value-sets")], []);
}

using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Jobs.Configuration;

namespace MetricCare.Jobs.Tests.Configuration;

public sealed class RunConfigurationTests
{
    private const string Header = "value_set,version,system,code,match,group,source,licence\n";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Without_a_file_everything_has_its_default_and_the_run_looks_from_now()
    {
        var row = Parameters(RunConfigurationLoader.Load(null, new RunOverrides(), new FixedTime()));

        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["as_of"] = Now, ["data_through"] = null, ["profile"] = "all_payer_adult", ["readmit_days"] = 30, ["mort_days"] = 30, ["transfer_gap_days"] = 1,
                ["class_change_gap_min"] = 60, ["hai_hours"] = 48, ["hai_rit_days"] = 14, ["hai_discharge_grace_days"] = 0, ["max_los_days"] = 365,
                ["min_publish_n"] = 25, ["hospice_lookback_days"] = 365, ["default_zone"] = null, ["use_recorded_date"] = true, ["death_feed"] = "none",
                ["mortality_seed"] = "0", ["attribute_last"] = false, ["has_ccs"] = false, ["spec_version"] = "1",
            },
            row.Where(pair => pair.Key != "params_hash").ToDictionary());
    }

    [Fact]
    public void The_file_sets_parameters_facilities_and_value_sets()
    {
        using var folder = new TemporaryFolder()
            .With("lists/ccs.csv", Header + "ccs_dx,2019,urn:icd,J1,prefix,122,own,own\n")
            .With("jobs/value-sets/a.csv", Header + "vs_a,1,urn:s,A,exact,G,here,free\n")
            .With("jobs/value-sets/b.csv", Header + "vs_b,1,urn:s,B,exact,,here,free\n")
            .With("jobs/value-sets/optional/c.csv", Header + "vs_a,1,urn:t,C,exact,G,here,free\n");

        var configuration = Load(folder, """
            as_of: 2025-01-01T12:00:00-05:00
            data_through: 2024-12-31
            default_zone: America/New_York
            profile: cms_like
            readmit_days: 7
            use_recorded_date: false
            mortality_seed: 01
            death_feed: full
            facilities:
              - { id: org-1, name: "One", zone: America/Chicago, kind: acute }
              - { id: org-2 }
            value_sets: { folders: [lists], enable: [c], disable: [b] }
            """);
        var relations = configuration.Relations(Path.Combine(folder.Path, "jobs")).ToDictionary(relation => relation.Relation, relation => relation.Rows.ToList());
        var row = Parameters(configuration, Path.Combine(folder.Path, "jobs"));

        Assert.Equal(new DateTimeOffset(2025, 1, 1, 17, 0, 0, TimeSpan.Zero), configuration.AsOf);
        Assert.Equal(
            (new DateOnly(2024, 12, 31), "America/New_York", "cms_like", 7, false, "01", "full", true, 30),
            (row["data_through"], row["default_zone"], row["profile"], row["readmit_days"], row["use_recorded_date"], row["mortality_seed"], row["death_feed"], row["has_ccs"], row["mort_days"]));
        Assert.Equal([["org-1", "One", "America/Chicago", "acute"], ["org-2", null, null, null]], relations[ConfigRelations.Facilities]);
        Assert.Equal(["A", "C", "J1"], relations[ConfigRelations.Codes].Select(code => code[3]).Order());
    }

    [Theory]
    [InlineData("as_off: 2024-01-01", "metriccare.yml:1: The configuration has no key 'as_off'; did you mean as_of?")]
    [InlineData("has_ccs: true", "metriccare.yml:1: The configuration has no key 'has_ccs'")]
    [InlineData("as_of: 01/02/2024", "metriccare.yml:1: as_of must be an instant such as 2025-06-30T00:00:00Z.")]
    [InlineData("\ndata_through: 2024-02-30", "metriccare.yml:2: data_through must be a date such as 2025-06-30.")]
    [InlineData("default_zone: EST5", "metriccare.yml:1: default_zone is no IANA time zone.")]
    [InlineData("default_zone: America/New_Yorck", "metriccare.yml:1: default_zone is no IANA time zone.")]
    [InlineData("default_zone: posix/America/New_York", "metriccare.yml:1: default_zone is no IANA time zone.")]
    [InlineData("profile: cms", "metriccare.yml:1: profile must be one of all_payer_adult, cms_like")]
    [InlineData("readmit_days: thirty", "metriccare.yml:1: readmit_days must be a whole number.")]
    [InlineData("readmit_days: -1", "metriccare.yml:1: readmit_days must not be negative.")]
    [InlineData("attribute_last: yes", "metriccare.yml:1: attribute_last must be true or false.")]
    [InlineData("facilities:\n  - { name: x }", "metriccare.yml:2: A facility needs an id: that of its Organization.")]
    [InlineData("facilities:\n  - { id: a }\n  - { id: a }", "metriccare.yml:3: Facility a is described twice.")]
    [InlineData("facilities:\n  - { id: a, kind: hospital }", "metriccare.yml:2: kind must be one of acute, psych, rehab, ltac, snf, cancer_ppsexempt, federal.")]
    [InlineData("facilities:\n  - { id: a, zone: Mars/Base }", "metriccare.yml:2: The zone is no IANA time zone.")]
    [InlineData("facilities:\n  - { id: a, tz: UTC }", "metriccare.yml:2: A facility has no key 'tz'")]
    [InlineData("facilities: a", "metriccare.yml:1: facilities must be a list.")]
    [InlineData("value_sets: { enabled: [a] }", "metriccare.yml:1: value_sets has no key 'enabled'; did you mean enable?")]
    [InlineData("readmit_days: 1\nreadmit_days: 2", "metriccare.yml:2: This is no valid YAML")]
    public void A_wrong_setting_is_refused_with_its_line(string text, string message)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<MetricCareException>(() => Load(folder, text));

        Assert.Equal(ExitCode.ConfigurationInvalid, error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<MetricCareException>(() => Load(folder, "profile: x\nreadmit_days: y\nfoo: 1"));

        Assert.Equal(["metriccare.yml:1", "metriccare.yml:2", "metriccare.yml:3"], error.Message.Split(Environment.NewLine).Select(line => line.Split(": ")[0]));
    }

    [Fact]
    public void The_command_line_wins_over_the_file()
    {
        using var folder = new TemporaryFolder();

        var configuration = Load(
            folder,
            "as_of: 2025-01-01T00:00:00Z\ndata_through: 2024-12-31\nprofile: cms_like\ndefault_zone: America/Chicago",
            new RunOverrides(Now, new DateOnly(2023, 1, 1), "America/New_York", "all_payer_adult"));

        Assert.Equal(
            (Now, new DateOnly(2023, 1, 1), "America/New_York", "all_payer_adult"),
            (configuration.AsOf, configuration.Parameters["data_through"], configuration.Parameters["default_zone"], configuration.Parameters["profile"]));
    }

    [Fact]
    public void A_wrong_zone_or_profile_on_the_command_line_is_refused()
    {
        var error = Assert.Throws<MetricCareException>(() => RunConfigurationLoader.Load(null, new RunOverrides(DefaultZone: "New York", Profile: "x"), new FixedTime()));

        Assert.Equal(["--profile", "--zone"], error.Message.Split(Environment.NewLine).Select(line => line.Split(':')[0]));
    }

    [Fact]
    public void The_hash_tells_apart_what_changes_results_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        const string start = "as_of: 2025-01-01T00:00:00Z\n";
        const string facilities = "facilities:\n  - { id: a, zone: America/Chicago }\n  - { id: b, name: B }\n";

        var hash = Load(folder, start + facilities).ParametersHash;

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, Load(folder, "# words\nas_of: 2024-12-31T19:00:00-05:00\nreadmit_days: 30\nfacilities:\n  - { id: b, name: Bee }\n  - { id: a, zone: America/Chicago }").ParametersHash);
        Assert.NotEqual(hash, Load(folder, start + "readmit_days: 31\n" + facilities).ParametersHash);
        Assert.NotEqual(hash, Load(folder, start + facilities.Replace("Chicago", "New_York", StringComparison.Ordinal)).ParametersHash);
        Assert.NotEqual(hash, Load(folder, start.Replace("2025", "2024", StringComparison.Ordinal) + facilities).ParametersHash);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var error = Assert.Throws<MetricCareException>(() => RunConfigurationLoader.Load("no-such.yml", new RunOverrides(), new FixedTime()));

        Assert.Equal((ExitCode.ConfigurationInvalid, "no-such.yml: The configuration cannot be read."), (error.Code, error.Message));
    }

    [Fact]
    public void The_configuration_of_the_sample_is_sound()
    {
        var file = Path.Combine(Repository.Root, "sample-data", "metriccare.yml");

        var configuration = RunConfigurationLoader.Load(file, new RunOverrides(), new FixedTime());

        Assert.Equal(4, configuration.Relations(Repository.Jobs).Count());
        Assert.NotEmpty(configuration.Facilities);
    }

    private static RunConfiguration Load(TemporaryFolder folder, string text, RunOverrides? overrides = null) =>
        RunConfigurationLoader.Load(Path.Combine(folder.With("metriccare.yml", text).Path, "metriccare.yml"), overrides ?? new RunOverrides(), new FixedTime());

    private static Dictionary<string, object?> Parameters(RunConfiguration configuration, string? jobs = null)
    {
        var rows = configuration.Relations(jobs ?? Repository.Jobs).Single(relation => relation.Relation == ConfigRelations.Parameters).Rows;
        return ConfigRelations.ParametersShape.Columns.Select(column => column.Name).Zip(Assert.Single(rows)).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}

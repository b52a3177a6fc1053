using System.CommandLine;
using System.Globalization;
using MetricCare.Core.Errors;
using MetricCare.Jobs.Configuration;

namespace MetricCare.Cli.Commands;

/// <summary>The settings of a run that may stand on the command line or in its configuration file; the command line wins.</summary>
internal sealed class RunSettings
{
    private const string FileName = "metriccare.yml";

    private readonly Option<string?> _config = SharedOptions.Config();
    private readonly Option<string?> _asOf = new("--as-of") { Description = "Instant at which the measures look at the data. Default: the configuration's, else now.", HelpName = "INSTANT" };
    private readonly Option<string?> _through = new("--through") { Description = "Last day to which the data is complete. Default: the configuration's, else the last discharge.", HelpName = "DATE" };
    private readonly Option<string?> _zone = new("--zone") { Description = "IANA time zone of facilities that the configuration does not name.", HelpName = "ZONE" };
    private readonly Option<string?> _profile = new("--profile") { Description = "all_payer_adult (18 and older) or cms_like.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_asOf);
        command.Add(_through);
        command.Add(_zone);
        command.Add(_profile);
    }

    /// <summary>The configuration of the run that was asked for.</summary>
    public RunConfiguration Read(ParseResult result, IReadOnlyList<string> sources, TimeProvider time)
    {
        var overrides = new RunOverrides(
            AsOf: result.GetValue(_asOf) is { } asOf ? Instant(asOf) : null,
            DataThrough: result.GetValue(_through) is { } through ? Day(through) : null,
            DefaultZone: result.GetValue(_zone),
            Profile: result.GetValue(_profile));
        if (result.GetValue(_config) is { } named && !File.Exists(named))
        {
            throw new MetricCareException(ExitCode.ConfigurationInvalid, $"There is no file {named}.", $"Name the configuration, or leave --config out: {FileName} in or beside the first source is found by itself.");
        }

        return RunConfigurationLoader.Load(result.GetValue(_config) ?? Beside(sources[0]), overrides, time);
    }

    // A source folder carries its configuration inside; a folder of files (sample-data/fhir) may have it one level up.
    private static string? Beside(string source)
    {
        var full = Path.GetFullPath(source);
        var folder = Directory.Exists(full) ? full : Path.GetDirectoryName(full);
        return new[] { folder, Path.GetDirectoryName(folder) }
            .Where(candidate => candidate is not null)
            .Select(candidate => Path.Combine(candidate!, FileName))
            .FirstOrDefault(File.Exists);
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw new MetricCareException(ExitCode.Usage, "--as-of wants an instant such as 2025-06-30T00:00:00Z, or a date (its start in UTC).");

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new MetricCareException(ExitCode.Usage, "--through wants a date such as 2025-06-30.");
}

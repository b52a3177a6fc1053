using System.Globalization;
using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Jobs.Yaml;
using YamlDotNet.RepresentationModel;

namespace MetricCare.Jobs.Configuration;

/// <summary>Reads <c>metriccare.yml</c>: parameters by the names of <c>config.parameters</c>, <c>facilities</c> and <c>value_sets</c>.</summary>
public static class RunConfigurationLoader
{
    // Derived by the program, so nobody sets them.
    private static readonly string[] Derived = ["has_ccs", "params_hash", "spec_version"];

    private static readonly Dictionary<string, string[]> Choices = new(StringComparer.Ordinal)
    {
        ["profile"] = ["all_payer_adult", "cms_like"],
        ["death_feed"] = ["none", "partial", "full"],
    };

    // A date is its start in UTC, and so is a time without an offset.
    private static readonly string[] InstantForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];

    private static readonly string[] Kinds = ["acute", "psych", "rehab", "ltac", "snf", "cancer_ppsexempt", "federal"];

    /// <summary>The configuration of a run.</summary>
    /// <param name="path">The file; null: nothing but defaults and overrides.</param>
    /// <param name="overrides">What the command line says.</param>
    /// <param name="time">Gives <c>as_of</c> when nobody does.</param>
    /// <exception cref="MetricCareException"><see cref="ExitCode.ConfigurationInvalid"/>: every fault with file and line.</exception>
    public static RunConfiguration Load(string? path, RunOverrides overrides, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        ArgumentNullException.ThrowIfNull(time);
        var problems = new List<DefinitionProblem>();
        var parameters = ConfigRelations.ParametersShape.Columns
            .Where(column => column.Name is not ("has_ccs" or "params_hash"))
            .ToDictionary(column => column.Name, column => ConfigRelations.ParameterDefaults.GetValueOrDefault(column.Name), StringComparer.Ordinal);
        var facilities = new List<Facility>();
        var folders = new List<string>();
        var enabled = new List<string>();
        var disabled = new List<string>();
        if (path is not null)
        {
            Read(path, parameters, facilities, folders, enabled, disabled, problems);
        }

        Apply(overrides, parameters, problems);
        parameters["as_of"] ??= time.GetUtcNow();
        return problems.Count == 0
            ? new RunConfiguration((DateTimeOffset)parameters["as_of"]!, parameters, facilities, folders, enabled, disabled)
            : throw DefinitionProblem.Error(ExitCode.ConfigurationInvalid, problems);
    }

    private static void Read(string path, Dictionary<string, object?> parameters, List<Facility> facilities, List<string> folders, List<string> enabled, List<string> disabled, List<DefinitionProblem> problems)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            problems.Add(new DefinitionProblem(path, 0, "The configuration cannot be read."));
            return;
        }

        if (YamlFile.Read(Path.GetFileName(path), text, problems) is not var (file, root))
        {
            return;
        }

        var settable = parameters.Keys.Except(Derived, StringComparer.Ordinal).ToArray();
        foreach (var (key, node) in file.Entries(root, "The configuration", [.. settable, "facilities", "value_sets"]))
        {
            switch (key)
            {
                case "facilities":
                    ReadFacilities(file, node, facilities);
                    break;
                case "value_sets":
                    ReadValueSets(file, node, Path.GetDirectoryName(Path.GetFullPath(path))!, folders, enabled, disabled);
                    break;
                case var name when settable.Contains(name, StringComparer.Ordinal):
                    parameters[name] = ReadParameter(file, node, name) ?? parameters[name];
                    break;
            }
        }
    }

    private static void ReadFacilities(YamlFile file, YamlNode node, List<Facility> facilities)
    {
        foreach (var item in file.Items(node, "facilities"))
        {
            if (ReadFacility(file, item) is not { } facility)
            {
                continue;
            }

            if (facilities.Exists(other => other.Id == facility.Id))
            {
                file.Problem(item, $"Facility {facility.Id} is described twice.");
            }

            facilities.Add(facility);
        }
    }

    private static object? ReadParameter(YamlFile file, YamlNode node, string name)
    {
        if (YamlFile.IsNull(node))
        {
            return null;
        }

        var type = ConfigRelations.ParametersShape.Columns.Single(column => column.Name == name).Type;
        if (type == ColumnType.Int)
        {
            var number = file.Int(node, name);
            if (number < 0)
            {
                file.Problem(node, $"{name} must not be negative.");
            }

            return number;
        }

        if (type == ColumnType.Boolean)
        {
            return file.Bool(node, name);
        }

        if (file.Text(node, name) is not { } text)
        {
            return null;
        }

        if (type == ColumnType.Instant)
        {
            return DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
                ? instant
                : Refused(file, node, $"{name} must be an instant such as 2025-06-30T00:00:00Z.");
        }

        if (type == ColumnType.Date)
        {
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : Refused(file, node, $"{name} must be a date such as 2025-06-30.");
        }

        if (Choices.TryGetValue(name, out var choices) && !choices.Contains(text, StringComparer.Ordinal))
        {
            return Refused(file, node, $"{name} must be one of {string.Join(", ", choices)}{NearestName.Hint(text, choices)}");
        }

        return name == "default_zone" && !IsZone(text) ? Refused(file, node, $"{name} is no IANA time zone.") : text;
    }

    private static Facility? ReadFacility(YamlFile file, YamlNode node)
    {
        var entries = file.Entries(node, "A facility", "id", "name", "zone", "kind");
        var texts = entries.Where(entry => !YamlFile.IsNull(entry.Value)).ToDictionary(entry => entry.Key, entry => file.Text(entry.Value, entry.Key), StringComparer.Ordinal);
        var (zone, kind) = (texts.GetValueOrDefault("zone"), texts.GetValueOrDefault("kind"));
        if (zone is not null && !IsZone(zone))
        {
            file.Problem(entries["zone"], "The zone is no IANA time zone.");
        }

        if (kind is not null && !Kinds.Contains(kind, StringComparer.Ordinal))
        {
            file.Problem(entries["kind"], $"kind must be one of {string.Join(", ", Kinds)}{NearestName.Hint(kind, Kinds)}");
        }

        if (texts.GetValueOrDefault("id") is { Length: > 0 } id)
        {
            return new Facility(id, texts.GetValueOrDefault("name"), zone, kind);
        }

        file.Problem(node, "A facility needs an id: that of its Organization.");
        return null;
    }

    private static void ReadValueSets(YamlFile file, YamlNode node, string home, List<string> folders, List<string> enabled, List<string> disabled)
    {
        foreach (var (key, value) in file.Entries(node, "value_sets", "folders", "enable", "disable"))
        {
            var texts = file.Items(value, key).Select(item => file.Text(item, key)).OfType<string>();
            if (key == "folders")
            {
                folders.AddRange(texts.Select(text => Path.GetFullPath(text, home)));
            }
            else if (key is "enable" or "disable")
            {
                (key == "enable" ? enabled : disabled).AddRange(texts);
            }
        }
    }

    private static void Apply(RunOverrides overrides, Dictionary<string, object?> parameters, List<DefinitionProblem> problems)
    {
        parameters["as_of"] = overrides.AsOf ?? parameters["as_of"];
        parameters["data_through"] = overrides.DataThrough ?? parameters["data_through"];
        parameters["default_zone"] = overrides.DefaultZone ?? parameters["default_zone"];
        parameters["profile"] = overrides.Profile ?? parameters["profile"];
        if (overrides.DefaultZone is { } zone && !IsZone(zone))
        {
            problems.Add(new DefinitionProblem("--zone", 0, "This is no IANA time zone; write for example America/New_York."));
        }

        if (overrides.Profile is { } profile && !Choices["profile"].Contains(profile, StringComparer.Ordinal))
        {
            problems.Add(new DefinitionProblem("--profile", 0, $"The profile must be one of {string.Join(", ", Choices["profile"])}."));
        }
    }

    private static object? Refused(YamlFile file, YamlNode node, string message)
    {
        file.Problem(node, message);
        return null;
    }

    // On Linux and macOS the lookup also takes Windows names and odd spellings; engines know the IANA ones.
    private static bool IsZone(string text) => (text == "UTC" || (text.Contains('/', StringComparison.Ordinal) && !text.StartsWith("posix/", StringComparison.Ordinal) && !text.StartsWith("right/", StringComparison.Ordinal)))
        && TimeZoneInfo.TryFindSystemTimeZoneById(text, out _);
}

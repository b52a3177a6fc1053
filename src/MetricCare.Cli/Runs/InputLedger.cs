using MetricCare.Core.Errors;
using MetricCare.Core.Runs;
using MetricCare.Fhir.Intake;

namespace MetricCare.Cli.Runs;

/// <summary>What became of every record of a run: what intake counted, and later which versions lost.</summary>
internal sealed class InputLedger
{
    private readonly IntakeResult _intake;
    private readonly Dictionary<int, (long Superseded, long Deleted)> _versions = [];
    private long _ties;
    private long _staged;

    public InputLedger(IntakeResult intake)
    {
        _intake = intake;
        RejectsByReason = Counted(intake.Rejects.Select(reject => (reject.Code.Text(), 1L)));
        IgnoredByType = Counted(intake.Files.SelectMany(file => file.IgnoredByType.Select(pair => (pair.Key, pair.Value))));
    }

    public int Files => _intake.Files.Count;

    public IReadOnlyDictionary<string, long> RejectsByReason { get; }

    public IReadOnlyDictionary<string, long> IgnoredByType { get; }

    public RecordCounts Totals => _intake.Files.Aggregate(RecordCounts.None, (sum, file) => sum + Counts(file));

    /// <summary>Where the first reject is, for the message of a run that stops; empty when there is none.</summary>
    public string FirstReject
    {
        get
        {
            if (_intake.Rejects.Count == 0)
            {
                return string.Empty;
            }

            var first = _intake.Rejects[0];
            return $"{PathOf(first.File)}{(first.Line is { } line ? $" line {line}" : string.Empty)}: {first.Code.Text()}{(first.Path is { } path ? $" at {path}" : string.Empty)}";
        }
    }

    public IReadOnlyList<string> StageFiles(string resourceType) =>
        [.. _intake.Stages.Where(stage => stage.ResourceType == resourceType).Select(stage => stage.Path)];

    public bool HasDeletions(string resourceType) => _intake.Deletions.Any(deletion => deletion.ResourceType == resourceType);

    /// <summary>Notes which versions of a resource type lost, and that as many rows were read as intake had staged.</summary>
    /// <remarks>Resource types may be noted from several threads.</remarks>
    public void Apply(string resourceType, long rowsRead, IReadOnlyList<VersionCounts> counts)
    {
        lock (_versions)
        {
            ApplyAlone(resourceType, rowsRead, counts);
        }
    }

    private void ApplyAlone(string resourceType, long rowsRead, IReadOnlyList<VersionCounts> counts)
    {
        var staged = _intake.Stages.Where(stage => stage.ResourceType == resourceType).Sum(stage => stage.Rows);
        if (staged != rowsRead)
        {
            throw Broken($"{resourceType}: intake accepted {staged} records, the engine read {rowsRead}");
        }

        _staged += staged;
        foreach (var count in counts)
        {
            var known = _versions.GetValueOrDefault(count.FileNumber);
            _versions[count.FileNumber] = (known.Superseded + count.Superseded, known.Deleted + count.Deleted);
            _ties += count.Ties;
        }
    }

    /// <summary>Checks read = accepted + rejected + ignored + superseded for every file, and that every accepted record was read by the engine.</summary>
    /// <exception cref="MetricCareException"><see cref="ExitCode.ConservationBroken"/>.</exception>
    public void RequireConservation()
    {
        foreach (var file in _intake.Files)
        {
            var counts = Counts(file);
            if (!file.IsConserved || !counts.IsConserved || counts.Accepted < counts.Deleted)
            {
                throw Broken($"{file.Path}: read {counts.Read}, accepted {counts.Accepted}, rejected {counts.Rejected}, ignored {counts.Ignored}, superseded {counts.Superseded}");
            }
        }

        var accepted = _intake.Files.Sum(file => file.Accepted);
        if (accepted != _staged)
        {
            throw Broken($"intake accepted {accepted} records, the engine read {_staged}");
        }
    }

    /// <summary>VERSION_TIE: versions of one id with the same lastUpdated and version, but other content.</summary>
    public void ReportTies(List<FindingReport> findings)
    {
        if (_ties > 0)
        {
            findings.Add(new FindingReport("VERSION_TIE", "warn", "intake", _ties));
        }
    }

    public IReadOnlyList<InputReport> Inputs() =>
        [.. _intake.Files.Select(file => new InputReport(file.Path, file.Bytes, FormatOf(file), CompressionOf(file), Counts(file)))];

    public IEnumerable<IReadOnlyList<object?>> InputRows(string runId) => _intake.Files.Select(file =>
    {
        var counts = Counts(file);
        return (IReadOnlyList<object?>)
        [
            file.Number, file.Path, file.Bytes, file.Sha256, FormatOf(file), CompressionOf(file), GenerationsOf(file),
            counts.Read, counts.Accepted, counts.Rejected, counts.Ignored, counts.Superseded, counts.Deleted, runId,
        ];
    });

    public IEnumerable<IReadOnlyList<object?>> RejectRows(string runId) => _intake.Rejects.Select(reject =>
        (IReadOnlyList<object?>)[PathOf(reject.File), reject.Line, reject.Offset, reject.Sha256, reject.Code.Text(), reject.Path, runId]);

    public IEnumerable<IReadOnlyList<object?>> DeletionRows() => _intake.Deletions.Select(deletion =>
        (IReadOnlyList<object?>)[deletion.ResourceType, deletion.Id, deletion.Updated, deletion.File, deletion.Line]);

    // A deletion counts as read and, unless a later version of its resource supersedes it, as accepted.
    private RecordCounts Counts(FileIntake file)
    {
        var (superseded, deleted) = _versions.GetValueOrDefault(file.Number);
        return new RecordCounts(file.Read, file.Accepted + file.Deletions - superseded, file.Rejected, file.Ignored, superseded, deleted);
    }

    private string PathOf(int number) => _intake.Files[number - 1].Path;

    private static string FormatOf(FileIntake file) => file.Format.ToString().ToLowerInvariant();

    private static string CompressionOf(FileIntake file) => file.IsGzip ? "gzip" : "none";

    private static string? GenerationsOf(FileIntake file) =>
        (file.GenerationR4 > 0, file.GenerationR5 > 0) switch
        {
            (true, true) => "R4,R5",
            (true, false) => "R4",
            (false, true) => "R5",
            _ => null,
        };

    private static SortedDictionary<string, long> Counted(IEnumerable<(string Name, long Count)> parts)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in parts)
        {
            counts[name] = counts.GetValueOrDefault(name) + count;
        }

        return counts;
    }

    private static MetricCareException Broken(string what) => new(
        ExitCode.ConservationBroken,
        $"Records were lost or doubled: {what}. Nothing was published.",
        "This is a defect of metriccare; please report the counts above (they hold no data).");
}

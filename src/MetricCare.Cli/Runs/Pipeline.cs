using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Core.Runs;
using MetricCare.Core.Schema;
using MetricCare.Core.Stores;
using MetricCare.Fhir.Intake;
using MetricCare.Fhir.Views;

namespace MetricCare.Cli.Runs;

/// <summary>One run, from source files to published tables. Builds everything aside and moves the tables' pointers at its end.</summary>
internal sealed class Pipeline(Definitions definitions, IEngine engine, IRecordIntake intake, RunTarget target, TimeProvider time, IRunObserver observer)
{
    // The typed reads of more resource types than this never lie in memory side by side.
    private const int TypesAtOnce = 2;

    private readonly List<StageReport> _stages = [];
    private readonly List<TableReport> _tables = [];
    private readonly List<FindingReport> _findings = [];
    private RelationName? _known;

    /// <summary>Runs everything. Until the last stage nothing that a reader of the lake can see has changed.</summary>
    public async Task<RunReport> RunAsync(RunRequest request, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var startedAt = time.GetUtcNow();
        var files = SourceDiscovery.Find(request.Sources);
        var ledger = await IntakeAsync(files, request, cancel);

        // Reading does not wait for them, and takes the longer.
        var loaded = LoadOperatorRelationsAsync(request, ledger, cancel);
        await Workers.AllAsync([loaded, BronzeAsync(ledger, loaded, request.Threads, cancel)]);
        ledger.RequireConservation();
        foreach (var layer in new[] { Layer.Silver, Layer.Gold, Layer.Report })
        {
            await ModelsAsync(layer, request.Threads, cancel);
        }

        var measures = await MeasuresAsync(cancel);
        await PublishAsync(request, ledger, startedAt, cancel);
        return new RunReport(
            target.RunId,
            request.Configuration.AsOf,
            ledger.Inputs(),
            ledger.RejectsByReason,
            ledger.IgnoredByType,
            _tables,
            _findings,
            _stages,
            measures,
            time.GetElapsedTime(started));
    }

    private async Task<InputLedger> IntakeAsync(SourceListing files, RunRequest request, CancellationToken cancel)
    {
        using var stage = Stage(RunStage.Intake);
        var ledger = new InputLedger(await intake.RunAsync(files.Files, target.StageFolder, new IntakeTicker(stage.Meter), cancel));
        var (rejected, read) = (ledger.Totals.Rejected, ledger.Totals.Read);
        if (read == 0)
        {
            throw new MetricCareException(ExitCode.SourceUnreadable, "The source holds no FHIR record.", "Name a folder or file with FHIR R4 JSON: NDJSON, arrays or Bundles, plain or gzip.");
        }

        if (request.MaxRejects.IsExceededBy(rejected, read))
        {
            throw new MetricCareException(
                ExitCode.TooManyRejects,
                $"{rejected} of {read} records were rejected, more than {request.MaxRejects} allows ({string.Join(", ", ledger.RejectsByReason.Select(pair => $"{pair.Key} {pair.Value}"))}); the lake was not touched. First: {ledger.FirstReject}.",
                "Mend the source, or raise --max-rejects.");
        }

        stage.Summary = $"{read:N0} records in {files.Files.Count} files, {rejected:N0} rejected";
        return ledger;
    }

    private async Task LoadOperatorRelationsAsync(RunRequest request, InputLedger ledger, CancellationToken cancel)
    {
        foreach (var (relation, shape, rows) in request.Configuration.Relations(definitions.Folder))
        {
            await engine.LoadAsync(relation, shape, rows, cancel);
        }

        await engine.LoadAsync(OperatorRelations.Inputs, OperatorRelations.InputsShape, ledger.InputRows(target.RunId), cancel);
        await engine.LoadAsync(OperatorRelations.Rejects, OperatorRelations.RejectsShape, ledger.RejectRows(target.RunId), cancel);
        await engine.LoadAsync(WinningVersions.Deletions, WinningVersions.DeletionShape, ledger.DeletionRows(), cancel);
    }

    /// <param name="loaded">Ends when the operator's relations are there.</param>
    private async Task BronzeAsync(InputLedger ledger, Task loaded, int workers, CancellationToken cancel)
    {
        using var stage = Stage(RunStage.Bronze);
        if (target.KeepsEarlier && target.CurrentFolder(KnownVersions.Table) is { } known)
        {
            await engine.AttachAsync(KnownVersions.Lake, known, cancel);
            _known = KnownVersions.Lake;
        }

        using var places = new Workers(workers, cancel);
        using var types = new Workers(TypesAtOnce, cancel);
        var built = await Workers.AllAsync([.. definitions.Views
            .GroupBy(view => view.ResourceType, StringComparer.Ordinal)
            .Select(group => types.RunAsync([], _ => TypeAsync(group.Key, [.. group], ledger, loaded, places, stage.Meter)))]);
        _tables.AddRange(built.SelectMany(tables => tables).OrderBy(table => table.Table));
        ledger.ReportTies(_findings);
        stage.Summary = $"{_tables.Count} tables, {_tables.Sum(table => table.Rows):N0} rows";
    }

    private async Task<TableReport[]> TypeAsync(string resourceType, IReadOnlyList<CompiledView> views, InputLedger ledger, Task loaded, Workers places, StageMeter meter)
    {
        var raw = new RelationName(Layer.Raw, resourceType);
        var schema = definitions.Schemas[resourceType];
        var (rows, losers) = await places.RunAsync([], async cancel =>
        {
            var read = await engine.ReadJsonLinesAsync(raw, schema, ledger.StageFiles(resourceType), cancel);
            await loaded;
            var lost = await WinningVersions.KeepAsync(engine, raw, ledger.HasDeletions(resourceType), _known, cancel);
            if (target.KeepsEarlier)
            {
                await KnownVersions.NoteAsync(engine, raw, cancel);
            }

            return (read, lost);
        });
        ledger.Apply(resourceType, rows, losers);
        var tables = await Workers.AllAsync([.. views.Select(view => places.RunAsync([], cancel =>
        {
            meter.Begin(definitions.Views.Count, view.Name);
            return ViewAsync(view, raw, schema, cancel);
        }))]);
        await engine.DropAsync(WinningVersions.Losers(raw), CancellationToken.None);
        await engine.DropAsync(raw, CancellationToken.None);
        return tables;
    }

    private async Task<TableReport> ViewAsync(CompiledView view, RelationName raw, NarrowSchema schema, CancellationToken cancel)
    {
        var relation = new RelationName(Layer.Bronze, view.Name);
        var delivered = BronzeSql.Of(view, schema, target.Dialect);
        if (!target.KeepsEarlier || target.CurrentFolder(relation) is not { } folder)
        {
            return await BuildAsync(relation, delivered, cancel);
        }

        var lake = new RelationName(Layer.Raw, view.Name + "_lake");
        await engine.AttachAsync(lake, folder, cancel);
        var columns = view.Columns.Select(column => column.Name).Concat(Definitions.BronzeLineage.Select(column => column.Name)).ToList();
        KnownVersions.RequireColumns(relation, await engine.DescribeAsync($"select * from {lake}", cancel), columns);
        return await BuildAsync(relation, KnownVersions.Merged(lake, delivered, raw, columns), cancel);
    }

    private async Task ModelsAsync(Layer layer, int workers, CancellationToken cancel)
    {
        var models = definitions.Plan.Models.Where(planned => planned.Model.Name.Layer == layer).ToList();
        if (models.Count == 0)
        {
            return;
        }

        using var stage = Stage(Enum.Parse<RunStage>(layer.ToString()));
        using var places = new Workers(workers, cancel);
        var running = new Dictionary<RelationName, Task<(TableReport Table, IReadOnlyList<FindingReport> Findings)>>();
        foreach (var planned in models)
        {
            var after = planned.Reads.Where(running.ContainsKey).Select(read => running[read]).ToList();
            running[planned.Model.Name] = places.RunAsync(after, stop =>
            {
                stage.Meter.Begin(models.Count, planned.Model.Name.ToString());
                return ModelAsync(planned.Model, stop);
            });
        }

        var built = await Workers.AllAsync(running.Values);
        var tables = built.Select(one => one.Table).Where(table => models.Any(planned => planned.Model.Name == table.Table && planned.Model.Contract.IsPublished)).ToList();
        _tables.AddRange(tables);
        _findings.AddRange(built.SelectMany(one => one.Findings));
        stage.Summary = $"{tables.Count} tables, {tables.Sum(table => table.Rows):N0} rows";
    }

    private async Task<(TableReport Table, IReadOnlyList<FindingReport> Findings)> ModelAsync(Model model, CancellationToken cancel)
    {
        var folder = model.Contract.IsPublished ? target.FolderFor(model.Name) : null;
        var built = await engine.BuildAsync(model.Name, model.Sql, folder, cancel);
        var findings = await RuleCheck.ApplyAsync(engine, model, built, cancel);
        if (findings.Any(finding => finding.Severity == "reject"))
        {
            built = await engine.BuildAsync(model.Name, RuleCheck.KeptSql(model), folder, cancel);
        }

        return (new TableReport(model.Name, built.Rows, built.Bytes), findings);
    }

    private async Task PublishAsync(RunRequest request, InputLedger ledger, DateTimeOffset startedAt, CancellationToken cancel)
    {
        using var stage = Stage(RunStage.Publish);
        await engine.LoadAsync(OperatorRelations.Inputs, OperatorRelations.InputsShape, ledger.InputRows(target.RunId), cancel);
        await engine.LoadAsync(
            OperatorRelations.Findings,
            OperatorRelations.FindingsShape,
            _findings.Select(finding => (IReadOnlyList<object?>)[finding.Rule, finding.Severity, finding.Where, finding.Count, target.RunId]),
            cancel);
        await LoadRunsAsync(request, ledger, startedAt, cancel);
        var queries = new[] { OperatorRelations.Inputs, OperatorRelations.Rejects, OperatorRelations.Findings, OperatorRelations.Runs }
            .Select(relation => (Relation: relation, Sql: $"select * from {relation}"))
            .ToList();
        if (target.KeepsEarlier)
        {
            var raws = definitions.Schemas.Keys.Order(StringComparer.Ordinal).Select(type => new RelationName(Layer.Raw, type)).ToList();
            queries.Add((KnownVersions.Table, KnownVersions.After(_known, raws)));
        }

        using var places = new Workers(request.Threads, cancel);
        _tables.AddRange(await Workers.AllAsync([.. queries.Select(query => places.RunAsync([], stop => BuildAsync(query.Relation, query.Sql, stop)))]));

        var written = (await target.PublishAsync(cancel)).ToDictionary(table => table.Name, table => table.Bytes);
        for (var at = 0; at < _tables.Count; at++)
        {
            _tables[at] = _tables[at] with { Bytes = _tables[at].Bytes + written.GetValueOrDefault(_tables[at].Table) };
        }

        stage.Summary = $"{_tables.Count} tables";
    }

    // ops.runs is the lasting history: the rows of the earlier runs are carried over.
    private async Task LoadRunsAsync(RunRequest request, InputLedger ledger, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var rows = new List<IReadOnlyList<object?>>();
        if (target.CurrentFolder(OperatorRelations.Runs) is { } earlier)
        {
            await engine.AttachAsync(OperatorRelations.Runs, earlier, cancel);
            await foreach (var row in engine.QueryAsync($"select {string.Join(", ", OperatorRelations.RunsShape.Columns.Select(column => column.Name))} from {OperatorRelations.Runs}", cancel))
            {
                rows.Add(row);
            }
        }

        var totals = ledger.Totals;
        rows.Add(
        [
            target.RunId, startedAt, request.Configuration.AsOf, engine.Name, typeof(Pipeline).Assembly.GetName().Version?.ToString(3), request.Configuration.ParametersHash,
            (long)ledger.Files, totals.Read, totals.Accepted, totals.Rejected, totals.Ignored, totals.Superseded, (long)_tables.Count, _tables.Sum(table => table.Rows),
        ]);
        await engine.LoadAsync(OperatorRelations.Runs, OperatorRelations.RunsShape, rows, cancel);
    }

    private async Task<TableReport> BuildAsync(RelationName relation, string sql, CancellationToken cancel)
    {
        var isReadAgain = definitions.Plan.Models.Any(planned => planned.Reads.Contains(relation));
        var built = await engine.BuildAsync(relation, sql, target.FolderFor(relation), cancel, isReadAgain);
        return new TableReport(relation, built.Rows, built.Bytes);
    }

    private async Task<IReadOnlyList<MeasureReport>> MeasuresAsync(CancellationToken cancel)
    {
        if (!definitions.Plan.Models.Any(planned => planned.Model.Name == MeasureRows.Relation))
        {
            return [];
        }

        var rows = new List<MeasureReport>();
        await foreach (var row in engine.QueryAsync(MeasureRows.Sql, cancel))
        {
            rows.Add(MeasureRows.Read(row));
        }

        return rows;
    }

    private StageScope Stage(RunStage stage) => new(stage, new StageMeter(stage, () => engine.Progress, observer, time), time, Finished);

    private void Finished(StageReport stage)
    {
        _stages.Add(stage);
        observer.StageFinished(stage);
    }

    private sealed class StageScope(RunStage stage, StageMeter meter, TimeProvider time, Action<StageReport> finished) : IDisposable
    {
        private readonly long _started = time.GetTimestamp();

        public StageMeter Meter => meter;

        /// <summary>Set when the stage has done its work; a stage that failed is not reported.</summary>
        public string? Summary { get; set; }

        public void Dispose()
        {
            meter.Dispose();
            if (Summary is not null)
            {
                finished(new StageReport(stage, time.GetElapsedTime(_started), Summary));
            }
        }
    }
}

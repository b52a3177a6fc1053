using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Jobs.Contracts;

namespace MetricCare.Jobs;

/// <summary>Reads a <c>jobs/</c> folder: packs, their ViewDefinitions, and SQL models with the contracts beside them.</summary>
/// <remarks>Layout: <c>&lt;pack&gt;/1-bronze/*.json</c>, <c>2-silver/*.sql</c>, <c>3-gold/&lt;measure&gt;/*.sql</c>, <c>4-report/*.sql</c>; each SQL file has a <c>.yml</c> of its stem beside it.</remarks>
public static class JobLoader
{
    private const string ValueSetFolder = "value-sets";

    private static readonly (string Folder, Layer Layer)[] ModelFolders =
        [("2-silver", Layer.Silver), ("3-gold", Layer.Gold), ("4-report", Layer.Report)];

    /// <summary>All packs of the folder.</summary>
    /// <exception cref="MetricCareException"><see cref="ExitCode.DefinitionInvalid"/>: lists every fault with file and line.</exception>
    public static JobSet Load(string folder)
    {
        var reading = Read(folder);
        return reading.Problems.Count == 0 ? reading.Jobs : throw DefinitionProblem.Error(ExitCode.DefinitionInvalid, reading.Problems);
    }

    /// <summary>The models and views that could be read, beside the faults of the others.</summary>
    public static JobReading Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var problems = new List<DefinitionProblem>();
        if (!Directory.Exists(folder))
        {
            problems.Add(new DefinitionProblem(folder, 0, "There is no such folder of definitions."));
            return new JobReading(new JobSet(folder, []), problems);
        }

        var packs = Directory.EnumerateDirectories(folder)
            .Where(path => Path.GetFileName(path) is var name && name != ValueSetFolder && !name.StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(path => ReadPack(folder, path, problems))
            .ToList();
        return new JobReading(new JobSet(folder, packs), problems);
    }

    private static JobPack ReadPack(string root, string path, List<DefinitionProblem> problems)
    {
        var views = new List<ViewFile>();
        var models = new List<Model>();
        foreach (var part in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(part);
            if (name == "1-bronze")
            {
                views.AddRange(ReadViews(root, part, problems));
            }
            else if (ModelFolders.FirstOrDefault(known => known.Folder == name) is { Folder: not null } known)
            {
                models.AddRange(ReadModels(root, part, known.Layer, problems));
            }
            else
            {
                problems.Add(new DefinitionProblem(Relative(root, part), 0, "A pack has the folders 1-bronze, 2-silver, 3-gold and 4-report only."));
            }
        }

        foreach (var twins in models.GroupBy(model => model.Name).Where(group => group.Count() > 1))
        {
            problems.AddRange(twins.Skip(1).Select(twin => new DefinitionProblem(twin.File, 0, $"{twin.Name} is also defined by {twins.First().File}.")));
        }

        return new JobPack(Path.GetFileName(path), views, [.. models.DistinctBy(model => model.Name).OrderBy(model => model.Name)]);
    }

    private static List<ViewFile> ReadViews(string root, string folder, List<DefinitionProblem> problems)
    {
        var views = new List<ViewFile>();
        foreach (var path in Files(folder))
        {
            var file = Relative(root, path);
            if (Path.GetExtension(path) != ".json")
            {
                RefuseStray(path, file, "ViewDefinitions (.json)", problems);
            }
            else if (TableName(path, file, Layer.Bronze, problems) is { } name)
            {
                views.Add(new ViewFile(name.Table, file, File.ReadAllText(path)));
            }
        }

        foreach (var twins in views.GroupBy(view => view.Name).Where(group => group.Count() > 1))
        {
            problems.AddRange(twins.Skip(1).Select(twin => new DefinitionProblem(twin.File, 0, $"bronze.{twin.Name} is also defined by {twins.First().File}.")));
        }

        return [.. views.DistinctBy(view => view.Name).OrderBy(view => view.Name, StringComparer.Ordinal)];
    }

    private static List<Model> ReadModels(string root, string folder, Layer layer, List<DefinitionProblem> problems)
    {
        var models = new List<Model>();
        foreach (var path in Files(folder))
        {
            var file = Relative(root, path);
            switch (Path.GetExtension(path))
            {
                case ".sql":
                    if (ReadModel(path, file, layer, problems) is { } model)
                    {
                        models.Add(model);
                    }

                    break;
                case ".yml":
                    if (!File.Exists(Path.ChangeExtension(path, ".sql")))
                    {
                        problems.Add(new DefinitionProblem(file, 0, "This contract has no .sql file of the same name beside it."));
                    }

                    break;
                default:
                    RefuseStray(path, file, "models (.sql) and contracts (.yml)", problems);
                    break;
            }
        }

        return models;
    }

    private static Model? ReadModel(string path, string file, Layer layer, List<DefinitionProblem> problems)
    {
        var name = TableName(path, file, layer, problems);
        var contractPath = Path.ChangeExtension(path, ".yml");
        if (!File.Exists(contractPath))
        {
            problems.Add(new DefinitionProblem(file, 0, $"This model has no contract: {Path.GetFileName(contractPath)} must stand beside it."));
            return null;
        }

        var contract = ContractReader.Read(Path.ChangeExtension(file, ".yml"), File.ReadAllText(contractPath), problems);
        return name is null || contract is null ? null : new Model(name.Value, File.ReadAllText(path), contract, file);
    }

    private static RelationName? TableName(string path, string file, Layer layer, List<DefinitionProblem> problems)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        if (!stem.Any(char.IsUpper) && RelationName.TryParse($"{RelationName.SchemaOf(layer)}.{stem}", out var name))
        {
            return name;
        }

        problems.Add(new DefinitionProblem(file, 0, "The file's name must be a table name: lower case, digits and underscores, starting with a letter."));
        return null;
    }

    private static void RefuseStray(string path, string file, string expected, List<DefinitionProblem> problems)
    {
        if (Path.GetExtension(path) != ".md" && !Path.GetFileName(path).StartsWith('.'))
        {
            problems.Add(new DefinitionProblem(file, 0, $"Only {expected} are read here."));
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}

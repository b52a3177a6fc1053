using MetricCare.Core.Errors;
using MetricCare.Core.Relations;
using MetricCare.Core.Sql;

namespace MetricCare.Core.Models;

/// <summary>A model in its place of the plan.</summary>
/// <param name="Model">What to build.</param>
/// <param name="Reads">The relations that its text names, in name order.</param>
public sealed record PlannedModel(Model Model, IReadOnlyList<RelationName> Reads);

/// <summary>The models of a run in an order in which each comes after what it reads. The same models give the same order, however they were found.</summary>
public sealed record Plan(IReadOnlyList<PlannedModel> Models)
{
    /// <summary>Orders models by the relations that their texts name.</summary>
    /// <param name="models">All models of a pack.</param>
    /// <param name="external">Relations that exist before any model: bronze, config, value sets, ops.</param>
    /// <param name="targets">Only these and what they need, directly or not; null for all.</param>
    /// <exception cref="MetricCareException">A name that is no relation (with the nearest one), a cycle, an unknown target, two models of one name.</exception>
    public static Plan Order(
        IReadOnlyCollection<Model> models,
        IReadOnlyCollection<RelationName> external,
        IReadOnlyCollection<RelationName>? targets = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(external);
        RefuseTwins(models, external);
        var problems = new List<string>();
        var known = models.Select(model => model.Name).Concat(external).ToHashSet();
        var planned = new SortedDictionary<RelationName, PlannedModel>();
        foreach (var model in models)
        {
            planned[model.Name] = new PlannedModel(model, Reads(model, known, problems));
        }

        if (problems.Count > 0)
        {
            problems.Sort(StringComparer.Ordinal);
            throw new MetricCareException(ExitCode.DefinitionInvalid, string.Join(Environment.NewLine, problems));
        }

        var ordered = Sort(planned);
        return new Plan(targets is null ? ordered : Needed(ordered, planned, targets));
    }

    private static void RefuseTwins(IReadOnlyCollection<Model> models, IReadOnlyCollection<RelationName> external)
    {
        var seen = external.ToDictionary(name => name, _ => "a relation that exists without it");
        foreach (var model in models.OrderBy(model => model.File, StringComparer.Ordinal))
        {
            if (!seen.TryAdd(model.Name, model.File))
            {
                throw new MetricCareException(ExitCode.DefinitionInvalid, $"{model.File}: {model.Name} is also the name of {seen[model.Name]}.");
            }
        }
    }

    private static List<RelationName> Reads(Model model, HashSet<RelationName> known, List<string> problems)
    {
        var reads = new SortedSet<RelationName>();
        foreach (var reference in SqlReferences.Find(SqlTokenizer.Read(model.Sql)))
        {
            if (reference.Name is { } name && known.Contains(name))
            {
                reads.Add(name);
                if (name.Layer > model.Name.Layer && name.Layer != Layer.Ops)
                {
                    problems.Add($"{model.File}:{reference.Line}:{reference.Column}: {model.Name} reads {name}, but the data flows from {model.Name.Schema} to {name.Schema}.");
                }

                continue;
            }

            var near = NearestName.Hint(reference.Text, known.Select(other => other.ToString()));
            problems.Add($"{model.File}:{reference.Line}:{reference.Column}: {reference.Text} is no relation{near}");
        }

        return [.. reads];
    }

    private static List<PlannedModel> Sort(SortedDictionary<RelationName, PlannedModel> planned)
    {
        var waiting = planned.ToDictionary(pair => pair.Key, pair => pair.Value.Reads.Count(planned.ContainsKey));
        var readers = planned.Values
            .SelectMany(reader => reader.Reads.Select(read => (Read: read, Reader: reader.Model.Name)))
            .ToLookup(pair => pair.Read, pair => pair.Reader);
        var ready = new SortedSet<RelationName>(waiting.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        var ordered = new List<PlannedModel>(planned.Count);
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            ordered.Add(planned[next]);
            foreach (var reader in readers[next])
            {
                if (--waiting[reader] == 0)
                {
                    ready.Add(reader);
                }
            }
        }

        return ordered.Count == planned.Count ? ordered : throw Cycle(planned, [.. ordered.Select(done => done.Model.Name)]);
    }

    private static MetricCareException Cycle(SortedDictionary<RelationName, PlannedModel> planned, HashSet<RelationName> done)
    {
        // Every model left over waits for another one left over, so walking from any of them must come round.
        var path = new List<RelationName>();
        var at = planned.Keys.First(name => !done.Contains(name));
        while (!path.Contains(at))
        {
            path.Add(at);
            at = planned[at].Reads.First(read => planned.ContainsKey(read) && !done.Contains(read));
        }

        var round = path[path.IndexOf(at)..];
        var first = round.IndexOf(round.Min());
        var named = round[first..].Concat(round[..first]).Append(round[first]);
        return new MetricCareException(
            ExitCode.DefinitionInvalid,
            $"Models read each other in a circle: {string.Join(" reads ", named)}.",
            "Take one of these readings out.");
    }

    private static List<PlannedModel> Needed(
        List<PlannedModel> ordered, SortedDictionary<RelationName, PlannedModel> planned, IReadOnlyCollection<RelationName> targets)
    {
        var needed = new HashSet<RelationName>();
        var open = new Stack<RelationName>();
        foreach (var target in targets)
        {
            if (!planned.ContainsKey(target))
            {
                var near = NearestName.Hint(target.ToString(), planned.Keys.Select(name => name.ToString()));
                throw new MetricCareException(ExitCode.DefinitionInvalid, $"{target} is no model{near}");
            }

            open.Push(target);
        }

        while (open.TryPop(out var name))
        {
            if (planned.TryGetValue(name, out var model) && needed.Add(name))
            {
                foreach (var read in model.Reads)
                {
                    open.Push(read);
                }
            }
        }

        return [.. ordered.Where(model => needed.Contains(model.Model.Name))];
    }
}

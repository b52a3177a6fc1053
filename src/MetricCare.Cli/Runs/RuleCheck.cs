using MetricCare.Core.Engines;
using MetricCare.Core.Errors;
using MetricCare.Core.Models;
using MetricCare.Core.Relations;
using MetricCare.Core.Runs;

namespace MetricCare.Cli.Runs;

/// <summary>Holds a built model against its contract: columns, key and rules.</summary>
internal static class RuleCheck
{
    /// <summary>Checks the relation of a model that has just been built.</summary>
    /// <returns>Rules of severity warn or reject that rows broke.</returns>
    /// <exception cref="MetricCareException"><see cref="ExitCode.DefinitionInvalid"/>: other columns than promised. <see cref="ExitCode.RuleBroken"/>: a key that repeats, or a rule of severity fail.</exception>
    public static async Task<IReadOnlyList<FindingReport>> ApplyAsync(IEngine engine, Model model, BuildResult built, CancellationToken cancel)
    {
        if (!built.Shape.Equals(model.Contract.Shape))
        {
            throw new MetricCareException(
                ExitCode.DefinitionInvalid,
                $"{model.File}: the columns are not those of its contract. Contract: {model.Contract.Shape}. Query: {built.Shape}.",
                "Change the contract or the query; `metriccare check` shows the difference.");
        }

        // A step that is not published is looked at through what is made of it, and by its worked examples.
        if (built.Rows == 0 || (!model.Contract.IsPublished && model.Contract.Rules.Count == 0))
        {
            return [];
        }

        var row = await FirstRowAsync(engine, CountSql(model), cancel);
        if (Convert.ToInt64(row[0]) is var repeated and > 0)
        {
            throw new MetricCareException(
                ExitCode.RuleBroken,
                $"{model.Name}: {repeated} keys ({string.Join(", ", model.Contract.Key)}) repeat or are empty; nothing was published.",
                "This is a defect of the model or of the data it cannot handle; please report it.");
        }

        var findings = new List<FindingReport>();
        for (var i = 0; i < model.Contract.Rules.Count; i++)
        {
            var rule = model.Contract.Rules[i];
            var count = Convert.ToInt64(row[i + 1] ?? 0L);
            if (count == 0)
            {
                continue;
            }

            if (rule.Severity == Severity.Fail)
            {
                throw new MetricCareException(ExitCode.RuleBroken, $"{model.Name}: {count} rows break {rule.Name} ({rule.Means}); nothing was published.");
            }

            findings.Add(new FindingReport(rule.Name, rule.Severity.ToString().ToLowerInvariant(), model.Name.ToString(), count));
        }

        return findings;
    }

    /// <summary>The model's rows without those that a rule of severity reject takes out.</summary>
    public static string KeptSql(Model model)
    {
        var conditions = model.Contract.Rules.Where(rule => rule.Severity == Severity.Reject).Select(rule => $"not coalesce(({rule.Where}), false)").ToList();
        return conditions.Count == 0 ? model.Sql : $"select * from (\n{model.Sql}\n) as built where {string.Join(" and ", conditions)}";
    }

    // One pass over the rows: what breaks a rule is counted within its key.
    private static string CountSql(Model model)
    {
        var key = string.Join(", ", model.Contract.Key.Select(column => $"`{column}`"));
        var hole = string.Join(" or ", model.Contract.Key.Select(column => $"`{column}` is null"));
        var counts = model.Contract.Rules.Select((rule, at) => $", count(*) filter (where {rule.Where}) as broken_{at}");
        var sums = model.Contract.Rules.Select((_, at) => $", cast(coalesce(sum(broken_{at}), 0) as bigint)");
        return model.Contract.Key.Count == 0
            ? $"select cast(0 as bigint){string.Concat(counts)} from {model.Name}"
            : $"""
              select count(*) filter (where is_wrong){string.Concat(sums)}
              from (
                  select count(*) > 1 or {hole} as is_wrong{string.Concat(counts)}
                  from {model.Name}
                  group by {key}
              ) as keys
              """;
    }

    private static async Task<IReadOnlyList<object?>> FirstRowAsync(IEngine engine, string sql, CancellationToken cancel)
    {
        await foreach (var row in engine.QueryAsync(sql, cancel))
        {
            return row;
        }

        throw new InvalidOperationException("An aggregate gives one row.");
    }
}

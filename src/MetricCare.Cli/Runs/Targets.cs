using MetricCare.Core.Errors;
using MetricCare.Core.Relations;

namespace MetricCare.Cli.Runs;

/// <summary>What <c>--only</c> asks for: a whole layer and those before it, or one model and what it needs.</summary>
/// <param name="Last">Last layer to build; null when a model is named.</param>
/// <param name="Model">The model; null when a layer is named.</param>
internal sealed record Targets(Layer? Last, RelationName? Model)
{
    public static readonly Targets Everything = new(Layer.Report, null);

    public static Targets Parse(string? text)
    {
        if (text is null)
        {
            return Everything;
        }

        foreach (var layer in new[] { Layer.Bronze, Layer.Silver, Layer.Gold, Layer.Report })
        {
            if (text == RelationName.SchemaOf(layer))
            {
                return new Targets(layer, null);
            }
        }

        return RelationName.TryParse(text, out var model)
            ? new Targets(null, model)
            : throw new MetricCareException(ExitCode.Usage, "--only wants bronze, silver, gold, report, or a model such as gold.agg_readmission.");
    }
}

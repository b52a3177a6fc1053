using MetricCare.Core.Relations;

namespace MetricCare.Core.Models;

/// <summary>The relations that the operator fills: shapes of <c>config.*</c> and <c>valuesets.codes</c>, and the defaults of the measures' parameters.</summary>
public static class ConfigRelations
{
    public static readonly RelationName Parameters = new(Layer.Config, "parameters");
    public static readonly RelationName Facilities = new(Layer.Config, "facilities");
    public static readonly RelationName Codes = new(Layer.ValueSets, "codes");

    public static readonly RelationShape ParametersShape = new(
    [
        new("as_of", ColumnType.Instant),
        new("data_through", ColumnType.Date),
        new("profile", ColumnType.Text),
        new("readmit_days", ColumnType.Int),
        new("mort_days", ColumnType.Int),
        new("transfer_gap_days", ColumnType.Int),
        new("class_change_gap_min", ColumnType.Int),
        new("hai_hours", ColumnType.Int),
        new("hai_rit_days", ColumnType.Int),
        new("hai_discharge_grace_days", ColumnType.Int),
        new("max_los_days", ColumnType.Int),
        new("min_publish_n", ColumnType.Int),
        new("hospice_lookback_days", ColumnType.Int),
        new("default_zone", ColumnType.Text),
        new("use_recorded_date", ColumnType.Boolean),
        new("death_feed", ColumnType.Text),
        new("mortality_seed", ColumnType.Text),
        new("attribute_last", ColumnType.Boolean),
        new("has_ccs", ColumnType.Boolean),
        new("spec_version", ColumnType.Text),
        new("params_hash", ColumnType.Text),
    ]);

    public static readonly RelationShape FacilitiesShape = new(
    [
        new("facility_id", ColumnType.Text),
        new("name", ColumnType.Text),
        new("zone", ColumnType.Text),
        new("kind", ColumnType.Text),
    ]);

    public static readonly RelationShape CodesShape = new(
    [
        new("value_set", ColumnType.Text),
        new("version", ColumnType.Text),
        new("system", ColumnType.Text),
        new("code", ColumnType.Text),
        new("match", ColumnType.Text),
        new("code_group", ColumnType.Text),
        new("source", ColumnType.Text),
        new("licence", ColumnType.Text),
    ]);

    /// <summary>95 % limits of a Poisson mean, which no engine's SQL can compute.</summary>
    public static readonly RelationName PoissonLimits = new(Layer.Config, "poisson_limits");

    /// <summary>All shapes by name.</summary>
    public static readonly IReadOnlyDictionary<RelationName, RelationShape> Shapes = new Dictionary<RelationName, RelationShape>
    {
        [Parameters] = ParametersShape,
        [Facilities] = FacilitiesShape,
        [Codes] = CodesShape,
        [PoissonLimits] = Statistics.PoissonLimitsTable.Shape,
    };

    /// <summary>Version of the measures' specification that the models follow.</summary>
    public const string SpecVersion = "1";

    /// <summary>Values of the parameters that nobody set; the others have no default (null).</summary>
    public static readonly IReadOnlyDictionary<string, object?> ParameterDefaults = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["profile"] = "all_payer_adult",
        ["readmit_days"] = 30,
        ["mort_days"] = 30,
        ["transfer_gap_days"] = 1,
        ["class_change_gap_min"] = 60,
        ["hai_hours"] = 48,
        ["hai_rit_days"] = 14,
        ["hai_discharge_grace_days"] = 0,
        ["max_los_days"] = 365,
        ["min_publish_n"] = 25,
        ["hospice_lookback_days"] = 365,
        ["use_recorded_date"] = true,
        ["death_feed"] = "none",
        ["mortality_seed"] = "0",
        ["attribute_last"] = false,
        ["has_ccs"] = false,
        ["spec_version"] = SpecVersion,
    };
}

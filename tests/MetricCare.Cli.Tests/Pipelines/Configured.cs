using MetricCare.Cli.Runs;
using MetricCare.Core.Models;
using MetricCare.Jobs.Configuration;
using MetricCare.Oracle;

namespace MetricCare.Cli.Tests.Pipelines;

/// <summary>Asks the pipeline the question that the oracle was asked.</summary>
internal static class Configured
{
    /// <summary>The configuration of a run that matches the oracle's parameters.</summary>
    /// <param name="parameters">Its value set files must be shipped ones (by their name) or lie in folders of their own.</param>
    public static RunConfiguration Like(OracleParameters parameters)
    {
        var values = ConfigRelations.ParametersShape.Columns
            .Where(column => column.Name is not ("has_ccs" or "params_hash"))
            .ToDictionary(column => column.Name, column => ConfigRelations.ParameterDefaults.GetValueOrDefault(column.Name), StringComparer.Ordinal);
        values["as_of"] = parameters.AsOf.ToDateTimeOffset();
        values["data_through"] = parameters.DataThrough?.ToDateOnly();
        values["profile"] = parameters.Profile;
        values["readmit_days"] = parameters.ReadmitDays;
        values["mort_days"] = parameters.MortDays;
        values["transfer_gap_days"] = parameters.TransferGapDays;
        values["class_change_gap_min"] = parameters.ClassChangeGapMin;
        values["hai_hours"] = parameters.HaiHours;
        values["hai_rit_days"] = parameters.HaiRitDays;
        values["hai_discharge_grace_days"] = parameters.HaiDischargeGraceDays;
        values["max_los_days"] = parameters.MaxLosDays;
        values["hospice_lookback_days"] = parameters.HospiceLookbackDays;
        values["use_recorded_date"] = parameters.UseRecordedDate;
        values["mortality_seed"] = parameters.MortalitySeed;
        values["attribute_last"] = parameters.AttributeLast;
        values["default_zone"] = parameters.DefaultZone;
        var (optional, own) = Split(parameters.ValueSetFiles);
        return new RunConfiguration(
            parameters.AsOf.ToDateTimeOffset(),
            values,
            [.. parameters.Facilities.Select(facility => new Facility(facility.Id, facility.Name, facility.Zone, facility.Kind))],
            own,
            optional,
            []);
    }

    // vs_infection.csv is shipped and always on; its SNOMED part is shipped and optional; all else is the operator's.
    private static (IReadOnlyList<string> Optional, IReadOnlyList<string> Folders) Split(IReadOnlyList<string> files)
    {
        var shipped = Path.Combine(ComputedRun.Shipped.Folder, "value-sets");
        var stems = files.Select(file => (Stem: Path.GetFileNameWithoutExtension(file), File: file)).ToList();
        return (
            [.. stems.Where(file => File.Exists(Path.Combine(shipped, "optional", file.Stem + ".csv"))).Select(file => file.Stem)],
            [.. stems.Where(file => !file.Stem.StartsWith("vs_infection", StringComparison.Ordinal)).Select(file => Path.GetDirectoryName(Path.GetFullPath(file.File))!).Distinct(StringComparer.Ordinal)]);
    }
}

namespace MetricCare.Fhir.Intake;

/// <summary>How a file holds its records, as its content says.</summary>
public enum SourceFormat
{
    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>One record per line.</summary>
    Ndjson,

    /// <summary>One JSON array, each element a record.</summary>
    Array,

    /// <summary>One Bundle, each entry a record.</summary>
    Bundle,

    /// <summary>One resource.</summary>
    Resource,

    /// <summary>Several objects one after the other, of which some reach over several lines.</summary>
    Concatenated,

    /// <summary>The file could not be read as any of these.</summary>
    Unknown,
}

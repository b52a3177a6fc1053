namespace MetricCare.Fhir.FhirPath;

/// <summary>An expression that is not FHIRPath, or not of the part of it that views may use.</summary>
internal sealed class PathException(string message, int at) : Exception(message)
{
    /// <summary>0-based character in the expression.</summary>
    public int At { get; } = at;
}

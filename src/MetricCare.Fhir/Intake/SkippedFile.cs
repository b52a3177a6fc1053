namespace MetricCare.Fhir.Intake;

/// <summary>A file or folder below a source that is not read.</summary>
/// <param name="Path">As <see cref="SourceFile.Path"/>.</param>
/// <param name="Reason">Why.</param>
public sealed record SkippedFile(string Path, SkipReason Reason);

/// <summary>Why something below a source is not read.</summary>
public enum SkipReason
{
    /// <summary>Its name begins with a dot.</summary>
    Hidden,

    /// <summary>Its content does not begin like JSON, nor does its name say that it should.</summary>
    NotJson,

    /// <summary>One JSON object without a resource type, an id or entries, such as the manifest of an export.</summary>
    NotFhir,

    /// <summary>A link to a folder, to outside the source, to nowhere, or to a file that is read anyway.</summary>
    Link,
}

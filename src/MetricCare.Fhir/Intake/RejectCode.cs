namespace MetricCare.Fhir.Intake;

/// <summary>Why something was rejected. A code, once given, keeps its meaning; <see cref="RejectCodes"/> has their texts.</summary>
public enum RejectCode
{
    InvalidJson = 1,
    NotAnObject = 2,
    NoResourceType = 3,
    NoId = 4,
    InvalidId = 5,
    InvalidUtf8 = 6,
    TooDeep = 7,
    TooLarge = 8,
    DuplicateKey = 9,
    WrongShape = 10,
    WrongType = 11,
    InvalidValue = 12,
    TruncatedGzip = 13,
    CorruptGzip = 14,
    UnreadableFile = 15,
    TruncatedFile = 16,
    TrailingData = 17,
}

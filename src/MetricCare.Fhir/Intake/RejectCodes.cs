namespace MetricCare.Fhir.Intake;

/// <summary>The one registry of reject codes: the text in <c>ops.rejects</c> and its meaning.</summary>
public static class RejectCodes
{
    private static readonly (RejectCode Code, string Text, string Meaning)[] Registry =
    [
        (RejectCode.InvalidJson, "INVALID_JSON", "The record is no JSON as RFC 8259 has it."),
        (RejectCode.NotAnObject, "NOT_AN_OBJECT", "The record is JSON, but no object."),
        (RejectCode.NoResourceType, "NO_RESOURCE_TYPE", "There is no resourceType, or what it holds is no name of a type."),
        (RejectCode.NoId, "NO_ID", "The resource has no id."),
        (RejectCode.InvalidId, "INVALID_ID", "The id is empty, longer than 255 characters, or has a blank, a control character or a slash in it."),
        (RejectCode.InvalidUtf8, "INVALID_UTF8", "The bytes are no UTF-8, or an escape stands for half a character."),
        (RejectCode.TooDeep, "TOO_DEEP", "Objects and arrays are nested deeper than the limit."),
        (RejectCode.TooLarge, "TOO_LARGE", "The record is longer than the limit."),
        (RejectCode.DuplicateKey, "DUPLICATE_KEY", "A property that is read occurs twice in its object."),
        (RejectCode.WrongShape, "WRONG_SHAPE", "An array, an object, a primitive or null stands where FHIR has another of them."),
        (RejectCode.WrongType, "WRONG_TYPE", "A string, a number or a boolean stands where FHIR has another of them."),
        (RejectCode.InvalidValue, "INVALID_VALUE", "A value is not written as its FHIR type asks, or no such date exists."),
        (RejectCode.TruncatedGzip, "TRUNCATED_GZIP", "The gzip file ends before its end; complete records before the cut were read."),
        (RejectCode.CorruptGzip, "CORRUPT_GZIP", "The gzip file is damaged; records before the damage were read."),
        (RejectCode.UnreadableFile, "UNREADABLE_FILE", "The file could not be opened or read to its end."),
        (RejectCode.TruncatedFile, "TRUNCATED_FILE", "The array, Bundle or resource ends before its end."),
        (RejectCode.TrailingData, "TRAILING_DATA", "Something follows where the array, the Bundle, the record or the gzip data had ended."),
    ];

    /// <summary>Every code with its text and its meaning, in the order of their numbers.</summary>
    public static IReadOnlyList<(RejectCode Code, string Text, string Meaning)> All => Registry;

    public static string Text(this RejectCode code) => Entry(code).Text;

    public static string Meaning(this RejectCode code) => Entry(code).Meaning;

    private static (RejectCode Code, string Text, string Meaning) Entry(RejectCode code) => Registry[(int)code - 1];
}

using System.Text;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class FhirTimeTests
{
    [Theory]
    [InlineData("2024", true)]
    [InlineData("2024-02", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("1900-02-29", false)]
    [InlineData("2000-02-29", true)]
    [InlineData("0000", false)]
    [InlineData("2024-00", false)]
    [InlineData("2024-13", false)]
    [InlineData("2024-04-31", false)]
    [InlineData("2024-04-00", false)]
    [InlineData("24-04-01", false)]
    [InlineData("2024-4-1", false)]
    [InlineData("20240401", false)]
    [InlineData("2024-04-", false)]
    [InlineData("2024-04-01 ", false)]
    [InlineData("", false)]
    [InlineData("2024-04-01T00:00:00Z", false)]
    public void A_date_exists_or_not(string text, bool isDate) => Assert.Equal(isDate, FhirTime.IsDate(Bytes(text)));

    [Theory]
    [InlineData("2024", true)]
    [InlineData("2024-02-30", false)]
    [InlineData("2024-02-29T23:59:60Z", true)]
    [InlineData("2024-02-29T23:59:59.123456789+14:00", true)]
    [InlineData("2024-02-29T00:00:00", true)]
    [InlineData("2024-02-29T00:00:00.", false)]
    [InlineData("2024-02-29T00:00:00.5-00:00", true)]
    [InlineData("2024-02-29T24:00:00Z", false)]
    [InlineData("2024-02-29T00:60:00Z", false)]
    [InlineData("2024-02-29T00:00:61Z", false)]
    [InlineData("2024-02-29T00:00Z", false)]
    [InlineData("2024-02-29T00:00:00+14:01", false)]
    [InlineData("2024-02-29T00:00:00+15:00", false)]
    [InlineData("2024-02-29T00:00:00+1:00", false)]
    [InlineData("2024-02-29T00:00:00+0100", false)]
    [InlineData("2024-02-29T00:00:00ZZ", false)]
    [InlineData("2024-02-29t00:00:00z", false)]
    [InlineData("2024-02-29 00:00:00Z", false)]
    [InlineData("2024-02T00:00:00Z", false)]
    public void A_dateTime_is_well_written_or_not(string text, bool isDateTime) => Assert.Equal(isDateTime, FhirTime.IsDateTime(Bytes(text)));

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:00:00.0000019Z", 1)]
    [InlineData("1969-12-31T23:59:59.5Z", -500_000)]
    [InlineData("2024-05-01T18:30:00-04:00", 1714602600000000)]
    [InlineData("2024-05-02T04:00:00+05:30", 1714602600000000)]
    [InlineData("0001-01-01T00:00:00Z", -62135596800000000)]
    [InlineData("9999-12-31T23:59:59.999999Z", 253402300799999999)]
    public void An_instant_is_microseconds(string text, long micros)
    {
        Assert.True(FhirTime.TryInstant(Bytes(text), out var found));
        Assert.Equal(micros, found);
    }

    [Theory]
    [InlineData("2024-05-01")]
    [InlineData("2024-05-01T18:30:00")]
    [InlineData("now")]
    public void An_instant_needs_time_and_offset(string text) => Assert.False(FhirTime.IsInstant(Bytes(text)));

    [Theory]
    [InlineData("00:00:00", true)]
    [InlineData("23:59:59.999", true)]
    [InlineData("24:00:00", false)]
    [InlineData("12:00", false)]
    [InlineData("12:00:00Z", false)]
    [InlineData("", false)]
    public void A_time_is_well_written_or_not(string text, bool isTime) => Assert.Equal(isTime, FhirTime.IsTime(Bytes(text)));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

namespace MetricCare.Fhir.Tests.Views;

/// <summary>Single values that neither the public suite nor the differential test decides.</summary>
public sealed class ValueTests
{
    private static string Reference(string reference) => $$"""{"resourceType": "Patient", "id": "p", "managingOrganization": {{reference}}}""";

    [Theory]
    [InlineData("""{"reference": "Organization/o-1.x"}""", "o-1.x", "o-1.x")]
    [InlineData("""{"reference": "Organization/o1/_history/2"}""", "o1", "o1")]
    [InlineData("""{"reference": "http://example.org/a/fhir/Organization/o1"}""", "o1", "o1")]
    [InlineData("""{"reference": "https://example.org/Organization/o1/_history/7"}""", "o1", "o1")]
    [InlineData("""{"reference": "Practitioner/x"}""", "x", "null")]
    [InlineData("""{"reference": "http://example.org/Practitioner/x"}""", "x", "null")]
    [InlineData("""{"reference": "urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7"}""", "null", "null")]
    [InlineData("""{"reference": "#org"}""", "null", "null")]
    [InlineData("""{"reference": "Organization?identifier=http://x|1"}""", "null", "null")]
    [InlineData("""{"reference": "Organization/"}""", "null", "null")]
    [InlineData("""{"reference": "Organization/a b"}""", "null", "null")]
    [InlineData("""{"reference": "fhir/Organization/o1"}""", "null", "null")]
    [InlineData("""{"identifier": {"value": "1"}}""", "null", "null")]
    public void A_reference_gives_the_id_of_a_resource_or_nothing(string reference, string any, string typed)
    {
        Assert.Equal([any], ViewRows.Path("Patient", "managingOrganization.getReferenceKey()", Reference(reference)));
        Assert.Equal([typed], ViewRows.Path("Patient", "managingOrganization.getReferenceKey(Organization)", Reference(reference)));
    }

    private static string Observation(string value) => $$$"""{"resourceType": "Observation", "id": "o", "valueQuantity": {"value": {{{value}}}}}""";

    [Theory]
    [InlineData("1.00", "1.00")]
    [InlineData("12345678901234567890.123456789", "12345678901234567890.123456789")]
    [InlineData("1.10E2", "1.10E2")]
    [InlineData("-0.0", "-0.0")]
    public void A_decimal_keeps_the_digits_that_were_written(string written, string delivered) =>
        Assert.Equal([delivered], ViewRows.Path("Observation", "value.ofType(Quantity).value", Observation(written)));

    [Theory]
    [InlineData("value.ofType(Quantity).value = 1.0", "1.00", "true")]
    [InlineData("value.ofType(Quantity).value = 1", "1.00", "true")]
    [InlineData("value.ofType(Quantity).value > 12345678901234567890.1", "12345678901234567890.2", "true")]
    [InlineData("value.ofType(Quantity).value + 0.2", "0.1", "0.3")]
    [InlineData("value.ofType(Quantity).value * 3", "33333333333333.5", "100000000000000.5")]
    [InlineData("value.ofType(Quantity).value * 0.000001", "0.000001", "0.000000000001")]
    [InlineData("value.ofType(Quantity).value * 100000000000000.0", "99999999999999999", "null")]
    [InlineData("value.ofType(Quantity).value / 0", "1", "null")]
    [InlineData("value.ofType(Quantity).value / 4", "1", "0.25")]
    [InlineData("value.ofType(Quantity).value.lowBoundary()", "1.00", "0.995")]
    [InlineData("value.ofType(Quantity).value.highBoundary()", "-1.5", "-1.45")]
    [InlineData("value.ofType(Quantity).value.round(1)", "2.25", "2.3")]
    [InlineData("value.ofType(Quantity).value.toString()", "2.50", "2.50")]
    [InlineData("-value.ofType(Quantity).value", "2.50", "-2.5")]
    public void Decimals_are_computed_exactly(string path, string value, string expected) =>
        Assert.Equal([expected], ViewRows.Path("Observation", path, Observation(value)));

    [Theory]
    [InlineData("birthDate.lowBoundary()", "1970-01-01")]
    [InlineData("birthDate.highBoundary()", "1970-12-31")]
    [InlineData("birthDate < @1971", "true")]
    [InlineData("birthDate < @1970-05", "null")]
    [InlineData("birthDate <= @1970", "true")]
    [InlineData("birthDate = @1970-01-01", "null")]
    [InlineData("birthDate != @1971-01-01", "true")]
    [InlineData("birthDate.toDateTime()", "1970")]
    public void A_partial_date_says_no_more_than_is_written(string path, string expected) =>
        Assert.Equal([expected], ViewRows.Path("Patient", path, """{"resourceType": "Patient", "id": "p", "birthDate": "1970"}"""));

    [Theory]
    [InlineData("period.start = @2020-01-01T09:00:00Z", "2020-01", "true")]
    [InlineData("period.start < period.end", "2020-01-01T09:30:00Z", "true")]
    [InlineData("period.start < period.end", "2020-01-01T08:30:00Z", "false")]
    [InlineData("period.start < period.end", "2020-01", "null")]
    [InlineData("period.start >= @2020-01-01", "2020-01", "null")]
    [InlineData("period.start >= @2019-12-31", "2020-01", "true")]
    [InlineData("period.start.lowBoundary()", "2020-01", "2020-01-01T10:00:00.000+01:00")]
    [InlineData("period.end.highBoundary()", "2020-02", "2020-02-29T23:59:59.999-12:00")]
    [InlineData("period.start = @2020-01-01T10:00:00", "2020-01", "null")]
    public void Instants_are_compared_as_instants_and_days_as_written(string path, string end, string expected) => Assert.Equal(
        [expected],
        ViewRows.Path("Encounter", path, $$$"""{"resourceType": "Encounter", "id": "e", "period": {"start": "2020-01-01T10:00:00+01:00", "end": "{{{end}}}"}}"""));

    private const string Extended = """
        {"resourceType": "Patient", "id": "p", "birthDate": "1970", "_birthDate": {"extension": [{"url": "u", "valueString": "x"}]},
         "name": [{"given": ["A", null, "B"], "_given": [null, {"extension": [{"url": "u", "valueCode": "gap"}]}, {"extension": [{"url": "u", "valueCode": "b"}]}]}, {"given": ["C"]}]}
        """;

    [Theory]
    [InlineData("birthDate.extension('u').value.ofType(string)", "x")]
    [InlineData("birthDate.extension('v').exists()", "false")]
    [InlineData("name.given.extension('u').value.ofType(code).join('+')", "gap+b")]
    [InlineData("name.given.where(extension('u').exists()).join('+')", "B")]
    [InlineData("name.given.where(extension('u').empty()).join('+')", "A+C")]
    [InlineData("name.given[2].extension('u').value.ofType(code)", "b")]
    [InlineData("name.given.select(extension('u').value.ofType(code)).join('+')", "gap+b")]
    public void A_primitive_is_read_with_its_extensions(string path, string expected) =>
        Assert.Equal([expected], ViewRows.Path("Patient", path, Extended.ReplaceLineEndings("")));

    [Fact]
    public void An_iteration_over_primitives_reads_their_extensions_too() => Assert.Equal(
        ["A | null", "B | b", "C | null", "null | gap"],
        ViewRows.Of(
            ViewRows.Patient("""{"forEach": "name.given", "column": [{"name": "g", "path": "$this"}, {"name": "x", "path": "extension('u').value.ofType(code)"}]}"""),
            Extended.ReplaceLineEndings("")));

    [Theory]
    [InlineData("iif(active, 'yes', 'no')", "yes")]
    [InlineData("iif(deceased.exists(), 'yes')", "null")]
    [InlineData("'abc'.substring(1, 1)", "b")]
    [InlineData("'abc'.substring(3)", "null")]
    [InlineData("'a,b'.split(',').count()", "2")]
    [InlineData("'\\u0041\\'\\n'.length()", "3")]
    [InlineData("' x '.trim() & '.'", "x.")]
    [InlineData("'ab' in ('ab' | 'c')", "true")]
    [InlineData("7 div 2", "3")]
    [InlineData("-7 div 2", "-3")]
    [InlineData("7 mod 0", "null")]
    [InlineData("true xor {}", "null")]
    [InlineData("false implies {}", "true")]
    [InlineData("'12'.toInteger() + 1", "13")]
    [InlineData("'99999999999'.toInteger()", "null")]
    [InlineData("'x'.convertsToInteger()", "false")]
    [InlineData("'2020-02-30x'.toDate()", "null")]
    [InlineData("'yes'.toBoolean()", "true")]
    [InlineData("(1 | 2 | 2).count()", "2")]
    [InlineData("(1 | 2.0 | 2).count()", "2")]
    [InlineData("('b' | 'a' | 'b').first()", "b")]
    [InlineData("Patient.active", "true")]
    [InlineData("%resource.id", "p")]
    [InlineData("active is boolean", "true")]
    [InlineData("%loinc", "http://loinc.org")]
    [InlineData("deceased is boolean", "null")]
    [InlineData("id.matches('^p$')", "true")]
    public void Small_expressions_mean_what_FHIRPath_says(string path, string expected) =>
        Assert.Equal([expected], ViewRows.Path("Patient", path, """{"resourceType": "Patient", "id": "p", "active": true}"""));

    [Theory]
    [InlineData("DECIMAL(10,2)", "2.35")]
    [InlineData("DOUBLE PRECISION", "2.345")]
    [InlineData("CHARACTER VARYING", "2.345")]
    public void The_ansi_type_decides_how_a_decimal_is_delivered(string ansi, string expected)
    {
        foreach (var tags in new[] { "tag", "tags" })
        {
            Assert.Equal([expected], ViewRows.Of(
                $$"""{"resource": "Observation", "select": [{"column": [{"name": "x", "path": "value.ofType(Quantity).value", "type": "decimal", "{{tags}}": [{"name": "ansi/type", "value": "{{ansi}}"}]}]}]}""",
                Observation("2.345")));
        }
    }

    [Fact]
    public void Dates_are_text_and_instants_are_instants() => Assert.Equal(
        ["2020-01-01T00:30:00.500+01:00 | 2019-12-31T23:30:00.500Z | 2020-01-01"],
        ViewRows.Of(
            """
            {"resource": "Observation", "select": [{"column": [{"name": "a", "path": "effective.ofType(dateTime)"}, {"name": "b", "path": "issued"},
              {"name": "c", "path": "effective.ofType(dateTime).toDate()", "tag": [{"name": "ansi/type", "value": "DATE"}]}]}]}
            """,
            """{"resourceType": "Observation", "id": "o", "effectiveDateTime": "2020-01-01T00:30:00.500+01:00", "issued": "2020-01-01T00:30:00.500+01:00"}"""));
}

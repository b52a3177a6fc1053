using MetricCare.Fhir.Intake;

namespace MetricCare.Fhir.Tests.Intake;

public sealed class RejectTests
{
    private const string Good = """{"resourceType":"Patient","id":"p1"}""";

    [Theory]
    // Not JSON.
    [InlineData("""{"resourceType":"Patient","id":"p1",}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":[1,]}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":NaN}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":Infinity}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1" /* no */}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":01}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":+1}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":.5}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":1.}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":1e}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":truely}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":True}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":'a'}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1",x:1}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1" "x":1}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x" 1}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":[1 2]}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":[1}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":{"y":1]}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":"\q"}""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":"\u12g4"}""", "INVALID_JSON")]
    [InlineData("{\"resourceType\":\"Patient\",\"id\":\"p1\",\"x\":\"a\tb\"}", "INVALID_JSON")]
    [InlineData("{\"resourceType\":\"Patient\",\"id\":\"p1\",\"x\":\"a\0b\"}", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":[{"family":"Bro""", "INVALID_JSON")]
    [InlineData("""{"resourceType":"Patient","id":"p1","birthDate":5,"x":[}""", "INVALID_JSON")]
    [InlineData("resourceType", "INVALID_JSON")]
    [InlineData("""ender":"female","active":true}""", "INVALID_JSON")]
    [InlineData("{}{", "TRAILING_DATA")]
    [InlineData("""{"resourceType":"Patient","id":"p1"}}""", "TRAILING_DATA")]
    [InlineData("""{"resourceType":"Patient","id":"p1"}{"resourceType":"Patient","id":"p2"}""", "TRAILING_DATA")]
    [InlineData("""{"resourceType":"Patient","id":"p1"},""", "TRAILING_DATA")]
    // Half characters.
    [InlineData("""{"resourceType":"Patient","id":"p1","x":"\ud800"}""", "INVALID_UTF8")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":"\udc00"}""", "INVALID_UTF8")]
    [InlineData("""{"resourceType":"Patient","id":"p1","x":"\ud83d\u0041"}""", "INVALID_UTF8")]
    // No resource.
    [InlineData("[]", "NOT_AN_OBJECT")]
    [InlineData("[{}]", "NOT_AN_OBJECT")]
    [InlineData("5", "NOT_AN_OBJECT")]
    [InlineData("\"text\"", "NOT_AN_OBJECT")]
    [InlineData("null", "NOT_AN_OBJECT")]
    [InlineData("{}", "NO_RESOURCE_TYPE")]
    [InlineData("""{"id":"p1"}""", "NO_RESOURCE_TYPE")]
    [InlineData("""{"id":"p1","resourceType":null}""", "NO_RESOURCE_TYPE")]
    [InlineData("""{"id":"p1","resourceType":5}""", "NO_RESOURCE_TYPE")]
    [InlineData("""{"id":"p1","resourceType":"some words"}""", "NO_RESOURCE_TYPE")]
    [InlineData("""{"id":"p1","contained":[{"resourceType":"Patient"}]}""", "NO_RESOURCE_TYPE")]
    // No identity.
    [InlineData("""{"resourceType":"Patient"}""", "NO_ID")]
    [InlineData("""{"resourceType":"Patient","ID":"p1"}""", "NO_ID")]
    [InlineData("""{"resourceType":"Patient","id":""}""", "INVALID_ID", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":"a b"}""", "INVALID_ID", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":"a/b"}""", "INVALID_ID", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":"a\tb"}""", "INVALID_ID", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":5}""", "WRONG_TYPE", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":null}""", "WRONG_SHAPE", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":["p1"]}""", "WRONG_SHAPE", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":[]}""", "WRONG_SHAPE", "Patient.meta")]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":{"versionId":3}}""", "WRONG_TYPE", "Patient.meta.versionId")]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":{"lastUpdated":"2024-01-01"}}""", "INVALID_VALUE", "Patient.meta.lastUpdated")]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":{"lastUpdated":"2024-01-01T00:00:00"}}""", "INVALID_VALUE", "Patient.meta.lastUpdated")]
    // Twice.
    [InlineData("""{"resourceType":"Patient","id":"p1","id":"p2"}""", "DUPLICATE_KEY", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":"p1","resourceType":"Patient"}""", "DUPLICATE_KEY", "Patient.resourceType")]
    [InlineData("""{"resourceType":"Patient","id":"p1","gender":"male","gender":"male"}""", "DUPLICATE_KEY", "Patient.gender")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":[{},{"family":"a","f\u0061mily":"b"}]}""", "DUPLICATE_KEY", "Patient.name[1].family")]
    [InlineData("""{"resourceType":"Patient","id":"p1","meta":{"versionId":"1","versionId":"2"}}""", "DUPLICATE_KEY", "Patient.meta.versionId")]
    [InlineData("""{"resourceType":"Encounter","id":"e1","period":{},"actualPeriod":{}}""", "DUPLICATE_KEY", "Encounter.actualPeriod")]
    [InlineData("""{"resourceType":"Encounter","id":"e1","reasonCode":[],"reason":[]}""", "DUPLICATE_KEY", "Encounter.reason")]
    // Shapes.
    [InlineData("""{"resourceType":"Patient","id":"p1","name":{}}""", "WRONG_SHAPE", "Patient.name")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":"x"}""", "WRONG_SHAPE", "Patient.name")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":null}""", "WRONG_SHAPE", "Patient.name")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":[null]}""", "WRONG_SHAPE", "Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":[{"given":["a",["b"]]}]}""", "WRONG_SHAPE", "Patient.name[0].given[1]")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":[{"given":"a"}]}""", "WRONG_SHAPE", "Patient.name[0].given")]
    [InlineData("""{"resourceType":"Patient","id":"p1","birthDate":["1950-01-01"]}""", "WRONG_SHAPE", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","id":"p1","birthDate":null}""", "WRONG_SHAPE", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","id":"p1","maritalStatus":[{}]}""", "WRONG_SHAPE", "Patient.maritalStatus")]
    [InlineData("""{"resourceType":"Patient","id":"p1","contact":[null]}""", "WRONG_SHAPE", "Patient.contact[0]")]
    [InlineData("""{"resourceType":"Encounter","id":"e1","subject":"Patient/p1"}""", "WRONG_SHAPE", "Encounter.subject")]
    // Types.
    [InlineData("""{"resourceType":"Patient","id":"p1","birthDate":1950}""", "WRONG_TYPE", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","id":"p1","active":"true"}""", "WRONG_TYPE", "Patient.active")]
    [InlineData("""{"resourceType":"Patient","id":"p1","active":1}""", "WRONG_TYPE", "Patient.active")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":[{"given":["a",true]}]}""", "WRONG_TYPE", "Patient.name[0].given[1]")]
    [InlineData("""{"resourceType":"Observation","id":"o1","valueQuantity":{"value":"1.0"}}""", "WRONG_TYPE", "Observation.valueQuantity.value")]
    [InlineData("""{"resourceType":"Patient","id":"p1","multipleBirthInteger":"2"}""", "WRONG_TYPE", "Patient.multipleBirthInteger")]
    // Values.
    [InlineData("""{"resourceType":"Patient","id":"p1","birthDate":"1950-02-30"}""", "INVALID_VALUE", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","id":"p1","birthDate":"1950-1-3"}""", "INVALID_VALUE", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","id":"p1","birthDate":"1950-01-03T00:00:00Z"}""", "INVALID_VALUE", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","id":"p1","birthDate":""}""", "INVALID_VALUE", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","id":"p1","gender":" male"}""", "INVALID_VALUE", "Patient.gender")]
    [InlineData("""{"resourceType":"Patient","id":"p1","gender":"male\n"}""", "INVALID_VALUE", "Patient.gender")]
    [InlineData("""{"resourceType":"Patient","id":"p1","gender":""}""", "INVALID_VALUE", "Patient.gender")]
    [InlineData("""{"resourceType":"Patient","id":"p1","multipleBirthInteger":1.0}""", "INVALID_VALUE", "Patient.multipleBirthInteger")]
    [InlineData("""{"resourceType":"Patient","id":"p1","multipleBirthInteger":2147483648}""", "INVALID_VALUE", "Patient.multipleBirthInteger")]
    [InlineData("""{"resourceType":"Patient","id":"p1","name":[{"family":"a\u0000b"}]}""", "INVALID_VALUE", "Patient.name[0].family")]
    [InlineData("""{"resourceType":"Encounter","id":"e1","diagnosis":[{"rank":1},{"rank":0}]}""", "INVALID_VALUE", "Encounter.diagnosis[1].rank")]
    [InlineData("""{"resourceType":"Encounter","id":"e1","period":{"start":"2024-01-01T25:00:00Z"}}""", "INVALID_VALUE", "Encounter.period.start")]
    [InlineData("""{"resourceType":"Encounter","id":"e1","actualPeriod":{"start":"2024-13"}}""", "INVALID_VALUE", "Encounter.actualPeriod.start")]
    [InlineData("""{"resourceType":"Encounter","id":"e1","reason":[{"value":[{"reference":{"reference":5}}]}]}""", "WRONG_TYPE", "Encounter.reason[0].value[0].reference.reference")]
    [InlineData("""{"resourceType":"Observation","id":"o1","valueTime":"7:00:00"}""", "INVALID_VALUE", "Observation.valueTime")]
    public void A_bad_line_is_rejected_with_its_reason_and_its_neighbours_are_kept(string line, string code, string? path = null)
    {
        var outcome = Workbench.Read($"{Good}\n{line}\n{Good.Replace("p1", "p3", StringComparison.Ordinal)}\n");

        Assert.Equal([path is null ? $"2 {code}" : $"2 {code} {path}"], outcome.Rejects);
        Assert.Equal(["Patient/p1", "Patient/p3"], outcome.Keys);
        Assert.Equal([1L, 3L], outcome.Lines.Select(found => found.Line));
        Assert.Equal(SourceFormat.Ndjson, outcome.File.Format);
    }

    [Fact]
    public void A_reject_names_its_place_and_the_hash_of_its_bytes()
    {
        var outcome = Workbench.Read($"{Good}\r\n{{\"id\":\"x\"}}\r\n");

        var reject = Assert.Single(outcome.Result.Rejects);
        Assert.Equal(new RejectedRecord(1, 2, Good.Length + 2, Hashes.Of("""{"id":"x"}"""), RejectCode.NoResourceType, null), reject);
        Assert.Equal(Hashes.Of(Good), outcome.Single.Hash);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_rejected()
    {
        byte[] bad = [.. """{"resourceType":"Patient","id":"p2","x":"""u8, (byte)'"', 0xC3, 0x28, .. "\"}\n"u8];
        byte[] cut = [.. """{"resourceType":"Patient","id":"p3","x":"""u8, (byte)'"', 0xE2, 0x82, .. "\"}\n"u8];

        var outcome = Workbench.Read([.. "{\"resourceType\":\"Patient\",\"id\":\"p1\"}\n"u8, .. bad, .. cut]);

        Assert.Equal(["2 INVALID_UTF8", "3 INVALID_UTF8"], outcome.Rejects);
        Assert.Equal(["Patient/p1"], outcome.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Utf16_is_refused_as_a_whole(bool marked)
    {
        var bytes = System.Text.Encoding.Unicode.GetBytes((marked ? "\uFEFF" : "") + Good + "\n" + Good);

        var outcome = Workbench.Read(bytes);

        Assert.Equal(["file INVALID_UTF8"], outcome.Rejects);
        Assert.Equal(SourceFormat.Unknown, outcome.File.Format);
    }

    [Fact]
    public void Ids_of_any_writing_are_kept_as_they_are()
    {
        string[] ids = ["0f2d7c5e9a4b4c1d8e6f0a1b2c3d4e5f", "AB12CD34-5678-90AB-CDEF-1234567890AB", "00042", "2024-01-05", "1e5", "ü_ber:1", new('x', 255)];

        var outcome = Workbench.Read(string.Join('\n', ids.Select(id => $$"""{"resourceType":"Patient","id":"{{id}}"}""")));

        Assert.Equal(ids.Select(id => $"Patient/{id}"), outcome.Keys);
        Assert.Equal(["1 INVALID_ID Patient.id"], Workbench.Read($$"""{"resourceType":"Patient","id":"{{new string('x', 256)}}"}""").Rejects);
    }

    [Fact]
    public void The_limit_of_rejects_ends_the_intake()
    {
        using var bench = new Workbench { Options = new IntakeOptions { MaxRejects = 1 } };
        bench.Write("a.ndjson", "x\nx\n");

        var error = Assert.Throws<Core.Errors.MetricCareException>(() => bench.Run());

        Assert.Equal(Core.Errors.ExitCode.TooManyRejects, error.Code);
    }

    [Fact]
    public void Every_code_has_one_text_and_one_meaning()
    {
        Assert.Equal(Enum.GetValues<RejectCode>(), RejectCodes.All.Select(entry => entry.Code));
        Assert.Equal(RejectCodes.All.Count, RejectCodes.All.Select(entry => entry.Text).Distinct().Count());
        Assert.All(RejectCodes.All, entry => Assert.Equal((entry.Text, entry.Meaning), (entry.Code.Text(), entry.Code.Meaning())));
    }
}

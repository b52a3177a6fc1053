using MetricCare.Core.Errors;
using MetricCare.Fhir.Views;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>What is wrong in a definition is said with its place, before anything is read.</summary>
public sealed class DefinitionTests
{
    private static string Patient(string selects) => ViewRows.Patient(selects);

    private static List<string> Problems(string json)
    {
        var error = Assert.Throws<ViewException>(() => ViewCompiler.Compile(json, "some.json"));
        Assert.Equal(ExitCode.DefinitionInvalid, error.Code);
        return [.. error.Problems.Select(p => p.ToString())];
    }

    [Theory]
    [InlineData("""[]""", "It is not a JSON object.")]
    [InlineData("""{"resource": """, "It is not JSON (line 1).")]
    [InlineData("""{"resource": "Patient", "resource": "Patient"}""", "A property stands twice in one object.")]
    [InlineData("""{"resource": "Patient", "select": {}}""", "select: It must be a list.", "select: There is no select.")]
    [InlineData("""{"resource": "patient", "select": [{"column": [{"name": "a", "path": "id"}]}]}""", "resource: There is no resource type patient in R4.")]
    [InlineData("""{"resource": "CodeableReference", "select": [{"column": [{"name": "a", "path": "id"}]}]}""", "resource: There is no resource type CodeableReference in R4.")]
    [InlineData("""{"resourceType": "Patient", "resource": "Patient", "select": [{"column": [{"name": "a", "path": "id"}]}]}""", "resourceType is Patient, not ViewDefinition.")]
    [InlineData("""{"name": "a b", "resource": "Patient", "select": [{"column": [{"name": "a", "path": "id"}]}]}""", "name: A name is a letter followed by letters, digits and underscores.")]
    [InlineData("""{"resource": "Patient", "select": [{}]}""", "select: The view gives no column.")]
    [InlineData("""{"resource": "Patient", "select": [{"column": [{"name": "a", "path": "id"}], "forEach": "name", "repeat": ["contact"]}]}""", "select[0]: Only one of forEach, repeat may stand in a select.")]
    [InlineData("""{"resource": "Patient", "select": [{"column": [{"name": "1a", "path": 3}, {"path": "id"}]}]}""",
        "select[0].column[0].path: It must be text, and not empty.", "select[0].column[0].name: A column's name is a letter followed by letters, digits and underscores. Column '1a'.", "select[0].column[1]: name is missing.")]
    [InlineData("""{"resource": "Patient", "where": [{}], "select": [{"column": [{"name": "a", "path": "id", "collection": "yes"}]}]}""",
        "where[0]: path is missing.", "select[0].column[0].collection: It must be true or false. Column 'a'.")]
    [InlineData("""{"resource": "Patient", "constant": [{"name": "c", "valueString": "x", "valueCode": "y"}, {"name": "c", "valueInteger": 1.5}, {"name": "sct", "valueHumanName": {}}], "select": [{"column": [{"name": "a", "path": "id"}]}]}""",
        "constant[0]: The constant has more than one value.", "constant[1].valueInteger: It is not a integer.", "constant[2].name: %sct has a meaning of its own.", "constant[2].valueHumanName: A constant has one of the 19 primitive types.")]
    public void The_structure_is_checked(string json, params string[] problems) => Assert.Equal(problems, Problems(json));

    [Theory]
    [InlineData("name.famly(", "select[0].column[0].path: This bracket is never closed. Column 'a'. At character 11 of: name.famly(")]
    [InlineData("name.where(use = )", "select[0].column[0].path: Unexpected '='. Column 'a'. At character 16 of: name.where(use = )")]
    [InlineData("name.where(use = 'a', '').exists(", "select[0].column[0].path: This bracket is never closed. Column 'a'. At character 33 of: name.where(use = 'a', '').exists(")]
    [InlineData("name.firts()", "select[0].column[0].path: There is no function firts(); did you mean first()? Column 'a'. At character 6 of: name.firts()")]
    [InlineData("name.resolve()", "select[0].column[0].path: The function resolve() is not supported in views. Column 'a'. At character 6 of: name.resolve()")]
    [InlineData("name.where(foobarbaz())", "select[0].column[0].path: There is no function foobarbaz(). Column 'a'. At character 12 of: name.where(foobarbaz())")]
    [InlineData("name.first(1)", "select[0].column[0].path: first() takes 0 arguments, not 1. Column 'a'. At character 6 of: name.first(1)")]
    [InlineData("name.substring()", "select[0].column[0].path: substring() takes 1 to 2 arguments, not 0. Column 'a'. At character 6 of: name.substring()")]
    [InlineData("id = %nope", "select[0].column[0].path: The constant %nope is not defined. Column 'a'. At character 6 of: id = %nope")]
    [InlineData("deceased", "select[0].column[0].path: deceased may be of several types; ask for one with ofType(): boolean, dateTime. Column 'a'. At character 1 of: deceased")]
    [InlineData("birthDate = '1970-01-01'", "select[0].column[0].path: = cannot be applied to date and string. Dates are written as @2020-01-31. Column 'a'. At character 11 of: birthDate = '1970-01-01'")]
    [InlineData("name = 'x'", "select[0].column[0].path: = needs a primitive value, not HumanName. Column 'a'. At character 1 of: name = 'x'")]
    [InlineData("id ~ 'x'", "select[0].column[0].path: The operator ~ is not supported in views. Column 'a'. At character 4 of: id ~ 'x'")]
    [InlineData("id | gender is code", "select[0].column[0].path: Put brackets around one side: is binds tighter than |, which not every FHIRPath parser knows. Column 'a'. At character 13 of: id | gender is code")]
    [InlineData("\"id\"", "select[0].column[0].path: A name is quoted with backticks, not with double quotes. Column 'a'. At character 1 of: \"id\"")]
    [InlineData("deceased.ofType(Foo)", "select[0].column[0].path: There is no type Foo in R4. Column 'a'. At character 17 of: deceased.ofType(Foo)")]
    [InlineData("name.getReferenceKey()", "select[0].column[0].path: getReferenceKey() needs a Reference, not HumanName. Column 'a'. At character 6 of: name.getReferenceKey()")]
    [InlineData("managingOrganization.getReferenceKey(HumanName)", "select[0].column[0].path: HumanName is not a resource type. Column 'a'. At character 38 of: managingOrganization.getReferenceKey(HumanName)")]
    [InlineData("name.where('x')", "select[0].column[0].path: A criterion must be true or false, not string. Column 'a'. At character 12 of: name.where('x')")]
    [InlineData("$this", "select[0].column[0].path: A whole Patient cannot be a column; name one of its elements. Column 'a'. At character 1 of: $this")]
    [InlineData("$index", "select[0].column[0].path: $index is not supported in views. Column 'a'. At character 1 of: $index")]
    [InlineData("99999999999", "select[0].column[0].path: A number is outside the range of an integer. Column 'a'. At character 1 of: 99999999999")]
    [InlineData("@2020-99", "select[0].column[0].path: A literal is not valid. Column 'a'. At character 1 of: @2020-99")]
    [InlineData("5 'mg'", "select[0].column[0].path: Quantity literals are not supported in views; compare value and unit apart. Column 'a'. At character 1 of: 5 'mg'")]
    public void A_path_is_checked_and_the_place_is_exact(string path, string problem) =>
        Assert.Equal([problem], Problems(Patient($$"""{"column": [{"name": "a", "path": {{System.Text.Json.JsonSerializer.Serialize(path)}}}]}""")));

    [Fact]
    public void Every_wrong_path_is_reported_at_once() => Assert.Equal(
        [
            "where[0].path: A condition must be true or false, not string. At character 1 of: name.family",
            "select[0].column[0].path: Unexpected '@'. Column 'a'. At character 1 of: @@",
            "select[1].forEach: There is no function nope(); did you mean not()? At character 1 of: nope()",
            "select[2].repeat[0]: A repeat goes over objects below the node, not over string. At character 1 of: name.family",
        ],
        Problems(ViewRows.Patient(
            """{"column": [{"name": "a", "path": "@@"}]}, {"forEach": "nope()", "column": [{"name": "b", "path": "id"}]}, {"repeat": ["name.family"], "column": [{"name": "c", "path": "id"}]}""",
            """ "where": [{"path": "name.family"}], """)));

    [Theory]
    [InlineData("""{"column": [{"name": "a", "path": "id"}, {"name": "A", "path": "id"}]}""", "select[0].column[1].path: Another column has this name; upper and lower case count as the same. Column 'A'.")]
    [InlineData("""{"column": [{"name": "a", "path": "id"}]}, {"forEach": "name", "column": [{"name": "a", "path": "family"}]}""", "select[1].column[0].path: Another column has this name; upper and lower case count as the same. Column 'a'.")]
    [InlineData("""{"unionAll": [{"column": [{"name": "a", "path": "id"}, {"name": "b", "path": "id"}]}, {"column": [{"name": "b", "path": "id"}, {"name": "a", "path": "id"}]}]}""",
        "select[0].unionAll[1]: Every branch of a union gives the same columns in the same order: a, b; this one gives b, a.")]
    [InlineData("""{"unionAll": [{"column": [{"name": "a", "path": "id"}]}, {"column": [{"name": "a", "path": "active"}]}]}""",
        "select[0].unionAll[1].column[0].path: It is boolean here and string in the first branch of the union. Column 'a'.")]
    [InlineData("""{"column": [{"name": "a", "path": "active", "type": "string"}]}""", "select[0].column[0].type: The column is declared string, but its path gives boolean. Column 'a'. In: active")]
    [InlineData("""{"column": [{"name": "a", "path": "id", "tag": [{"name": "ansi/type", "value": "BLOB"}]}]}""", "select[0].column[0].tag: The ansi/type is none that can be delivered. Column 'a'.")]
    public void Columns_must_fit_together(string selects, string problem) => Assert.Equal([problem], Problems(Patient(selects)));

    [Fact]
    public void The_message_names_the_file_the_view_and_every_place()
    {
        var error = Assert.Throws<ViewException>(() => ViewCompiler.Compile(Patient("""{"column": [{"name": "a", "path": "x("}, {"name": "b", "path": "y("}]}"""), "1-bronze/v.json"));
        Assert.Equal(
            "View v (1-bronze/v.json) is wrong in 2 places:\n"
            + "  select[0].column[0].path: This bracket is never closed. Column 'a'. At character 2 of: x(\n"
            + "  select[0].column[1].path: This bracket is never closed. Column 'b'. At character 2 of: y(",
            error.Message);
        Assert.Equal(("1-bronze/v.json", "v"), (error.File, error.View));
    }

    [Theory]
    [InlineData("""{"column": [{"name": "a", "path": "famly"}]}""", "select[0].column[0].path (a): Patient has no element 'famly', so this is always empty.")]
    [InlineData("""{"column": [{"name": "a", "path": "deceasedBoolean"}]}""", "select[0].column[0].path (a): deceasedBoolean is not FHIRPath; write deceased.ofType(boolean).")]
    [InlineData("""{"column": [{"name": "a", "path": "deceased.ofType(Quantity)"}]}""", "select[0].column[0].path (a): deceased is never of type Quantity, so this is always empty.")]
    [InlineData("""{"colum": [], "column": [{"name": "a", "path": "id"}]}""", "select[0]: 'colum' is not a property of a select or column and is ignored.")]
    [InlineData("""{"column": [{"name": "a", "path": "multipleBirth.ofType(integer)", "type": "decimal"}]}""")]
    [InlineData("""{"column": [{"name": "a", "path": "gender", "type": "http://hl7.org/fhir/StructureDefinition/string"}]}""")]
    [InlineData("""{"select": [{"forEach": "name", "column": [{"name": "a", "path": "family"}]}, {"forEach": "telecom", "column": [{"name": "b", "path": "value"}]}]}""",
        "select[0]: 2 iterations stand side by side, so their rows multiply.")]
    public void What_is_odd_is_a_warning(string selects, params string[] warnings) => Assert.Equal(warnings, ViewCompiler.Compile(Patient(selects), "v.json").Warnings);

    [Fact]
    public void Unknown_metadata_is_tolerated()
    {
        var view = ViewCompiler.Compile(
            """
            {"resourceType": "http://hl7.org/fhir/uv/sql-on-fhir/StructureDefinition/ViewDefinition", "url": "u", "title": "T", "resourceDefinition": {"x": 1}, "status": "draft",
             "identifier": [{}], "fhirVersion": ["4.0.1"], "resource": "Patient", "select": [{"column": [{"name": "a", "path": "id", "description": "the id"}]}]}
            """,
            "folder/some_view.json");
        Assert.Equal(("some_view", "T", "the id", "id"), (view.Name, view.Description, view.Columns[0].Description, view.Columns[0].FhirType));
    }

    [Fact]
    public void A_hostile_path_is_refused_before_it_reaches_the_parser()
    {
        Assert.Equal(
            ["select[0].column[0].path: The expression nests deeper than 32 brackets. Column 'a'. At character 33 of: " + new string('(', 100)],
            Problems(Patient($$"""{"column": [{"name": "a", "path": "{{new string('(', 100)}}"}]}""")));
        var longPath = string.Join('.', Enumerable.Repeat("contact", 600));
        Assert.Contains("longer than 4096 characters", Assert.Single(Problems(Patient($$"""{"column": [{"name": "a", "path": "{{longPath}}"}]}"""))), StringComparison.Ordinal);
    }
}

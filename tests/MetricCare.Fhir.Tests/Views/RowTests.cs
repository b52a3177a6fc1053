using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Sql;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>Rows that the public suite does not decide.</summary>
public sealed class RowTests
{
    private const string Id = """{"column": [{"name": "id", "path": "id"}]}""";

    private static readonly string[] Patients =
    [
        """{"resourceType": "Patient", "id": "p1", "contact": [{"name": {"given": ["a", "b"]}}, {"gender": "male"}]}""",
        """{"resourceType": "Patient", "id": "p2", "contact": []}""",
        """{"resourceType": "Patient", "id": "p3"}""",
    ];

    [Fact]
    public void An_empty_forEachOrNull_keeps_one_row_though_a_forEach_stands_below_it() => Assert.Equal(
        ["p1 | a", "p1 | b", "p2 | null", "p3 | null"],
        ViewRows.Of(
            ViewRows.Patient(Id + """, {"forEachOrNull": "contact", "select": [{"forEach": "name.given", "column": [{"name": "g", "path": "$this"}]}]}"""),
            Patients));

    [Fact]
    public void In_a_null_row_literals_and_exists_are_null_and_row_indexes_are_zero() => Assert.Equal(
        ["p1 | L | false | 1", "p1 | L | true | 0", "p2 | null | null | 0", "p3 | null | null | 0"],
        ViewRows.Of(
            ViewRows.Patient(Id + """, {"forEachOrNull": "contact", "column": [{"name": "l", "path": "'L'"}, {"name": "e", "path": "name.exists()"}, {"name": "i", "path": "%rowIndex"}]}"""),
            Patients));

    [Fact]
    public void A_union_below_an_empty_forEachOrNull_gives_one_row() => Assert.Equal(
        ["p1 | 0 | a", "p1 | 0 | null", "p1 | 1 | b", "p1 | 1 | male", "p2 | 0 | null", "p3 | 0 | null"],
        ViewRows.Of(
            ViewRows.Patient(Id + """
                , {"forEachOrNull": "contact", "unionAll": [
                    {"column": [{"name": "i", "path": "%rowIndex"}, {"name": "x", "path": "gender"}]},
                    {"forEach": "name.given", "column": [{"name": "i", "path": "%rowIndex"}, {"name": "x", "path": "$this"}]}]}
                """),
            Patients));

    [Fact]
    public void A_collection_is_empty_without_values_but_null_in_a_null_row() => Assert.Equal(
        ["p1 | []", "p1 | [a, b]", "p2 | null", "p3 | null"],
        ViewRows.Of(ViewRows.Patient(Id + """, {"forEachOrNull": "contact", "column": [{"name": "g", "path": "name.given", "collection": true}]}"""), Patients));

    [Fact]
    public void An_iteration_over_one_object_gives_one_row_or_none() => Assert.Equal(
        ["p1 | x", "p3 | null"],
        ViewRows.Of(
            ViewRows.Patient(Id + """, {"forEach": "maritalStatus", "column": [{"name": "t", "path": "text"}]}"""),
            """{"resourceType": "Patient", "id": "p1", "maritalStatus": {"text": "x"}}""",
            """{"resourceType": "Patient", "id": "p2"}""",
            """{"resourceType": "Patient", "id": "p3", "maritalStatus": {}}"""));

    [Fact]
    public void A_single_object_that_may_be_missing_keeps_its_row_below_an_empty_forEachOrNull() => Assert.Equal(
        ["p1 | a", "p2 | null", "p3 | null"],
        ViewRows.Of(
            ViewRows.Patient(Id + """, {"forEachOrNull": "contact", "select": [{"forEach": "name", "column": [{"name": "g", "path": "given.first()"}]}]}"""),
            Patients));

    [Fact]
    public void Nested_unions_and_iterations_multiply_in_every_branch() => Assert.Equal(
        ["p1 | A | 1", "p1 | A | 2", "p1 | B | 1", "p1 | B | 2", "p1 | b1 | z", "p1 | b2 | z"],
        ViewRows.Of(
            ViewRows.Patient(Id + """
                , {"unionAll": [
                    {"select": [{"forEach": "name", "column": [{"name": "n", "path": "family"}]}, {"unionAll": [{"column": [{"name": "k", "path": "'1'"}]}, {"column": [{"name": "k", "path": "'2'"}]}]}]},
                    {"forEach": "telecom", "select": [{"column": [{"name": "n", "path": "value"}]}, {"column": [{"name": "k", "path": "'z'"}]}]}]}
                """),
            """{"resourceType": "Patient", "id": "p1", "name": [{"family": "A"}, {"family": "B"}], "telecom": [{"value": "b1"}, {"value": "b2"}]}"""));

    [Fact]
    public void A_repeat_gives_nodes_depth_first_and_their_position_in_the_whole_tree() => Assert.Equal(
        ["1 | 0", "1.1 | 1", "1.1.1 | 2", "1.2 | 3", "1.2.1 | 4", "2 | 5"],
        ViewRows.Of(
            """{"resource": "QuestionnaireResponse", "select": [{"repeat": ["item", "answer.item"], "column": [{"name": "l", "path": "linkId"}, {"name": "i", "path": "%rowIndex"}]}]}""",
            """
            {"resourceType": "QuestionnaireResponse", "id": "q", "item": [
              {"linkId": "1", "item": [
                {"linkId": "1.1", "answer": [{"valueString": "v", "item": [{"linkId": "1.1.1"}]}]},
                {"linkId": "1.2", "item": [{"linkId": "1.2.1"}]}]},
              {"linkId": "2"}]}
            """.ReplaceLineEndings("")));

    [Theory]
    [InlineData(32, false)]
    [InlineData(33, true)]
    public void A_tree_deeper_than_the_limit_stops_the_query(int depth, bool stops)
    {
        var item = "";
        for (var i = depth; i > 0; i--)
        {
            item = $$"""{"linkId": "{{i}}"{{(item.Length == 0 ? "" : $", \"item\": [{item}]")}}}""";
        }

        var view = ViewCompiler.Compile("""{"name": "deep", "resource": "Questionnaire", "select": [{"repeat": ["item"], "column": [{"name": "l", "path": "linkId"}]}]}""", "deep.json");
        using var duck = new DuckDb();
        string[] resources = [$$"""{"resourceType": "Questionnaire", "id": "q", "item": [{{item}}]}"""];
        if (stops)
        {
            var error = Assert.Throws<DuckDB.NET.Data.DuckDBException>(() => duck.Run(view, resources));
            Assert.Contains("View deep, select[0].repeat: the tree is deeper than 32 levels.", error.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(depth, duck.Run(view, resources).Count);
        }
    }

    [Fact]
    public void An_iteration_over_a_filter_on_a_constant_list_sees_the_resource() => Assert.Equal(
        ["p1 | male"],
        ViewRows.Of(ViewRows.Patient(Id + """, {"forEach": "('male' | 'female').where($this = %resource.gender)", "column": [{"name": "g", "path": "$this"}]}"""),
            """{"resourceType": "Patient", "id": "p1", "gender": "male"}"""));

    [Fact]
    public void Several_values_in_a_plain_column_stop_the_query_and_the_message_names_the_column_and_no_value()
    {
        using var duck = new DuckDb();
        var view = ViewCompiler.Compile(ViewRows.Patient("""{"column": [{"name": "family", "path": "name.family"}]}"""), "v.json");
        Assert.Equal(["select[0].column[0].path (family): The path may give several values; if it does, the query stops. Use first(), an iteration or collection."], view.Warnings);
        var error = Assert.Throws<DuckDB.NET.Data.DuckDBException>(() => duck.Run(view, ["""{"resourceType": "Patient", "id": "p", "name": [{"family": "Secret"}, {"family": "Hidden"}]}"""]));
        Assert.Contains("View v, column family (select[0].column[0].path): the path gives more than one value.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_real_value_among_gaps_is_a_single_value() => Assert.Equal(
        ["F"],
        ViewRows.Of(ViewRows.Patient("""{"column": [{"name": "family", "path": "name.family"}]}"""), """{"resourceType": "Patient", "id": "p", "name": [{"use": "old"}, {"family": "F"}]}"""));

    [Fact]
    public void Nulls_in_a_list_of_primitives_are_no_items() => Assert.Equal(
        ["b | 2 | [a, b] | b | a,b"],
        ViewRows.Of(
            ViewRows.Patient("""
                {"column": [{"name": "second", "path": "name.given[1]"}, {"name": "n", "path": "name.given.count()"}, {"name": "all", "path": "name.given", "collection": true},
                  {"name": "last", "path": "name.given.last()"}, {"name": "joined", "path": "name.given.join(',')"}]}
                """),
            """{"resourceType": "Patient", "id": "p", "name": [{"given": [null, "a", null, "b"]}]}"""));

    [Fact]
    public void Names_and_texts_may_hold_what_SQL_gives_a_meaning() => Assert.Equal(
        ["it's \"q\" | 2020"],
        ViewRows.Of(
            """
            {"resource": "Encounter", "constant": [{"name": "quote", "valueString": "it's \"q\""}],
             "select": [{"column": [{"name": "end", "path": "%quote"}, {"name": "select", "path": "period.`end`"}]}]}
            """,
            """{"resourceType": "Encounter", "id": "e", "period": {"end": "2020"}}"""));

    [Fact]
    public void The_lineage_of_the_record_follows_the_columns()
    {
        using var duck = new DuckDb();
        var view = ViewCompiler.Compile(ViewRows.Patient("""{"forEach": "name", "column": [{"name": "f", "path": "family"}]}"""), "v.json");
        var rows = duck.Run(view, ["""{"resourceType": "Patient", "id": "p"}""", """{"resourceType": "Patient", "id": "q", "name": [{"family": "A"}]}"""], lineage: true);
        Assert.Equal(["A | 2 | 1 | 2 | 00 | 0 | 0 | R4 | q"], rows.Select(ViewRows.Text));
        Assert.EndsWith("FROM raw.\"Patient\" AS r,\n  LATERAL (SELECT unnest(r.\"name\") AS e) AS t1", view.ToSql(SqlDialect.DuckDb, lineage: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Views_that_read_a_property_as_JSON_and_as_an_object_share_one_relation()
    {
        using var duck = new DuckDb();
        var whole = ViewCompiler.Compile(ViewRows.Patient("""{"column": [{"name": "status", "path": "maritalStatus"}]}"""), "whole.json");
        var part = ViewCompiler.Compile(ViewRows.Patient("""{"column": [{"name": "text", "path": "maritalStatus.text"}, {"name": "code", "path": "maritalStatus.coding.code.first()"}]}"""), "part.json");
        var merged = whole.Schema.Merge(part.Schema);
        duck.Load(merged, ["""{"resourceType": "Patient", "id": "p", "maritalStatus": {"text": "t", "coding": [{"code": "c"}]}}"""]);
        Assert.Equal(["""{"text":"t","coding":[{"code":"c"}]}"""], duck.Query(whole.ToSql(SqlDialect.DuckDb, false, merged)).Select(ViewRows.Text));
        Assert.Equal(["t | c"], duck.Query(part.ToSql(SqlDialect.DuckDb, false, merged)).Select(ViewRows.Text));
    }

    [Fact]
    public void Objects_as_columns_are_their_JSON() => Assert.Equal(
        ["""[{"family":"A"}, {"family":"B","given":["x"]}] | {"family":"B","given":["x"]}"""],
        ViewRows.Of(
            ViewRows.Patient("""{"column": [{"name": "all", "path": "name", "collection": true}, {"name": "some", "path": "name.where(given.exists())", "type": "HumanName"}]}"""),
            """{"resourceType": "Patient", "id": "p", "name": [{"family": "A"}, {"family": "B", "given": ["x"]}]}"""));
}

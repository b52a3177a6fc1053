using MetricCare.Core.Schema;
using MetricCare.Fhir.Views;
using MetricCare.Fhir.Views.Sql;

namespace MetricCare.Fhir.Tests.Views;

/// <summary>What a view reads, and how it prints itself.</summary>
public sealed class SchemaTests
{
    private static CompiledView Compile(string selects) => ViewCompiler.Compile(ViewRows.Patient(selects), "v.json");

    private static IEnumerable<string> Lines(IReadOnlyList<NarrowNode> nodes, string indent = "") =>
        nodes.SelectMany(n => Lines(n.Children, indent + "  ").Prepend($"{indent}{n.Name}{(n.IsList ? "[]" : "")} {n.Kind} {n.FhirType}"));

    [Fact]
    public void Only_the_properties_in_use_are_read() => Assert.Equal(
        [
            "_birthDate Object Element", "  extension[] Object Extension", "    url Text uri", "    valueDecimal Decimal decimal",
            "active Boolean boolean",
            "contact[] Object Patient.contact", "  id Text string",
            "deceasedBoolean Boolean boolean", "deceasedDateTime Text dateTime",
            "generalPractitioner[] Object Reference", "  reference Text string",
            "id Text id",
            "link[] Json Patient.link",
            "multipleBirthInteger Integer integer",
            "name[] Object HumanName", "  family Text string", "  given[] Text string",
        ],
        Lines(Compile(
            """
            {"column": [{"name": "a", "path": "name.family.first()"}, {"name": "b", "path": "name.given.exists()"}, {"name": "c", "path": "active"}, {"name": "d", "path": "contact.exists()"},
              {"name": "e", "path": "deceased.exists()"}, {"name": "f", "path": "generalPractitioner.getReferenceKey(Practitioner).first()"}, {"name": "g", "path": "link", "collection": true},
              {"name": "h", "path": "multipleBirth.ofType(integer)"}, {"name": "i", "path": "birthDate.extension('u').value.ofType(decimal).first()"}]}
            """).Schema.Properties));

    [Fact]
    public void A_repeat_reads_its_nodes_as_JSON() => Assert.Equal(
        ["id Text id", "item[] Json QuestionnaireResponse.item"],
        Lines(ViewCompiler.Compile(
            """{"resource": "QuestionnaireResponse", "select": [{"repeat": ["item", "answer.item"], "column": [{"name": "l", "path": "linkId"}]}]}""",
            "v.json").Schema.Properties));

    [Fact]
    public void A_view_prints_its_tree() => Assert.Equal(
        """
        view v over Patient
          where active
          id: string <- id
          for each item2 in name.where(x1: Equal(x1.use, 'official')), or one null row
            family: string <- item2.family
            position: int <- index of item2
            union all
              branch
                for each item3 in item2.given
                  text: string <- item3
              branch
                text: string <- item2.text
          reads
            active boolean
            id id
            name[] HumanName
              family string
              given[] string
              text string
              use code

        """.ReplaceLineEndings("\n"),
        ViewCompiler.Compile(
            ViewRows.Patient(
                """
                {"column": [{"name": "id", "path": "id"}]},
                {"forEachOrNull": "name.where(use = 'official')", "column": [{"name": "family", "path": "family"}, {"name": "position", "path": "%rowIndex"}],
                 "unionAll": [{"forEach": "given", "column": [{"name": "text", "path": "$this"}]}, {"column": [{"name": "text", "path": "text"}]}]}
                """,
                """ "where": [{"path": "active"}], """),
            "v.json").Tree);

    [Fact]
    public void Simple_paths_are_simple_SQL() => Assert.Equal(
        """
        SELECT
          r."id" AS "id",
          r."maritalStatus"."text" AS "status",
          t1.e."family" AS "family",
          TRY_CAST(t1.i AS INTEGER) AS "position",
          t1.e."period"."start" AS "start",
          t2.e AS "given"
        FROM (SELECT * FROM raw."Patient" AS r WHERE (r."active")) AS r,
          LATERAL (SELECT unnest(r."name") AS e, unnest(range(len(r."name"))) AS i) AS t1,
          LATERAL (SELECT unnest(list_filter(t1.e."given", lambda n1: n1 IS NOT NULL)) AS e) AS t2
        WHERE t1.e."period" IS NOT NULL
        """.ReplaceLineEndings("\n"),
        ViewCompiler.Compile(
            ViewRows.Patient(
                """
                {"column": [{"name": "id", "path": "id"}, {"name": "status", "path": "maritalStatus.text"}]},
                {"forEach": "name", "column": [{"name": "family", "path": "family"}, {"name": "position", "path": "%rowIndex"}],
                 "select": [{"forEach": "period", "column": [{"name": "start", "path": "start"}]}, {"forEach": "given", "column": [{"name": "given", "path": "$this"}]}]}
                """,
                """ "where": [{"path": "active"}], """),
            "v.json").ToSql(SqlDialect.DuckDb, lineage: false));
}

using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Spark.Sql;

namespace MetricCare.Spark.Client.Tests.Surface;

/// <summary>An expression in C#, and the SQL that must give the same cell of the same type.</summary>
internal sealed record Case(Expression<Func<Column>> Api, string Sql)
{
    public Column Column() => Api.Compile(preferInterpretation: true)();
}

/// <summary>Cases, written one a line.</summary>
internal sealed class CaseList : List<Case>
{
    public void Add(Expression<Func<Column>> api, string sql) => Add(new Case(api, sql));
}

/// <summary>What the tests of the surface share: a session of their own, because others change the settings of theirs, and three rows with a column of each kind.</summary>
internal static class Api
{
    private static readonly Lazy<SparkSession> Shared = new(Start);

    public static SparkSession Session(SparkJvm jvm)
    {
        jvm.Require();
        return Shared.Value;
    }

    public static DataFrame Data(SparkJvm jvm) => Session(jvm).Sql("""
        select * from values
          (1, 10L, 0.5D, 1.25D, 'Spark sql', date'2024-02-29', timestamp'2024-02-29 12:34:56.789', true, array(3, 1, null, 2), array(2, 9), map('a', 1, 'b', 2), named_struct('x', 1, 'y', 'q'), '{"a":1,"b":"t"}', '1,x', X'537061726B', 'dt'),
          (7, -3L, -0.25D, 8.0D, ' Mississippi ', date'1999-12-31', timestamp'1999-12-31 23:59:59', false, array(7, 7), array(7), map('c', 3), named_struct('x', 2, 'y', 'r'), '{"a":2}', '2,y', X'00', '2024-01-05'),
          (null, null, double('NaN'), null, null, null, null, null, null, null, null, null, null, null, null, null)
        as t(i, l, d, e, s, dt, ts, f, a, b, m, st, js, csv, bin, w)
        """).Coalesce(1);

    /// <summary>Both columns of each case over the same frame: Spark says that it understood the same by both, or whole rows are compared and what differs is named by its case.</summary>
    public static void Check(DataFrame data, IReadOnlyList<Case> cases)
    {
        var columns = Columns(cases).Select((column, at) => column.Alias($"c{at}")).ToArray();
        Same(cases, data.Select(columns), data.SelectExpr([.. cases.Select((one, at) => $"{one.Sql} as c{at}")]));
    }

    /// <summary>All columns; what Spark does not know is named by its case.</summary>
    public static List<Column> Columns(IReadOnlyList<Case> cases)
    {
        var (columns, faults) = (new List<Column>(), new List<string>());
        foreach (var one in cases)
        {
            if (Record.Exception(() => columns.Add(one.Column())) is { } fault)
            {
                faults.Add($"{one.Api.Body}: {(fault.InnerException ?? fault).Message.Split('\n')[0]}");
            }
        }

        Assert.Empty(faults);
        return columns;
    }

    public static void Same(IReadOnlyList<Case> cases, DataFrame api, DataFrame sql)
    {
        Assert.Equal(sql.Schema().Fields.Select(field => field.DataType), api.Schema().Fields.Select(field => field.DataType));
        if (api.SameSemantics(sql))
        {
            return;
        }

        var (actual, expected) = (api.Collect().ToList(), sql.Collect().ToList());
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        var faults =
            from row in Enumerable.Range(0, expected.Count)
            from at in Enumerable.Range(0, cases.Count)
            let cells = (Actual: new GenericRow([actual[row][at]]), Expected: new GenericRow([expected[row][at]]))
            where !cells.Actual.Equals(cells.Expected)
            select $"row {row}: {cases[at].Api.Body} is {cells.Actual}, {cases[at].Sql} is {cells.Expected}";
        Assert.Empty(faults);
    }

    /// <summary>The rows as the API gives them, against those of the SQL: Spark says that it understood the same by both, or both are run.</summary>
    public static void Same(DataFrame api, DataFrame sql)
    {
        Assert.Equal(sql.Columns(), api.Columns());
        if (api.SameSemantics(sql))
        {
            return;
        }

        var expected = sql.Collect().Select(row => new GenericRow(row.Values)).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, api.Collect().Select(row => new GenericRow(row.Values)));
    }

    /// <summary>The members of a type that the cases call.</summary>
    public static HashSet<MethodInfo> Called(Type type, IEnumerable<LambdaExpression> cases)
    {
        var calls = new Calls(type);
        foreach (var one in cases)
        {
            calls.Visit(one);
        }

        return calls.Found;
    }

    // Interpreted: each test runs its many expressions once, over three rows.
    private static SparkSession Start()
    {
        var session = SparkSession.Builder().GetOrCreate().NewSession();
        session.Conf().Set("spark.sql.codegen.wholeStage", false);
        session.Conf().Set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        return session;
    }

    private sealed class Calls(Type type) : ExpressionVisitor
    {
        public HashSet<MethodInfo> Found { get; } = [];

        protected override Expression VisitMethodCall(MethodCallExpression node) => base.VisitMethodCall(Note(node, node.Method));

        protected override Expression VisitBinary(BinaryExpression node) => base.VisitBinary(Note(node, node.Method));

        protected override Expression VisitUnary(UnaryExpression node) => base.VisitUnary(Note(node, node.Method));

        private T Note<T>(T node, MethodInfo? method)
        {
            if (method?.DeclaringType == type)
            {
                Found.Add(method);
            }

            return node;
        }
    }
}

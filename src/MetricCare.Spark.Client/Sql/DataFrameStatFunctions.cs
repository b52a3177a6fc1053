using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Statistics of columns.</summary>
[JavaClass("org.apache.spark.sql.DataFrameStatFunctions")]
public sealed class DataFrameStatFunctions : IJvmObjectReferenceProvider
{
    internal DataFrameStatFunctions(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public double[] ApproxQuantile(string columnName, IEnumerable<double> probabilities, double relativeError) =>
        [.. Reference.Call("approxQuantile", columnName, probabilities.ToArray(), relativeError).Items().Cast<double>()];

    public double Cov(string colName1, string colName2) => (double)Reference.Invoke("cov", colName1, colName2)!;

    public double Corr(string colName1, string colName2, string method) => (double)Reference.Invoke("corr", colName1, colName2, method)!;

    public double Corr(string colName1, string colName2) => (double)Reference.Invoke("corr", colName1, colName2)!;

    public DataFrame Crosstab(string colName1, string colName2) => new(Reference.Call("crosstab", colName1, colName2));

    public DataFrame FreqItems(IEnumerable<string> columnNames, double support) => new(Reference.Call("freqItems", columnNames.ToArray(), support));

    public DataFrame FreqItems(IEnumerable<string> columnNames) => new(Reference.Call("freqItems", [columnNames.ToArray()]));

    public DataFrame SampleBy<T>(string columnName, IDictionary<T, double> fractions, long seed)
        where T : notnull => new(Reference.Call("sampleBy", columnName, Literal.Map(fractions), seed));

    public DataFrame SampleBy<T>(Column column, IDictionary<T, double> fractions, long seed)
        where T : notnull => new(Reference.Call("sampleBy", column, Literal.Map(fractions), seed));
}

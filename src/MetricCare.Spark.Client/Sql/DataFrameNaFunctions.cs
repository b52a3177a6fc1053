using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>What to do with missing values.</summary>
[JavaClass("org.apache.spark.sql.DataFrameNaFunctions")]
public sealed class DataFrameNaFunctions : IJvmObjectReferenceProvider
{
    internal DataFrameNaFunctions(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public DataFrame Drop() => new(Reference.Call("drop"));

    public DataFrame Drop(string how) => new(Reference.Call("drop", how));

    public DataFrame Drop(IEnumerable<string> columnNames) => new(Reference.Call("drop", [columnNames.ToArray()]));

    public DataFrame Drop(string how, IEnumerable<string> columnNames) => new(Reference.Call("drop", how, columnNames.ToArray()));

    public DataFrame Drop(int minNonNulls) => new(Reference.Call("drop", minNonNulls));

    public DataFrame Drop(int minNonNulls, IEnumerable<string> columnNames) => new(Reference.Call("drop", minNonNulls, columnNames.ToArray()));

    public DataFrame Fill(long value) => new(Reference.Call("fill", value));

    public DataFrame Fill(double value) => new(Reference.Call("fill", value));

    public DataFrame Fill(string value) => new(Reference.Call("fill", value));

    public DataFrame Fill(long value, IEnumerable<string> columnNames) => new(Reference.Call("fill", value, columnNames.ToArray()));

    public DataFrame Fill(double value, IEnumerable<string> columnNames) => new(Reference.Call("fill", value, columnNames.ToArray()));

    public DataFrame Fill(string value, IEnumerable<string> columnNames) => new(Reference.Call("fill", value, columnNames.ToArray()));

    public DataFrame Fill(bool value) => new(Reference.Call("fill", value));

    public DataFrame Fill(bool value, IEnumerable<string> columnNames) => new(Reference.Call("fill", value, columnNames.ToArray()));

    public DataFrame Fill(IDictionary<string, int> valueMap) => new(Reference.Call("fill", Literal.Map(valueMap)));

    public DataFrame Fill(IDictionary<string, long> valueMap) => new(Reference.Call("fill", Literal.Map(valueMap)));

    public DataFrame Fill(IDictionary<string, double> valueMap) => new(Reference.Call("fill", Literal.Map(valueMap)));

    public DataFrame Fill(IDictionary<string, string> valueMap) => new(Reference.Call("fill", Literal.Map(valueMap)));

    public DataFrame Fill(IDictionary<string, bool> valueMap) => new(Reference.Call("fill", Literal.Map(valueMap)));

    public DataFrame Replace(string columnName, IDictionary<double, double> replacement) => new(Reference.Call("replace", columnName, Literal.Map(replacement)));

    public DataFrame Replace(string columnName, IDictionary<bool, bool> replacement) => new(Reference.Call("replace", columnName, Literal.Map(replacement)));

    public DataFrame Replace(string columnName, IDictionary<string, string> replacement) => new(Reference.Call("replace", columnName, Literal.Map(replacement)));

    public DataFrame Replace(IEnumerable<string> columnNames, IDictionary<double, double> replacement) => new(Reference.Call("replace", columnNames.ToArray(), Literal.Map(replacement)));

    public DataFrame Replace(IEnumerable<string> columnNames, IDictionary<bool, bool> replacement) => new(Reference.Call("replace", columnNames.ToArray(), Literal.Map(replacement)));

    public DataFrame Replace(IEnumerable<string> columnNames, IDictionary<string, string> replacement) => new(Reference.Call("replace", columnNames.ToArray(), Literal.Map(replacement)));
}

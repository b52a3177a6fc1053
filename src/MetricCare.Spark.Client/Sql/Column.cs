using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Expressions;

namespace Microsoft.Spark.Sql;

/// <summary>An expression over the columns of a frame.</summary>
[JavaClass("org.apache.spark.sql.Column")]
public sealed class Column : IJvmObjectReferenceProvider
{
    internal Column(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public static Column operator -(Column self) => Functions.Negate(self);

    public static Column operator !(Column self) => Functions.Not(self);

    public static Column operator ==(Column lhs, object? rhs) => lhs.EqualTo(rhs);

    public Column EqualTo(object? rhs) => new(Reference.Call("equalTo", Literal.Of(rhs)));

    public static Column operator !=(Column lhs, object? rhs) => lhs.NotEqual(rhs);

    public Column NotEqual(object? rhs) => new(Reference.Call("notEqual", Literal.Of(rhs)));

    public static Column operator >(Column lhs, object? rhs) => lhs.Gt(rhs);

    public Column Gt(object? rhs) => new(Reference.Call("gt", Literal.Of(rhs)));

    public static Column operator <(Column lhs, object? rhs) => lhs.Lt(rhs);

    public Column Lt(object? rhs) => new(Reference.Call("lt", Literal.Of(rhs)));

    public static Column operator <=(Column lhs, object? rhs) => lhs.Leq(rhs);

    public Column Leq(object? rhs) => new(Reference.Call("leq", Literal.Of(rhs)));

    public static Column operator >=(Column lhs, object? rhs) => lhs.Geq(rhs);

    public Column Geq(object? rhs) => new(Reference.Call("geq", Literal.Of(rhs)));

    public Column EqNullSafe(object? obj) => new(Reference.Call("eqNullSafe", Literal.Of(obj)));

    public Column When(Column condition, object? value) => new(Reference.Call("when", condition, Literal.Of(value)));

    public Column Otherwise(object? value) => new(Reference.Call("otherwise", Literal.Of(value)));

    public Column Between(object? lowerBound, object? upperBound) => new(Reference.Call("between", Literal.Of(lowerBound), Literal.Of(upperBound)));

    public Column IsNaN() => new(Reference.Call("isNaN"));

    public Column IsNull() => new(Reference.Call("isNull"));

    public Column IsNotNull() => new(Reference.Call("isNotNull"));

    public static Column operator |(Column lhs, Column rhs) => lhs.Or(rhs);

    public Column Or(Column other) => new(Reference.Call("or", other));

    public static Column operator &(Column lhs, Column rhs) => lhs.And(rhs);

    public Column And(Column other) => new(Reference.Call("and", other));

    public static Column operator +(Column lhs, object? rhs) => lhs.Plus(rhs);

    public Column Plus(object? rhs) => new(Reference.Call("plus", Literal.Of(rhs)));

    public static Column operator -(Column lhs, object? rhs) => lhs.Minus(rhs);

    public Column Minus(object? rhs) => new(Reference.Call("minus", Literal.Of(rhs)));

    public static Column operator *(Column lhs, object? rhs) => lhs.Multiply(rhs);

    public Column Multiply(object? rhs) => new(Reference.Call("multiply", Literal.Of(rhs)));

    public static Column operator /(Column lhs, object? rhs) => lhs.Divide(rhs);

    public Column Divide(object? rhs) => new(Reference.Call("divide", Literal.Of(rhs)));

    public static Column operator %(Column lhs, object? rhs) => lhs.Mod(rhs);

    public Column Mod(object? rhs) => new(Reference.Call("mod", Literal.Of(rhs)));

    public Column Like(string literal) => new(Reference.Call("like", literal));

    public Column RLike(string literal) => new(Reference.Call("rlike", literal));

    public Column GetItem(object? key) => new(Reference.Call("getItem", Literal.Of(key)));

    public Column WithField(string fieldName, Column column) => new(Reference.Call("withField", fieldName, column));

    public Column DropFields(params string[] fieldNames) => new(Reference.Call("dropFields", Jvm.Seq(fieldNames)));

    public Column GetField(string fieldName) => new(Reference.Call("getField", fieldName));

    public Column SubStr(Column startPos, Column len) => new(Reference.Call("substr", startPos, len));

    public Column SubStr(int startPos, int len) => new(Reference.Call("substr", startPos, len));

    public Column Contains(object? other) => new(Reference.Call("contains", Literal.Of(other)));

    public Column StartsWith(Column other) => new(Reference.Call("startsWith", other));

    public Column StartsWith(string literal) => new(Reference.Call("startsWith", literal));

    public Column EndsWith(Column other) => new(Reference.Call("endsWith", other));

    public Column EndsWith(string literal) => new(Reference.Call("endsWith", literal));

    public Column Alias(string alias) => new(Reference.Call("alias", alias));

    public Column As(string alias) => new(Reference.Call("as", alias));

    public Column As(IEnumerable<string> alias) => new(Reference.Call("as", [alias.ToArray()]));

    public Column Apply(object? extraction) => new(Reference.Call("apply", Literal.Of(extraction)));

    public Column Name(string alias) => new(Reference.Call("name", alias));

    public Column Cast(string to) => new(Reference.Call("cast", to));

    public Column Desc() => new(Reference.Call("desc"));

    public Column DescNullsFirst() => new(Reference.Call("desc_nulls_first"));

    public Column DescNullsLast() => new(Reference.Call("desc_nulls_last"));

    public Column Asc() => new(Reference.Call("asc"));

    public Column AscNullsFirst() => new(Reference.Call("asc_nulls_first"));

    public Column AscNullsLast() => new(Reference.Call("asc_nulls_last"));

    public void Explain(bool extended) => Reference.Invoke("explain", extended);

    public Column BitwiseOR(object? other) => new(Reference.Call("bitwiseOR", Literal.Of(other)));

    public Column BitwiseAND(object? other) => new(Reference.Call("bitwiseAND", Literal.Of(other)));

    public Column BitwiseXOR(object? other) => new(Reference.Call("bitwiseXOR", Literal.Of(other)));

    public Column Over(WindowSpec window) => new(Reference.Call("over", window));

    public Column Over() => new(Reference.Call("over"));

    public Column IsIn(params string[] list) => IsIn(list.Cast<object?>());

    public Column IsIn(params int[] list) => IsIn(list.Cast<object?>());

    public Column IsIn(params long[] list) => IsIn(list.Cast<object?>());

    public Column IsIn(params bool[] list) => IsIn(list.Cast<object?>());

    public Column IsIn(params short[] list) => IsIn(list.Cast<object?>());

    public Column IsIn(params float[] list) => IsIn(list.Cast<object?>());

    public Column IsIn(params double[] list) => IsIn(list.Cast<object?>());

    public Column IsIn(params decimal[] list) => IsIn(list.Cast<object?>());

    public override bool Equals(object? obj) => obj is Column other && (bool)Reference.Invoke("equals", other)!;

    public override int GetHashCode() => (int)Reference.Invoke("hashCode")!;

    public override string ToString() => (string)Reference.Invoke("toString")!;

    private Column IsIn(IEnumerable<object?> list) => new(Reference.Call("isin", [list.ToArray()]));
}

namespace Microsoft.Spark.Sql;

/// <content>Numbers.</content>
public static partial class Functions
{
    public static Column Acos(Column column) => Call("acos", column);

    public static Column Acos(string columnName) => Call("acos", columnName);

    public static Column Acosh(Column column) => Call("acosh", column);

    public static Column Acosh(string columnName) => Call("acosh", columnName);

    public static Column Asin(Column column) => Call("asin", column);

    public static Column Asin(string columnName) => Call("asin", columnName);

    public static Column Asinh(Column column) => Call("asinh", column);

    public static Column Asinh(string columnName) => Call("asinh", columnName);

    public static Column Atan(Column column) => Call("atan", column);

    public static Column Atan(string columnName) => Call("atan", columnName);

    public static Column Atan2(Column y, Column x) => Call("atan2", y, x);

    public static Column Atan2(Column y, string xName) => Call("atan2", y, xName);

    public static Column Atan2(string yName, Column x) => Call("atan2", yName, x);

    public static Column Atan2(string yName, string xName) => Call("atan2", yName, xName);

    public static Column Atan2(Column y, double xValue) => Call("atan2", y, xValue);

    public static Column Atan2(string yName, double xValue) => Call("atan2", yName, xValue);

    public static Column Atan2(double yValue, Column x) => Call("atan2", yValue, x);

    public static Column Atan2(double yValue, string xName) => Call("atan2", yValue, xName);

    public static Column Atanh(Column column) => Call("atanh", column);

    public static Column Atanh(string columnName) => Call("atanh", columnName);

    public static Column Bin(Column column) => Call("bin", column);

    public static Column Bin(string columnName) => Call("bin", columnName);

    public static Column Cbrt(Column column) => Call("cbrt", column);

    public static Column Cbrt(string columnName) => Call("cbrt", columnName);

    public static Column Ceil(Column column) => Call("ceil", column);

    public static Column Ceil(string columnName) => Call("ceil", columnName);

    public static Column Conv(Column column, int fromBase, int toBase) => Call("conv", column, fromBase, toBase);

    public static Column Cos(Column column) => Call("cos", column);

    public static Column Cos(string columnName) => Call("cos", columnName);

    public static Column Cosh(Column column) => Call("cosh", column);

    public static Column Cosh(string columnName) => Call("cosh", columnName);

    public static Column Exp(Column column) => Call("exp", column);

    public static Column Exp(string columnName) => Call("exp", columnName);

    public static Column Expm1(Column column) => Call("expm1", column);

    public static Column Expm1(string columnName) => Call("expm1", columnName);

    public static Column Factorial(Column column) => Call("factorial", column);

    public static Column Floor(Column column) => Call("floor", column);

    public static Column Floor(string columnName) => Call("floor", columnName);

    public static Column Greatest(params Column[] columns) => Call("greatest", [columns]);

    public static Column Greatest(string columnName, params string[] columnNames) => Call("greatest", columnName, columnNames);

    public static Column Hex(Column column) => Call("hex", column);

    public static Column Unhex(Column column) => Call("unhex", column);

    public static Column Hypot(Column left, Column right) => Call("hypot", left, right);

    public static Column Hypot(Column left, string rightName) => Call("hypot", left, rightName);

    public static Column Hypot(string leftName, Column right) => Call("hypot", leftName, right);

    public static Column Hypot(string leftName, string rightName) => Call("hypot", leftName, rightName);

    public static Column Hypot(Column left, double right) => Call("hypot", left, right);

    public static Column Hypot(string leftName, double right) => Call("hypot", leftName, right);

    public static Column Hypot(double left, Column right) => Call("hypot", left, right);

    public static Column Hypot(double left, string rightName) => Call("hypot", left, rightName);

    public static Column Least(params Column[] columns) => Call("least", [columns]);

    public static Column Least(string columnName, params string[] columnNames) => Call("least", columnName, columnNames);

    public static Column Log(Column column) => Call("log", column);

    public static Column Log(string columnName) => Call("log", columnName);

    public static Column Log(double logBase, Column column) => Call("log", logBase, column);

    public static Column Log(double logBase, string columnName) => Call("log", logBase, columnName);

    public static Column Log10(Column column) => Call("log10", column);

    public static Column Log10(string columnName) => Call("log10", columnName);

    public static Column Log1p(Column column) => Call("log1p", column);

    public static Column Log1p(string columnName) => Call("log1p", columnName);

    public static Column Log2(Column column) => Call("log2", column);

    public static Column Log2(string columnName) => Call("log2", columnName);

    public static Column Pow(Column left, Column right) => Call("pow", left, right);

    public static Column Pow(Column left, string rightName) => Call("pow", left, rightName);

    public static Column Pow(string leftName, Column right) => Call("pow", leftName, right);

    public static Column Pow(string leftName, string rightName) => Call("pow", leftName, rightName);

    public static Column Pow(Column left, double right) => Call("pow", left, right);

    public static Column Pow(string leftName, double right) => Call("pow", leftName, right);

    public static Column Pow(double left, Column right) => Call("pow", left, right);

    public static Column Pow(double left, string rightName) => Call("pow", left, rightName);

    public static Column Pmod(Column left, Column right) => Call("pmod", left, right);

    public static Column Rint(Column column) => Call("rint", column);

    public static Column Rint(string columnName) => Call("rint", columnName);

    public static Column Round(Column column) => Call("round", column);

    public static Column Round(Column column, int scale) => Call("round", column, scale);

    public static Column Bround(Column column) => Call("bround", column);

    public static Column Bround(Column column, int scale) => Call("bround", column, scale);

    public static Column ShiftLeft(Column column, int numBits) => Call("shiftLeft", column, numBits);

    public static Column Shiftleft(Column column, int numBits) => Call("shiftleft", column, numBits);

    public static Column ShiftRight(Column column, int numBits) => Call("shiftRight", column, numBits);

    public static Column Shiftright(Column column, int numBits) => Call("shiftright", column, numBits);

    public static Column ShiftRightUnsigned(Column column, int numBits) => Call("shiftRightUnsigned", column, numBits);

    public static Column Shiftrightunsigned(Column column, int numBits) => Call("shiftrightunsigned", column, numBits);

    public static Column Signum(Column column) => Call("signum", column);

    public static Column Signum(string columnName) => Call("signum", columnName);

    public static Column Sin(Column column) => Call("sin", column);

    public static Column Sin(string columnName) => Call("sin", columnName);

    public static Column Sinh(Column column) => Call("sinh", column);

    public static Column Sinh(string columnName) => Call("sinh", columnName);

    public static Column Tan(Column column) => Call("tan", column);

    public static Column Tan(string columnName) => Call("tan", columnName);

    public static Column Tanh(Column column) => Call("tanh", column);

    public static Column Tanh(string columnName) => Call("tanh", columnName);

    public static Column Degrees(Column column) => Call("degrees", column);

    public static Column Degrees(string columnName) => Call("degrees", columnName);

    public static Column Radians(Column column) => Call("radians", column);

    public static Column Radians(string columnName) => Call("radians", columnName);
}

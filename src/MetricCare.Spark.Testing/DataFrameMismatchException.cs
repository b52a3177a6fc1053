namespace MetricCare.Spark.Testing;

/// <summary>Two frames differ. The message shows how, row by row: it holds data of the test.</summary>
public sealed class DataFrameMismatchException(string message) : Exception(message);

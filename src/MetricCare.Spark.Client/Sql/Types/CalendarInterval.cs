namespace Microsoft.Spark.Sql.Types;

/// <summary>A span of the calendar: the parts do not convert into each other.</summary>
public readonly record struct CalendarInterval(int Months, int Days, long Microseconds);

namespace MetricCare.Spark.Testing;

/// <summary>What counts as equal.</summary>
public sealed record FrameComparison
{
    /// <summary>Rows in any order; columns by position; doubles exact; schemas compared by name and type.</summary>
    public static readonly FrameComparison Default = new();

    /// <summary>The rows must come in the same order.</summary>
    public bool InOrder { get; init; }

    /// <summary>Largest relative difference of doubles and floats that count as equal.</summary>
    public double Tolerance { get; init; }

    /// <summary>Also compares whether columns may hold null.</summary>
    public bool ComparesNullability { get; init; }

    /// <summary>Compares names and types of the columns; without it only the values are.</summary>
    public bool ComparesSchema { get; init; } = true;

    /// <summary>Rows that differ and are shown, of each side.</summary>
    public int ShownRows { get; init; } = 10;
}

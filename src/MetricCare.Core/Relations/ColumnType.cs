namespace MetricCare.Core.Relations;

/// <summary>The types a column may have, on every engine: printed as <c>string</c>, <c>decimal(38,9)</c>, <c>list(string)</c>, <c>struct(a string, b int)</c>.</summary>
public abstract record ColumnType
{
    public static readonly ColumnType Text = new Scalar("string");
    public static readonly ColumnType Boolean = new Scalar("boolean");

    /// <summary>32-bit integer.</summary>
    public static readonly ColumnType Int = new Scalar("int");

    /// <summary>64-bit integer.</summary>
    public static readonly ColumnType BigInt = new Scalar("bigint");

    public static readonly ColumnType Double = new Scalar("double");
    public static readonly ColumnType Date = new Scalar("date");

    /// <summary>A point in time, microseconds, UTC.</summary>
    public static readonly ColumnType Instant = new Scalar("instant");

    public sealed record Scalar(string Name) : ColumnType
    {
        public override string ToString() => Name;
    }

    public sealed record Decimal(int Precision, int Scale) : ColumnType
    {
        public override string ToString() => $"decimal({Precision},{Scale})";
    }

    public sealed record List(ColumnType Item) : ColumnType
    {
        public override string ToString() => $"list({Item})";
    }

    public sealed record Struct(IReadOnlyList<Column> Fields) : ColumnType
    {
        public bool Equals(Struct? other) => other is not null && Fields.SequenceEqual(other.Fields);

        public override int GetHashCode() => Fields.Aggregate(17, (hash, field) => HashCode.Combine(hash, field));

        public override string ToString() => $"struct({string.Join(", ", Fields)})";
    }
}

/// <summary>A named, typed column.</summary>
public sealed record Column(string Name, ColumnType Type)
{
    public override string ToString() => $"{Name} {Type}";
}

/// <summary>The columns of a relation, in order.</summary>
public sealed record RelationShape(IReadOnlyList<Column> Columns)
{
    public bool Equals(RelationShape? other) => other is not null && Columns.SequenceEqual(other.Columns);

    public override int GetHashCode() => Columns.Count;

    public override string ToString() => string.Join(", ", Columns);
}

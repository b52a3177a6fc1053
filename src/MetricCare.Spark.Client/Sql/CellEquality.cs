using System.Collections;

namespace Microsoft.Spark.Sql;

/// <summary>Equality of cells: lists, arrays and maps by what is in them.</summary>
internal static class CellEquality
{
    public static bool AreEqual(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (IDictionary a, IDictionary b) => a.Count == b.Count && a.Keys.Cast<object>().All(key => b.Contains(key) && AreEqual(a[key], b[key])),
        (IList a, IList b) => a.Count == b.Count && a.Cast<object?>().Zip(b.Cast<object?>()).All(pair => AreEqual(pair.First, pair.Second)),
        _ => one.Equals(other),
    };

    public static int HashOf(object? value)
    {
        switch (value)
        {
            case null:
                return 0;
            case IDictionary map:
                return map.Count;
            case IList list:
                var hash = default(HashCode);
                foreach (var item in list)
                {
                    hash.Add(HashOf(item));
                }

                return hash.ToHashCode();
            default:
                return value.GetHashCode();
        }
    }
}

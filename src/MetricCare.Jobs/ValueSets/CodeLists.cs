using System.Security.Cryptography;
using System.Text;

namespace MetricCare.Jobs.ValueSets;

/// <summary>The code lists of a run.</summary>
/// <param name="Codes">Ordered by value set, system, code, match, group.</param>
public sealed record CodeLists(IReadOnlyList<ValueSetCode> Codes)
{
    /// <summary>Rows of <c>valuesets.codes</c>, in the columns of <see cref="Core.Models.ConfigRelations.CodesShape"/>.</summary>
    public IEnumerable<IReadOnlyList<object?>> Rows => Codes.Select(code => code.Row);

    /// <summary>The version of each set.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; } =
        Codes.GroupBy(code => code.ValueSet, StringComparer.Ordinal).ToDictionary(set => set.Key, set => set.First().Version, StringComparer.Ordinal);

    /// <summary>SHA-256 over all lines, lower-case hex: equal lists have equal fingerprints.</summary>
    public string Fingerprint { get; } = Hash(Codes);

    private static string Hash(IReadOnlyList<ValueSetCode> codes)
    {
        var text = new StringBuilder();
        foreach (var field in codes.SelectMany(code => code.Row.Cast<string?>()))
        {
            // The length in front keeps two fields from being read as one.
            text.Append(field?.Length ?? -1).Append(':').Append(field).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

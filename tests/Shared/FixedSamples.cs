using CsCheck;

namespace MetricCare.Tests.Shared;

/// <summary>Random values that are the same in every run, so that a red test is a change and not a chance.</summary>
internal static class FixedSamples
{
    /// <summary>The first values that the generator gives from the fixed start.</summary>
    public static IEnumerable<T> Fixed<T>(this Gen<T> gen, int count)
    {
        var random = PCG.Parse("0000000000001");
        for (var i = 0; i < count; i++)
        {
            yield return gen.Generate(random, null, out _);
        }
    }
}

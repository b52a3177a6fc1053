using CsCheck;

namespace MetricCare.Fhir.Tests.Intake;

internal static class Gens
{
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}

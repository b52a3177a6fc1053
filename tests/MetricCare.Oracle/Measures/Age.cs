using MetricCare.Oracle.Care;

namespace MetricCare.Oracle.Measures;

internal enum AgeCheck
{
    Ok,
    Outside,
    Undetermined,
}

internal static class Age
{
    /// <summary>Whether the age on the admission day of a stay lies within the bounds, at both readings of the birth date.</summary>
    public static AgeCheck Check(Stay stay, int minimum, int maximum = int.MaxValue)
    {
        if (stay.Start is not { } start || stay.Person.AgeOn(start.Day) is not { } age)
        {
            return AgeCheck.Undetermined;
        }

        bool Fits(int years) => years >= minimum && years <= maximum;
        return Fits(age.Lo) != Fits(age.Hi) ? AgeCheck.Undetermined : Fits(age.Lo) ? AgeCheck.Ok : AgeCheck.Outside;
    }
}

using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace MetricCare.Oracle.Care;

/// <summary>A chain of acute stays linked by transfer, in order of start.</summary>
internal sealed class Episode(IReadOnlyList<Stay> stays, Instant asOf)
{
    public IReadOnlyList<Stay> Stays { get; } = stays;

    public Person Person => First.Person;

    public string Id { get; } = Sha256.Hex($"{stays[0].Person.Id}|{stays[0].Id}");

    public Stay First => Stays[0];

    public Stay Last { get; } = stays.Count == 1 ? stays[0] : LatestEnd(stays, asOf);

    public bool IsCompleted => Stays.All(s => s.IsCompleted);

    public bool IsOpen => Stays.Any(s => s.IsOpen);

    public Moment? Start => First.Start;

    /// <summary>Discharge of the last stay; null while some stay is open.</summary>
    public Moment? End => IsOpen ? null : Last.GoodEnd;

    public int? LosDays => IsCompleted ? Math.Max(1, Period.DaysBetween(Start!.Day, End!.Day) - Stays.Sum(s => s.LeaveDays)) : null;

    public static Stay LatestEnd(IEnumerable<Stay> stays, Instant asOf) =>
        stays.OrderBy(s => s.EffectiveEnd(asOf).Finish).ThenBy(s => s.Start!.Begin).ThenByDescending(s => s.Id, StringComparer.Ordinal).Last();
}

/// <summary>Acute stays to episodes (section 1.8.3).</summary>
internal static class Episodes
{
    public static List<Episode> Of(IEnumerable<Stay> stays, Deaths deaths, OracleParameters parameters)
    {
        var episodes = new List<Episode>();
        foreach (var person in stays.Where(s => s.IsAcute).GroupBy(s => s.Person))
        {
            var dated = person.Where(s => s.Start is not null)
                .OrderBy(s => s.Start!.Begin).ThenByDescending(s => s.EffectiveEnd(parameters.AsOf).Finish).ThenBy(s => s.Id, StringComparer.Ordinal);
            var chain = new List<Stay>();
            foreach (var stay in dated)
            {
                if (chain.Count > 0 && !IsTransfer(Episode.LatestEnd(chain, parameters.AsOf), stay, deaths, parameters))
                {
                    episodes.Add(new Episode(chain, parameters.AsOf));
                    chain = [];
                }

                chain.Add(stay);
            }

            if (chain.Count > 0)
            {
                episodes.Add(new Episode(chain, parameters.AsOf));
            }

            episodes.AddRange(person.Where(s => s.Start is null).Select(s => new Episode([s], parameters.AsOf)));
        }

        return episodes;
    }

    /// <summary>The stay that <paramref name="receiver"/> was linked to when the chain grew.</summary>
    public static Stay? SenderOf(Episode episode, Stay receiver, Instant asOf)
    {
        var before = episode.Stays.TakeWhile(s => s != receiver).ToList();
        return before.Count == 0 ? null : Episode.LatestEnd(before, asOf);
    }

    private static bool IsTransfer(Stay sender, Stay receiver, Deaths deaths, OracleParameters parameters) =>
        sender.FacilityId != receiver.FacilityId
        && (sender.IsOpen || sender.GoodEnd is not null)
        && deaths.Of(sender)?.IsInHospital != true
        && Period.DaysBetween(sender.EffectiveEnd(parameters.AsOf).Day, receiver.Start!.Day) <= parameters.TransferGapDays;
}

internal static class Sha256
{
    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

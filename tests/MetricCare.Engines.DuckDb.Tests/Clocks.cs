using System.Globalization;
using MetricCare.Core.Relations;
using MetricCare.Engines.Contract;
using NodaTime;
using NodaTime.TimeZones;

namespace MetricCare.Engines.DuckDb.Tests;

/// <summary>The named functions of zones against NodaTime, an independent reading of the same zone data.</summary>
public sealed class Clocks : OpenEngine
{
    private static readonly string[] Zones =
    [
        "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
        "America/Puerto_Rico", "America/Halifax", "America/St_Johns", "America/Sao_Paulo", "America/Havana", "America/Asuncion", "Atlantic/Azores",
        "Europe/London", "Europe/Berlin", "Europe/Athens", "Asia/Beirut", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Gaza",
    ];

    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>Moments at random, and around every change of the clocks from 1975 to 2023: the second before, the second of it, and times inside the gap or overlap.</summary>
    private static IEnumerable<Instant> Moments(DateTimeZone zone, Random random)
    {
        var start = Instant.FromUtc(1975, 1, 1, 0, 0);
        var end = Instant.FromUtc(2023, 1, 1, 0, 0);
        for (var n = 0; n < 100; n++)
        {
            yield return start + Duration.FromMilliseconds(random.NextInt64((long)(end - start).TotalMilliseconds));
        }

        foreach (var interval in zone.GetZoneIntervals(start, end).Where(interval => interval.HasStart && interval.Start > start))
        {
            foreach (var minutes in new[] { -1441, -61, -60, -30, -1, 0, 1, 29, 30, 59, 60, 1440 })
            {
                yield return interval.Start + Duration.FromMinutes(minutes);
            }

            yield return interval.Start - Duration.FromMilliseconds(1);
        }
    }

    [Fact]
    public async Task Local_dates_midnights_and_clocks_without_offset_agree_with_NodaTime()
    {
        var random = new Random(20241124);
        var rows = new List<object?[]>();
        var expected = new List<string>();
        foreach (var name in Zones)
        {
            var zone = DateTimeZoneProviders.Tzdb[name];
            foreach (var moment in Moments(zone, random))
            {
                // The moment's UTC clock taken as the zone's: so that clocks inside of gaps and overlaps come up.
                foreach (var clock in new[] { moment.InUtc().LocalDateTime, moment.InZone(zone).LocalDateTime })
                {
                    var instant = clock.InZone(zone, Resolver).ToInstant();
                    rows.Add([rows.Count, name, clock.ToString("uuuu-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture), moment.ToDateTimeOffset()]);
                    expected.Add(RowText.Of([
                        name, instant.ToDateTimeOffset(), clock.Date.ToDateOnly(), moment.InZone(zone).Date.ToDateOnly(),
                        zone.AtStartOfDay(clock.Date).ToDateTimeOffset().ToUniversalTime()]));
                }
            }
        }

        var shape = new RelationShape([
            new("n", ColumnType.Int), new("zone", ColumnType.Text), new("clock", ColumnType.Text), new("moment", ColumnType.Instant)]);
        await Engine.LoadAsync(new RelationName(Layer.Silver, "given"), shape, rows, Cancel);

        var actual = await RowsAsync(
            """
            select zone, fhir_instant(clock, zone), fhir_local_date(clock, zone), local_date(moment, zone), local_midnight(fhir_local_date(clock, zone), zone)
            from silver.given order by n
            """);

        Assert.True(rows.Count > 20_000);
        Assert.Empty(expected.Zip(actual).Where(pair => pair.First != pair.Second).Take(20));
        Assert.Equal(expected.Count, actual.Count);
    }
}

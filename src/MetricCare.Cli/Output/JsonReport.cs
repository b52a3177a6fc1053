using System.Text.Json;
using System.Text.Json.Serialization;
using MetricCare.Core.Runs;

namespace MetricCare.Cli.Output;

/// <summary>The report for machines: one JSON object, snake-case names, durations in seconds.</summary>
internal static class JsonReport
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new SecondsConverter(), new ToTextConverter() },
    };

    public static void Write(RunReport report, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(report, Options));

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeSpan.FromSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
    }

    private sealed class ToTextConverter : JsonConverter<Core.Relations.RelationName>
    {
        public override Core.Relations.RelationName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Core.Relations.RelationName.TryParse(reader.GetString(), out var name) ? name : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Core.Relations.RelationName value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

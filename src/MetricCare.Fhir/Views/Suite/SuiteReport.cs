using System.Text;
using System.Text.Json;

namespace MetricCare.Fhir.Views.Suite;

/// <summary>The suite's own report format (<c>test_report.json</c>). Its viewer finds a case by position, so none may be left out.</summary>
public static class SuiteReport
{
    /// <summary>The report as indented JSON; files and cases keep the order of the results.</summary>
    public static string Write(IReadOnlyList<SuiteResult> results)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var file in results.GroupBy(r => r.File, StringComparer.Ordinal))
            {
                json.WriteStartObject(file.Key);
                json.WriteStartArray("tests");
                foreach (var result in file)
                {
                    json.WriteStartObject();
                    json.WriteString("name", result.Title);
                    json.WriteStartObject("result");
                    json.WriteBoolean("passed", result.Passed);
                    if (!result.Passed)
                    {
                        json.WriteString("reason", result.Reason);
                    }

                    json.WriteEndObject();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}

using System.IO.Compression;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>The gzip member that follows the last byte of a file (see <see cref="RawBytes"/>).</summary>
internal static class GzipWitness
{
    public static readonly byte[] Member = Compress();

    private static byte[] Compress()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(RawBytes.Witness);
        }

        return bytes.ToArray();
    }
}

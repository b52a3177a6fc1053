using System.Runtime.CompilerServices;
using MetricCare.Core.Errors;
using MetricCare.Core.Schema;
using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Staging;

/// <summary>Writes the lines of one resource type to one file, which begins with the first line, or hands them to whoever wants them.</summary>
/// <param name="resourceType">Type of all lines.</param>
/// <param name="path">The file.</param>
/// <param name="output">Takes whole lines in the place of the file; null for the file.</param>
internal sealed class StageWriter(string resourceType, string path, StageOutput? output = null) : IDisposable
{
    private const int FlushAt = 1024 * 1024;

    private static readonly byte[] Head = Named("{", LineageColumns.Record);
    private static readonly byte[] FileName = Named(",", LineageColumns.File);
    private static readonly byte[] LineName = Named(",", LineageColumns.Line);
    private static readonly byte[] HashName = [.. Named(",", LineageColumns.Hash), (byte)'"'];
    private static readonly byte[] UpdatedName = [(byte)'"', .. Named(",", LineageColumns.Updated)];
    private static readonly byte[] VersionName = Named(",", LineageColumns.Version);
    private static readonly byte[] R4 = [.. Named(",", LineageColumns.Generation), .. "\"R4\""u8];
    private static readonly byte[] R5 = [.. Named(",", LineageColumns.Generation), .. "\"R5\""u8];

    private readonly ByteSink _lines = new(64 * 1024);
    private FileStream? _file;
    private long _rows;
    private long _bytes;
    private int _longest;

    /// <summary>What was written; null when nothing was.</summary>
    public StageFile? Result => _rows == 0 ? null : new StageFile(resourceType, path, _rows, _bytes, _longest);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(in Lineage lineage, RecordScanner record)
    {
        var start = _lines.Length;
        _lines.Write(Head);
        _lines.Write(lineage.Record);
        _lines.Write(FileName);
        _lines.Write(lineage.File);
        _lines.Write(LineName);
        _lines.Write(lineage.Line);
        _lines.Write(HashName);
        _lines.WriteHex(lineage.Hash);
        _lines.Write(UpdatedName);
        _lines.Write(record.Updated);
        _lines.Write(VersionName);
        _lines.Write(record.Version);
        _lines.Write(record.IsR5 ? R5 : R4);
        _lines.Write(record.Body.Written);
        _lines.Write("}\n"u8);
        _rows++;
        _longest = Math.Max(_longest, _lines.Length - start);
        if (_lines.Length >= FlushAt)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (_lines.Length == 0)
        {
            return;
        }

        if (output is not null)
        {
            output(resourceType, _lines.Written);
        }
        else
        {
            WriteFile();
        }

        _bytes += _lines.Length;
        _lines.Clear();
        _lines.Shrink(FlushAt * 8);
    }

    private void WriteFile()
    {
        try
        {
            _file ??= new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            _file.Write(_lines.Written);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MetricCareException(ExitCode.StorageFailed, "The folder for staged records cannot be written.", "Is its disk full, or may it not be written?", e);
        }
    }

    public void Dispose() => _file?.Dispose();

    private static byte[] Named(string before, string name) => System.Text.Encoding.UTF8.GetBytes($"{before}\"{name}\":");
}

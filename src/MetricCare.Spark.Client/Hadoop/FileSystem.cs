using System.Diagnostics.CodeAnalysis;
using Microsoft.Spark.Hadoop.Conf;
using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Hadoop.Fs;

/// <summary>The file system that Hadoop's settings name.</summary>
[JavaClass("org.apache.hadoop.fs.FileSystem")]
public class FileSystem : IJvmObjectReferenceProvider, IDisposable
{
    internal FileSystem(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public static FileSystem Get(Configuration conf) => new(Jvm.StaticReference("org.apache.hadoop.fs.FileSystem", "get", conf));

    public bool Delete(string path, bool recursive = true) => (bool)Reference.Invoke("delete", Path(path), recursive)!;

    public bool Exists(string path) => (bool)Reference.Invoke("exists", Path(path))!;

    [SuppressMessage("Usage", "CA1816", Justification = "Nothing of this process is held.")]
    [SuppressMessage("Design", "CA1063", Justification = "As in Microsoft.Spark.")]
    public void Dispose() => Reference.Invoke("close");

    private static JvmObjectReference Path(string path) => Jvm.New("org.apache.hadoop.fs.Path", path);
}

using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Settings of a session that can be changed while it runs.</summary>
[JavaClass("org.apache.spark.sql.RuntimeConfig")]
public sealed class RuntimeConfig : IJvmObjectReferenceProvider
{
    internal RuntimeConfig(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public void Set(string key, string value) => Reference.Invoke("set", key, value);

    public void Set(string key, bool value) => Reference.Invoke("set", key, value);

    public void Set(string key, long value) => Reference.Invoke("set", key, value);

    public string Get(string key) => (string)Reference.Invoke("get", key)!;

    public string Get(string key, string defaultValue) => (string)Reference.Invoke("get", key, defaultValue)!;

    public void Unset(string key) => Reference.Invoke("unset", key);

    public bool IsModifiable(string key) => (bool)Reference.Invoke("isModifiable", key)!;
}

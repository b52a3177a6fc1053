using Microsoft.Spark.Interop;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql.Catalog;

/// <summary>Databases, tables and functions of a session.</summary>
[JavaClass("org.apache.spark.sql.catalog.Catalog")]
public sealed class Catalog : IJvmObjectReferenceProvider
{
    internal Catalog(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public void CacheTable(string tableName) => Reference.Invoke("cacheTable", tableName);

    public void ClearCache() => Reference.Invoke("clearCache");

    public DataFrame CreateTable(string tableName, string path) => new(Reference.Call("createTable", tableName, path));

    public DataFrame CreateTable(string tableName, string path, string source) => new(Reference.Call("createTable", tableName, path, source));

    public DataFrame CreateTable(string tableName, string source, IDictionary<string, string> options) => new(Reference.Call("createTable", tableName, source, Literal.Map(options)));

    public DataFrame CreateTable(string tableName, string source, string description, IDictionary<string, string> options) => new(Reference.Call("createTable", tableName, source, description, Literal.Map(options)));

    public DataFrame CreateTable(string tableName, string source, StructType schema, IDictionary<string, string> options) => new(Reference.Call("createTable", tableName, source, schema.ToJvm(), Literal.Map(options)));

    public DataFrame CreateTable(string tableName, string source, StructType schema, string description, IDictionary<string, string> options) => new(Reference.Call("createTable", tableName, source, schema.ToJvm(), description, Literal.Map(options)));

    public string CurrentDatabase() => (string)Reference.Invoke("currentDatabase")!;

    public bool DatabaseExists(string dbName) => (bool)Reference.Invoke("databaseExists", dbName)!;

    public bool DropGlobalTempView(string viewName) => (bool)Reference.Invoke("dropGlobalTempView", viewName)!;

    public bool DropTempView(string viewName) => (bool)Reference.Invoke("dropTempView", viewName)!;

    public bool FunctionExists(string functionName) => (bool)Reference.Invoke("functionExists", functionName)!;

    public bool FunctionExists(string dbName, string functionName) => (bool)Reference.Invoke("functionExists", dbName, functionName)!;

    public Database GetDatabase(string dbName) => new(Reference.Call("getDatabase", dbName));

    public Function GetFunction(string functionName) => new(Reference.Call("getFunction", functionName));

    public Function GetFunction(string dbName, string functionName) => new(Reference.Call("getFunction", dbName, functionName));

    public Table GetTable(string tableName) => new(Reference.Call("getTable", tableName));

    public Table GetTable(string dbName, string tableName) => new(Reference.Call("getTable", dbName, tableName));

    public bool IsCached(string tableName) => (bool)Reference.Invoke("isCached", tableName)!;

    public DataFrame ListColumns(string tableName) => new(Frame(Reference.Call("listColumns", tableName)));

    public DataFrame ListColumns(string dbName, string tableName) => new(Frame(Reference.Call("listColumns", dbName, tableName)));

    public DataFrame ListDatabases() => new(Frame(Reference.Call("listDatabases")));

    public DataFrame ListFunctions() => new(Frame(Reference.Call("listFunctions")));

    public DataFrame ListFunctions(string dbName) => new(Frame(Reference.Call("listFunctions", dbName)));

    public DataFrame ListTables() => new(Frame(Reference.Call("listTables")));

    public DataFrame ListTables(string dbName) => new(Frame(Reference.Call("listTables", dbName)));

    public void RecoverPartitions(string tableName) => Reference.Invoke("recoverPartitions", tableName);

    public void RefreshByPath(string path) => Reference.Invoke("refreshByPath", path);

    public void RefreshTable(string tableName) => Reference.Invoke("refreshTable", tableName);

    public void SetCurrentDatabase(string dbName) => Reference.Invoke("setCurrentDatabase", dbName);

    public bool TableExists(string tableName) => (bool)Reference.Invoke("tableExists", tableName)!;

    public bool TableExists(string dbName, string tableName) => (bool)Reference.Invoke("tableExists", dbName, tableName)!;

    public void UncacheTable(string tableName) => Reference.Invoke("uncacheTable", tableName);

    private static JvmObjectReference Frame(JvmObjectReference dataset) => dataset.Call("toDF");
}

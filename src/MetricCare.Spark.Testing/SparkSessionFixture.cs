using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace MetricCare.Spark.Testing;

/// <summary>
/// One session of Spark for all tests of an assembly: starts the JVM of SPARK_HOME on first use and ends it when disposed.
/// With xunit: an assembly fixture. Inherit it to change <see cref="Options"/>.
/// </summary>
public class SparkSessionFixture : IDisposable
{
    private readonly Lazy<(SparkGateway? Gateway, SparkSession Session)> _spark;
    private bool _isDisposed;

    public SparkSessionFixture() => _spark = new Lazy<(SparkGateway?, SparkSession)>(Start);

    /// <summary>Why there can be no session here, for a test that wants to skip itself; null when there can be one.</summary>
    public static string? Unavailable
    {
        get
        {
            if (SparkDriver.IsDriver)
            {
                return null;
            }

            try
            {
                SparkInstallation.Find().RequireJava();
                return null;
            }
            catch (SparkSetupException missing)
            {
                return missing.Message;
            }
        }
    }

    /// <summary>The session. Time zone UTC and ANSI mode off, on every version.</summary>
    /// <exception cref="SparkSetupException">There is no Spark; see <see cref="Unavailable"/>.</exception>
    public SparkSession Session => _spark.Value.Session;

    /// <summary>How the JVM is started: small and quiet, unless overridden.</summary>
    protected virtual SparkGatewayOptions Options(SparkInstallation spark) => new(spark)
    {
        Master = "local[2]",
        Conf = new Dictionary<string, string>
        {
            ["spark.ui.enabled"] = "false",
            ["spark.sql.shuffle.partitions"] = "2",
            ["spark.sql.session.timeZone"] = "UTC",
            ["spark.sql.ansi.enabled"] = "false",
            ["spark.driver.extraJavaOptions"] = "-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",

            // Compiling a plan of a few rows takes longer than reading it.
            ["spark.sql.codegen.wholeStage"] = "false",
            ["spark.sql.codegen.factoryMode"] = "NO_CODEGEN",
        },
        Environment = new Dictionary<string, string> { ["SPARK_LOCAL_IP"] = "127.0.0.1" },
    };

    /// <summary>A frame of the rows.</summary>
    /// <param name="ddl">Names and types of the columns: <c>id bigint, name string, at timestamp</c>.</param>
    /// <param name="rows">Values in the order of the columns.</param>
    public DataFrame Frame(string ddl, params object?[][] rows)
    {
        _ = Session;
        var schema = StructTypes.FromDdl(ddl);
        return Session.CreateDataFrame(rows.Select(row => new GenericRow(row!)), schema);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed && _spark.IsValueCreated)
        {
            _spark.Value.Session.Stop();
            _spark.Value.Gateway?.Dispose();
        }

        _isDisposed = true;
    }

    private (SparkGateway? Gateway, SparkSession Session) Start()
    {
        var gateway = SparkDriver.IsDriver ? null : SparkGateway.Start(Options(SparkInstallation.Find()));
        return (gateway, SparkSession.Builder().AppName("tests").GetOrCreate());
    }
}

using System.CommandLine;
using MetricCare.Core.Errors;
using MetricCare.Engines.Spark;

namespace MetricCare.Cli.Spark;

/// <summary>Which engine, and what it is told: the options of <c>run</c> that are about Spark.</summary>
internal sealed class SparkOptions
{
    private readonly Option<string> _engine = new("--engine")
    {
        Description = "duckdb: here, embedded. spark: on the Spark of SPARK_HOME.",
        HelpName = "duckdb|spark",
        DefaultValueFactory = _ => "duckdb",
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "Tables that the Spark engine writes. Default: hudi.",
        HelpName = "hudi|parquet",
    };

    private readonly Option<string?> _intake = new("--intake")
    {
        Description = "Spark: who reads the source: driver, executors (which must see it under the same path), or auto: the driver up to 64 MB. Default: auto.",
        HelpName = "WHO",
    };

    private readonly Option<string?> _master = new("--master") { Description = "Spark: master URL. Default: that of spark-defaults.conf, else local[*].", HelpName = "URL" };

    private readonly Option<string[]> _conf = new("--conf") { Description = "Spark: handed to spark-submit; may be repeated.", HelpName = "KEY=VALUE", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string[]> _jars = new("--jars") { Description = "Spark: handed to spark-submit, in front of the Hudi bundle.", HelpName = "FILES", Arity = ArgumentArity.ZeroOrMore };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _engine, _format, _intake, _master, _conf, _jars })
        {
            command.Add(option);
        }
    }

    /// <exception cref="MetricCareException"><see cref="ExitCode.Usage"/>.</exception>
    public SparkRequest? Read(ParseResult result)
    {
        var engine = result.GetValue(_engine);
        var format = result.GetValue(_format);
        if (engine == "duckdb")
        {
            var stranger = new Option[] { _format, _intake, _master, _conf, _jars }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
            return stranger is null ? null : throw new MetricCareException(ExitCode.Usage, $"{stranger.Name} is for --engine spark.");
        }

        if (engine != "spark")
        {
            throw new MetricCareException(ExitCode.Usage, "--engine wants duckdb or spark.");
        }

        if (format is not (null or "hudi" or "parquet"))
        {
            throw new MetricCareException(ExitCode.Usage, "--format wants hudi or parquet.");
        }

        var intake = result.GetValue(_intake) ?? "auto";
        if (intake is not ("auto" or "driver" or "executors"))
        {
            throw new MetricCareException(ExitCode.Usage, "--intake wants auto, driver or executors.");
        }

        var conf = result.GetValue(_conf) ?? [];
        return conf.FirstOrDefault(pair => pair.IndexOf('=', StringComparison.Ordinal) <= 0) is not null
            ? throw new MetricCareException(ExitCode.Usage, "--conf wants KEY=VALUE.")
            : new SparkRequest(format ?? "hudi", intake, result.GetValue(_master), conf, result.GetValue(_jars) ?? []);
    }
}

/// <param name="Format">hudi or parquet.</param>
/// <param name="Intake">auto, driver or executors.</param>
/// <param name="Master">Master URL; null leaves it to spark-submit.</param>
/// <param name="Conf">Pairs of key and value with an equals sign between.</param>
/// <param name="Jars">Further jars.</param>
internal sealed record SparkRequest(string Format, string Intake, string? Master, IReadOnlyList<string> Conf, IReadOnlyList<string> Jars)
{
    public bool IsHudi => Format == "hudi";

    /// <summary>Whether the executors read sources of so many bytes.</summary>
    public bool ReadsOnExecutors(long bytes) => Intake == "executors" || (Intake == "auto" && bytes > SubmitLine.SmallInput);
}

using System.CommandLine;

namespace MetricCare.Cli.Commands;

/// <summary>Options that several commands share, so that they are spelled once.</summary>
internal static class SharedOptions
{
    public static Option<string?> Jobs() => new("--jobs")
    {
        Description = "Folder of definitions (views, models, value sets). Default: the one that travels with the program.",
        HelpName = "DIR",
    };

    public static Option<string> Lake() => new("--lake")
    {
        Description = "Folder of the tables.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "lake",
    };

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON." };

    public static Argument<string[]> Sources() => new("SOURCE")
    {
        Description = "Files and folders with FHIR R4 JSON: NDJSON, arrays, Bundles, plain or gzip; folders are read with what is below them.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> Config() => new("--config")
    {
        Description = "Configuration of the run. Default: metriccare.yml in or beside the first source.",
        HelpName = "FILE",
    };
}

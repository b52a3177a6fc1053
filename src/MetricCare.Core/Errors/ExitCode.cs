namespace MetricCare.Core.Errors;

/// <summary>The one registry of exit codes. A number, once given, is never given another meaning.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    Success = 0,

    /// <summary>A defect of this program: please report it.</summary>
    InternalError = 1,

    /// <summary>The command line was not understood.</summary>
    Usage = 2,

    /// <summary>The source is missing, empty or unreadable.</summary>
    SourceUnreadable = 10,

    /// <summary>More records were rejected than <c>--max-rejects</c> allows; the lake was not touched.</summary>
    TooManyRejects = 11,

    /// <summary>Records read, and records accounted for, differ: nothing was published.</summary>
    ConservationBroken = 12,

    /// <summary>The configuration of the run is missing something or contradicts itself.</summary>
    ConfigurationInvalid = 13,

    /// <summary>A view, model, contract or value set under <c>jobs/</c> is wrong.</summary>
    DefinitionInvalid = 20,

    /// <summary>A model failed while it was computed.</summary>
    ModelFailed = 21,

    /// <summary>A rule of severity <c>fail</c> was broken: nothing was published.</summary>
    RuleBroken = 22,

    /// <summary>The query given by the user could not be run.</summary>
    QueryFailed = 23,

    /// <summary>The folder is not a lake of this program.</summary>
    NotALake = 30,

    /// <summary>Another run holds the lake.</summary>
    LakeBusy = 31,

    /// <summary>The lake or its disk refused to be written or read.</summary>
    StorageFailed = 32,

    /// <summary>Something that must be installed is not there.</summary>
    EnvironmentMissing = 40,

    /// <summary>The JVM of Spark died in mid-run; the lake is as it was, or a finished table further.</summary>
    EngineLost = 70,

    /// <summary>Stopped by the user (Ctrl-C); the lake is as it was, or a finished table further.</summary>
    Cancelled = 130,
}

namespace MetricCare.Core.Relations;

/// <summary>The schemas in which relations live, in the order of the data's way through them.</summary>
public enum Layer
{
    /// <summary>Parameters of the run, facilities and their zones: what the operator said.</summary>
    Config,

    /// <summary>Code lists.</summary>
    ValueSets,

    /// <summary>Typed reads of the accepted records; only during a run.</summary>
    Raw,

    /// <summary>One flat table per ViewDefinition.</summary>
    Bronze,

    /// <summary>Cleaned nouns: persons, stays, episodes.</summary>
    Silver,

    /// <summary>Measures: facts and aggregates.</summary>
    Gold,

    /// <summary>The tidy tables that people read.</summary>
    Report,

    /// <summary>What the engine says about its own work: inputs, rejects, runs, findings.</summary>
    Ops,
}

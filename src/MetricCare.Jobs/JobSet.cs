using MetricCare.Core.Models;

namespace MetricCare.Jobs;

/// <summary>All that a <c>jobs/</c> folder defines, apart from its value sets.</summary>
/// <param name="Folder">Where it was read.</param>
/// <param name="Packs">In name order.</param>
public sealed record JobSet(string Folder, IReadOnlyList<JobPack> Packs);

/// <summary>One folder of <c>jobs/</c>: views and the models over them.</summary>
/// <param name="Name">The folder's name, e.g. <c>hospital-quality</c>.</param>
/// <param name="Views">ViewDefinitions of <c>1-bronze</c>, in name order, not yet compiled.</param>
/// <param name="Models">SQL models of <c>2-silver</c>, <c>3-gold</c> and <c>4-report</c>, in name order.</param>
public sealed record JobPack(string Name, IReadOnlyList<ViewFile> Views, IReadOnlyList<Model> Models);

/// <summary>A ViewDefinition as it stands in its file.</summary>
/// <param name="Name">File stem, which is the name of the bronze table.</param>
/// <param name="File">Path relative to <c>jobs/</c>, with forward slashes.</param>
/// <param name="Text">The JSON text.</param>
public sealed record ViewFile(string Name, string File, string Text);

/// <summary>What could be read of a <c>jobs/</c> folder, and what could not.</summary>
public sealed record JobReading(JobSet Jobs, IReadOnlyList<DefinitionProblem> Problems);

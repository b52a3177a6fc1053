using System.Collections.Concurrent;
using MetricCare.Core.Relations;

namespace MetricCare.Engines.DuckDb;

/// <summary>Which relations the engine has made, and whether each is a view: DuckDB's own catalogue takes longer to ask than a small table takes to build.</summary>
internal sealed class KnownRelations
{
    private readonly ConcurrentDictionary<RelationName, bool> _isView = [];

    public bool Contains(RelationName relation) => _isView.ContainsKey(relation);

    /// <summary>TABLE or VIEW, or null for what was never made.</summary>
    public string? KindOf(RelationName relation) => _isView.TryGetValue(relation, out var isView) ? isView ? "VIEW" : "TABLE" : null;

    public void Add(RelationName relation, bool isView) => _isView[relation] = isView;

    public void Remove(RelationName relation) => _isView.TryRemove(relation, out _);
}

using MetricCare.Fhir.Model;
using MetricCare.Fhir.Views.Document;
using MetricCare.Fhir.Views.Tree;

namespace MetricCare.Fhir.Views.Typing;

internal sealed partial class PlanBuilder
{
    /// <summary>Levels below the start that a repeat goes through; a deeper tree stops the query.</summary>
    internal const int RepeatDepth = 32;

    private IteratePlan Repeat(ViewSelect select, Scope scope, List<Output> output)
    {
        var start = Children(select, scope, loud: true);
        if (start is null)
        {
            return Iterate(new NothingValue(), orNull: false, select, output);
        }

        var type = start.Type.Fhir!;
        var shape = new Shape(type, $"repeat{++_repeats}");
        var node = _context.NewVariable("node", new ItemType(Basic.Object, type, shape));
        var below = Children(select, new Scope(new VariableValue(node), null), loud: false, type) ?? new NothingValue();
        (_context.Place, _context.Column) = ($"{select.Place}.repeat", null);
        var complaint = _context.Complaint($"the tree is deeper than {RepeatDepth} levels.");
        return Iterate(new DescendantsValue(start, node, below, complaint), orNull: false, select, output);
    }

    /// <summary>The children that all paths together give, as JSON; null when no path applies.</summary>
    private Value? Children(ViewSelect select, Scope scope, bool loud, FhirType? wanted = null)
    {
        var found = new List<Value>();
        for (var i = 0; i < select.Repeat.Count; i++)
        {
            // A path need not apply at every level: answer.item does not at the top of a questionnaire's response.
            _context.Quiet = !loud || select.Repeat.Count > 1;
            var place = $"{select.Place}.repeat[{i}]";
            var value = Path(place, null, select.Repeat[i], scope);
            _context.Quiet = false;
            if (value is null or NothingValue)
            {
                continue;
            }

            wanted ??= value.Type.Fhir;
            if (value.Type.Basic != Basic.Object || value.Type.Shape?.Origin is not { } origin)
            {
                Complain(place, null, select.Repeat[i], 1, $"A repeat goes over objects below the node, not over {value.Type.Name}.");
            }
            else if (value.Type.Fhir!.Name != wanted!.Name)
            {
                Complain(place, null, select.Repeat[i], 1, $"All paths of a repeat give the same type; this gives {value.Type.Name}, not {wanted.Name}.");
            }
            else
            {
                origin.Raw = true;
                found.Add(value.Many ? value : new ListValue(value));
            }
        }

        return found.Count == 0
            ? null
            : found.Aggregate((left, right) => new ConcatValue(left.Type, left, right));
    }
}

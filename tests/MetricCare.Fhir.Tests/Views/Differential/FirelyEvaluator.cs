using System.Text.RegularExpressions;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using MetricCare.Fhir.Views.Document;

namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>FHIRPath as the FHIR library itself evaluates it, with the few functions that views add.</summary>
internal sealed partial class FirelyEvaluator(IReadOnlyDictionary<string, ViewConstant> constants)
{
    private static readonly SymbolTable Symbols = MakeSymbols();

    private readonly Dictionary<string, CompiledExpression> _compiled = new(StringComparer.Ordinal);

    public List<PocoNode> Evaluate(string path, PocoNode focus, PocoNode resource, int rowIndex)
    {
        if (!_compiled.TryGetValue(path, out var compiled))
        {
            // In the library, an argument without quotes is a path.
            compiled = new FhirPathCompiler(Symbols).Compile(ReferenceType().Replace(path, "getReferenceKey('$1')"));
            _compiled.Add(path, compiled);
        }

        var context = new FhirEvaluationContext { Resource = resource, RootResource = resource };
        context.Environment["rowIndex"] = [PocoNode.ForPrimitive(new Integer(rowIndex))];
        foreach (var (name, constant) in constants)
        {
            context.Environment[name] = [PocoNode.ForPrimitive(Primitive(constant))];
        }

        return [.. compiled([focus], context)];
    }

    /// <summary>The id in a reference, by another way than SQL's.</summary>
    internal static string? Key(string? reference, string? type)
    {
        if (reference is null)
        {
            return null;
        }

        var parts = reference.Split('/');
        if (parts.Length >= 4 && parts[^2] == "_history")
        {
            parts = parts[..^2];
        }

        if (parts.Length < 2 || (parts.Length > 2 && !(reference.StartsWith("http://", StringComparison.Ordinal) || reference.StartsWith("https://", StringComparison.Ordinal))))
        {
            return null;
        }

        var id = parts[^1];
        return ModelInfo.IsKnownResource(parts[^2]) && (type is null || parts[^2] == type) && id.Length is >= 1 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? id
            : null;
    }

    private static SymbolTable MakeSymbols()
    {
        var symbols = new SymbolTable();
        symbols.AddStandardFP();
        symbols.AddFhirExtensions();
        symbols.Add("getResourceKey", (PocoNode focus) => focus.Child("id") as PocoNode, doNullProp: true);
        symbols.Add("getReferenceKey", (IEnumerable<PocoNode> focus) => focus.Select(f => Key(f, null)).OfType<PocoNode>(), doNullProp: true);
        symbols.Add("getReferenceKey", (IEnumerable<PocoNode> focus, string type) => focus.Select(f => Key(f, type)).OfType<PocoNode>(), doNullProp: true);
        return symbols;
    }

    private static PocoNode? Key(PocoNode focus, string? type) =>
        focus.Poco is ResourceReference reference && Key(reference.Reference, type) is { } key ? PocoNode.ForPrimitive(new FhirString(key)) : null;

    private static PrimitiveType Primitive(ViewConstant constant) => constant.FhirType switch
    {
        "boolean" => new FhirBoolean(constant.Text == "true"),
        "integer" or "positiveInt" or "unsignedInt" => new Integer(int.Parse(constant.Text)),
        "decimal" => new FhirDecimal(decimal.Parse(constant.Text)),
        "date" => new Date(constant.Text),
        "dateTime" => new FhirDateTime(constant.Text),
        "instant" => new Instant { JsonValue = constant.Text },
        "time" => new Time(constant.Text),
        _ => new FhirString(constant.Text),
    };

    [GeneratedRegex(@"getReferenceKey\((\w+)\)")]
    private static partial Regex ReferenceType();
}

using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Spark;

namespace MetricCare.Spark.Client.Tests;

/// <summary>Our public signatures against the list of those of Microsoft.Spark.</summary>
public sealed partial class SurfaceTests(ITestOutputHelper output)
{
    private const double Promised = 0.95;

    // What needs .NET code on the executors, or calls back into the driver, is a later step: README names it.
    private static readonly string[] NeedsWorkers = ["Func<", "Action<", "IForeachWriter", "UdfRegistration", "Broadcast<T>", "RegisterJava"];

    [Fact]
    public void The_surface_is_that_of_Microsoft_Spark()
    {
        var listed = Listed().Where(member => !NeedsWorkers.Any(words => member.Signature.Contains(words, StringComparison.Ordinal) || member.Type.Contains(words, StringComparison.Ordinal))).ToList();
        var ours = typeof(SparkConf).Assembly.GetExportedTypes()
            .Where(type => type.Namespace?.StartsWith("Microsoft.Spark", StringComparison.Ordinal) == true)
            .SelectMany(type => Signatures.Of(type).Select(signature => (Type: $"{type.Namespace}.{type.Name}", Signature: signature)))
            .ToHashSet();
        var missing = listed.Where(member => !ours.Contains(member)).ToList();
        var covered = (listed.Count - missing.Count) / (double)listed.Count;

        output.WriteLine($"coverage: {listed.Count - missing.Count} of {listed.Count} listed non-UDF signatures ({100 * covered:0.0} %)");
        missing.ForEach(member => output.WriteLine($"missing: {member.Type}: {member.Signature}"));
        Assert.InRange(listed.Count, 700, 2000);
        Assert.True(covered >= Promised, $"{100 * covered:0.0} % of the signatures are there; {100 * Promised:0} % are promised. Missing: {string.Join("; ", missing.Take(40))}");
    }

    private static IEnumerable<(string Type, string Signature)> Listed()
    {
        var (space, type) = (string.Empty, string.Empty);
        foreach (var line in File.ReadLines(Shared("spec", "microsoft-spark-api.txt")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                space = line["namespace ".Length..].Trim();
            }
            else if (!line.StartsWith("       ", StringComparison.Ordinal))
            {
                type = TypeName().Match(line).Groups[1].Value;
            }
            else if (!line.Contains("JObject", StringComparison.Ordinal))
            {
                yield return ($"{space}.{type}", line.Trim());
            }
        }
    }

    private static string Shared(params string[] parts)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MetricCare.Spark.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var shared = Environment.GetEnvironmentVariable("METRICCARE_SHARED") ?? Path.Combine(Path.GetDirectoryName(folder)!, "shared");
        Assert.SkipUnless(Directory.Exists(shared), "The folder of shared inputs is not here.");
        return Path.Combine([shared, .. parts]);
    }

    [GeneratedRegex(@"(?:class|enum|interface|struct) ([A-Za-z0-9_]+)")]
    private static partial Regex TypeName();
}

/// <summary>Members as the list writes them.</summary>
internal static class Signatures
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(string)] = "string", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(bool)] = "bool", [typeof(double)] = "double", [typeof(float)] = "float",
        [typeof(short)] = "short", [typeof(decimal)] = "decimal", [typeof(object)] = "object", [typeof(void)] = "void", [typeof(byte)] = "byte",
    };

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Equality"] = "==", ["op_Inequality"] = "!=", ["op_GreaterThan"] = ">", ["op_LessThan"] = "<", ["op_GreaterThanOrEqual"] = ">=", ["op_LessThanOrEqual"] = "<=",
        ["op_BitwiseOr"] = "|", ["op_BitwiseAnd"] = "&", ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_Modulus"] = "%",
        ["op_LogicalNot"] = "!", ["op_UnaryNegation"] = "-",
    };

    public static IEnumerable<string> Of(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var constructor in type.GetConstructors(declared))
        {
            yield return $"{type.Name}({Parameters(constructor)})";
        }

        foreach (var property in type.GetProperties(declared))
        {
            var parameters = property.GetIndexParameters();
            var name = parameters.Length > 0 ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : property.Name;
            var kind = property.GetMethod!.IsStatic ? "static " : Overrides(property.GetMethod) ? "override " : property.GetMethod is { IsVirtual: true, IsFinal: false } ? "virtual " : string.Empty;
            yield return $"{kind}{Name(property.PropertyType)} {name}";
        }

        foreach (var field in type.GetFields(declared).Where(field => !field.IsSpecialName))
        {
            yield return $"{(field.IsStatic ? "static " : string.Empty)}{Name(field.FieldType)} {field.Name}";
        }

        foreach (var method in type.GetMethods(declared).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)))
        {
            yield return method.Name == "op_Implicit"
                ? $"static implicit operator {Name(method.ReturnType)}({Parameters(method)})"
                : $"{(method.IsStatic ? "static " : Overrides(method) ? "override " : string.Empty)}{Name(method.ReturnType)} {MethodName(method)}({Parameters(method)})";
        }
    }

    private static bool Overrides(MethodInfo method) => method.GetBaseDefinition() != method;

    private static string MethodName(MethodInfo method) =>
        Operators.TryGetValue(method.Name, out var sign) ? $"operator {sign}"
        : method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : method.Name;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var text = $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty)}{Name(parameter.ParameterType)} {parameter.Name}";
        return !parameter.HasDefaultValue ? text : text + parameter.DefaultValue switch
        {
            null => " = null",
            string words => $" = \"{words}\"",
            bool flag => flag ? " = true" : " = false",
            var other => $" = {other}",
        };
    }

    private static string Name(Type type)
    {
        if (Words.TryGetValue(type, out var word))
        {
            return word;
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        // The list names the catalog by its namespace, because the two are called the same.
        var name = type.FullName == "Microsoft.Spark.Sql.Catalog.Catalog" ? "Catalog.Catalog" : type.Name;
        return type.IsGenericType ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}

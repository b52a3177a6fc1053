namespace MetricCare.Fhir.FhirPath;

/// <summary>What the arguments of a function are.</summary>
internal enum ArgumentKind
{
    /// <summary>Evaluated on the focus of the call's surroundings.</summary>
    Value,

    /// <summary>Evaluated on each item (<c>$this</c>).</summary>
    PerItem,

    /// <summary>The name of a type.</summary>
    TypeName,
}

/// <summary>A function of the closed table: what is not in it is refused by name.</summary>
internal sealed record PathFunction(string Name, int Least, int Most, ArgumentKind Arguments)
{
    private static readonly Dictionary<string, PathFunction> Table = new PathFunction[]
    {
        new("exists", 0, 1, ArgumentKind.PerItem),
        new("empty", 0, 0, ArgumentKind.Value),
        new("not", 0, 0, ArgumentKind.Value),
        new("all", 1, 1, ArgumentKind.PerItem),
        new("allTrue", 0, 0, ArgumentKind.Value),
        new("anyTrue", 0, 0, ArgumentKind.Value),
        new("allFalse", 0, 0, ArgumentKind.Value),
        new("anyFalse", 0, 0, ArgumentKind.Value),
        new("count", 0, 0, ArgumentKind.Value),
        new("distinct", 0, 0, ArgumentKind.Value),
        new("isDistinct", 0, 0, ArgumentKind.Value),
        new("where", 1, 1, ArgumentKind.PerItem),
        new("select", 1, 1, ArgumentKind.PerItem),
        new("ofType", 1, 1, ArgumentKind.TypeName),
        new("is", 1, 1, ArgumentKind.TypeName),
        new("as", 1, 1, ArgumentKind.TypeName),
        new("first", 0, 0, ArgumentKind.Value),
        new("last", 0, 0, ArgumentKind.Value),
        new("tail", 0, 0, ArgumentKind.Value),
        new("single", 0, 0, ArgumentKind.Value),
        new("skip", 1, 1, ArgumentKind.Value),
        new("take", 1, 1, ArgumentKind.Value),
        new("union", 1, 1, ArgumentKind.Value),
        new("combine", 1, 1, ArgumentKind.Value),
        new("intersect", 1, 1, ArgumentKind.Value),
        new("exclude", 1, 1, ArgumentKind.Value),
        new("iif", 2, 3, ArgumentKind.Value),
        new("toString", 0, 0, ArgumentKind.Value),
        new("toInteger", 0, 0, ArgumentKind.Value),
        new("toDecimal", 0, 0, ArgumentKind.Value),
        new("toBoolean", 0, 0, ArgumentKind.Value),
        new("toDate", 0, 0, ArgumentKind.Value),
        new("toDateTime", 0, 0, ArgumentKind.Value),
        new("toTime", 0, 0, ArgumentKind.Value),
        new("convertsToString", 0, 0, ArgumentKind.Value),
        new("convertsToInteger", 0, 0, ArgumentKind.Value),
        new("convertsToDecimal", 0, 0, ArgumentKind.Value),
        new("convertsToBoolean", 0, 0, ArgumentKind.Value),
        new("convertsToDate", 0, 0, ArgumentKind.Value),
        new("convertsToDateTime", 0, 0, ArgumentKind.Value),
        new("convertsToTime", 0, 0, ArgumentKind.Value),
        new("indexOf", 1, 1, ArgumentKind.Value),
        new("substring", 1, 2, ArgumentKind.Value),
        new("startsWith", 1, 1, ArgumentKind.Value),
        new("endsWith", 1, 1, ArgumentKind.Value),
        new("contains", 1, 1, ArgumentKind.Value),
        new("upper", 0, 0, ArgumentKind.Value),
        new("lower", 0, 0, ArgumentKind.Value),
        new("replace", 2, 2, ArgumentKind.Value),
        new("matches", 1, 1, ArgumentKind.Value),
        new("replaceMatches", 2, 2, ArgumentKind.Value),
        new("length", 0, 0, ArgumentKind.Value),
        new("trim", 0, 0, ArgumentKind.Value),
        new("split", 1, 1, ArgumentKind.Value),
        new("join", 0, 1, ArgumentKind.Value),
        new("abs", 0, 0, ArgumentKind.Value),
        new("ceiling", 0, 0, ArgumentKind.Value),
        new("floor", 0, 0, ArgumentKind.Value),
        new("truncate", 0, 0, ArgumentKind.Value),
        new("round", 0, 1, ArgumentKind.Value),
        new("lowBoundary", 0, 0, ArgumentKind.Value),
        new("highBoundary", 0, 0, ArgumentKind.Value),
        new("extension", 1, 1, ArgumentKind.Value),
        new("hasValue", 0, 0, ArgumentKind.Value),
        new("getResourceKey", 0, 0, ArgumentKind.Value),
        new("getReferenceKey", 0, 1, ArgumentKind.TypeName),
    }.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>Functions of FHIRPath and FHIR that exist but have no meaning here yet; any other name is a typing error.</summary>
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        "aggregate", "children", "comparable", "conformsTo", "convertsToQuantity", "decode", "defineVariable", "descendants", "elementDefinition", "encode",
        "escape", "exp", "getValue", "htmlChecks", "lastIndexOf", "ln", "log", "matchesFull", "memberOf", "now", "power", "precision", "repeat",
        "repeatAll", "resolve", "slice", "sort", "sqrt", "subsetOf", "subsumedBy", "subsumes", "supersetOf", "sum", "avg", "min", "max", "timeOfDay", "toChars", "today",
        "toQuantity", "trace", "type", "unescape", "coalesce", "checkModifiers",
    };

    public static PathFunction? Find(string name) => Table.GetValueOrDefault(name);

    /// <summary>Why a name is refused.</summary>
    public static string Refusal(string name)
    {
        if (Elsewhere.Contains(name))
        {
            return $"The function {name}() is not supported in views.";
        }

        var near = Table.Keys.MinBy(known => Distance(known, name));
        return near is not null && Distance(near, name) <= 2
            ? $"There is no function {name}(); did you mean {near}()?"
            : $"There is no function {name}().";
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var (corner, current) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                current = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (left[i - 1] == right[j - 1] ? 0 : 1));
                (corner, row[j]) = (row[j], current);
            }
        }

        return row[right.Length];
    }
}

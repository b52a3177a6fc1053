namespace MetricCare.Fhir.Tests.Views.Differential;

/// <summary>Well-typed random paths over the elements that <see cref="RandomResources"/> fills.</summary>
internal sealed class RandomPaths(Random random)
{
    /// <param name="Text">The path.</param>
    /// <param name="Type">FHIR type of its items.</param>
    /// <param name="Many">It may give several.</param>
    public sealed record Path(string Text, string Type, bool Many);

    private static readonly Dictionary<string, string[]> Elements = new(StringComparer.Ordinal)
    {
        ["Patient"] = ["id:id", "active:boolean", "gender:code", "birthDate:date", "birthDate.extension('http://example.org/x'):Extension*", "name:HumanName*", "telecom:ContactPoint*", "contact:Contact*", "address:Address*",
            "generalPractitioner:Reference*", "managingOrganization:Reference", "extension:Extension*", "deceased.ofType(boolean):boolean",
            "deceased.ofType(dateTime):dateTime", "multipleBirth.ofType(integer):integer"],
        ["HumanName"] = ["given.extension('http://example.org/x'):Extension*", "use:code", "family:string", "given:string*", "period:Period"],
        ["ContactPoint"] = ["system:code", "value:string", "rank:integer"],
        ["Contact"] = ["name:HumanName", "telecom:ContactPoint*", "gender:code"],
        ["Address"] = ["city:string", "line:string*", "period:Period"],
        ["Period"] = ["start:dateTime", "end:dateTime"],
        ["Reference"] = ["reference:string", "display:string", "getReferenceKey():string", "getReferenceKey(Practitioner):string"],
        ["Extension"] = ["url:uri", "extension:Extension*", "value.ofType(string):string", "value.ofType(code):code", "value.ofType(integer):integer", "value.ofType(Coding):Coding"],
        ["Coding"] = ["system:uri", "code:code", "display:string"],
        ["CodeableConcept"] = ["coding:Coding*", "text:string"],
        ["Observation"] = ["id:id", "status:code", "code:CodeableConcept", "category:CodeableConcept*", "subject:Reference", "issued:instant", "component:Component*",
            "referenceRange:Range*", "value.ofType(Quantity):Quantity", "value.ofType(string):string", "value.ofType(integer):integer", "value.ofType(boolean):boolean",
            "value.ofType(CodeableConcept):CodeableConcept", "value.ofType(dateTime):dateTime", "effective.ofType(dateTime):dateTime", "effective.ofType(Period):Period"],
        ["Component"] = ["code:CodeableConcept", "value.ofType(Quantity):Quantity", "value.ofType(string):string", "value.ofType(integer):integer"],
        ["Range"] = ["low:Quantity", "high:Quantity"],
        ["Quantity"] = ["value:decimal", "unit:string"],
    };

    private static readonly Path[] Literals =
    [
        new("true", "boolean", false), new("3", "integer", false), new("'k'", "string", false), new("1.50", "decimal", false), new("@2020-01-01", "date", false),
        new("@2020-01-01T00:00:00Z", "dateTime", false),
    ];

    public static bool IsPrimitive(string type) => !Elements.ContainsKey(type);

    /// <summary>A walk to anything.</summary>
    public Path Walk(string type, int steps = 3)
    {
        var path = new Path("", type, false);
        do
        {
            path = Step(path);
        }
        while (!IsPrimitive(path.Type) && --steps > 0 && random.Next(4) > 0);
        return path;
    }

    /// <summary>A walk to objects, for an iteration; null when the type has none.</summary>
    public Path? Objects(string type)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var path = Walk(type, 2);
            if (!IsPrimitive(path.Type))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>A path to primitives; of that kind, if one is given.</summary>
    public Path Primitive(string type, Func<string, bool>? kind = null)
    {
        while (true)
        {
            var path = Walk(type, 4);
            if (IsPrimitive(path.Type) && (kind is null || kind(path.Type)))
            {
                return path;
            }

            // Not every type leads to every kind.
            if (kind is not null && random.Next(12) == 0)
            {
                return Literals.First(l => kind(l.Type));
            }
        }
    }

    /// <summary>A path that gives at most one value of the kind.</summary>
    public Path Single(string type, Func<string, bool>? kind = null)
    {
        var path = Primitive(type, kind);
        return path.Many ? path with { Text = path.Text + Choose(".first()", ".last()", "[0]", "[1]"), Many = false } : path;
    }

    /// <summary>A column's path: anything primitive, functions included.</summary>
    public Path Column(string type, int depth = 2) => random.Next(11) switch
    {
        0 or 7 => new(Condition(type, depth), "boolean", false),
        8 => Several(type, depth),
        1 => Text(type, depth),
        2 => Number(type, depth),
        3 => new($"{Primitive(type).Text}.count()", "integer", false),
        4 => Choice(type, depth),
        _ => Primitive(type),
    };

    private Path Several(string type, int depth)
    {
        var (left, right) = (Primitive(type, IsText).Text, Primitive(type, IsText).Text);
        switch (random.Next(7))
        {
            case 0:
                return new($"({left} | {right})", "string", true);
            case 1:
                return new($"{left}.combine({right})", "string", true);
            case 2:
                return new($"{left}.{Choose("intersect", "exclude")}({right})", "string", true);
            case 3:
                return new($"{left}.where($this {Choose("=", "!=", ">")} {Literal()})", "string", true);
            case 4 when Objects(type) is { } objects:
                return new($"{objects.Text}.select({Text(objects.Type, depth - 1).Text})", "string", true);
            case 5 when Objects(type) is { } objects && Primitive(objects.Type, IsText) is { } last && !Literals.Contains(last):
                return new($"{objects.Text}.where({Condition(objects.Type, depth - 1)}).{last.Text}", "string", true);
            default:
                return new($"{left}.select($this & '+')", "string", true);
        }
    }

    private Path Choice(string type, int depth)
    {
        var (left, right) = (Text(type, depth - 1), Text(type, depth - 1));
        return new($"iif({Condition(type, depth - 1)}, {left.Text}, {right.Text})", "string", false);
    }

    private Path Text(string type, int depth)
    {
        var text = Single(type, IsText).Text;
        return random.Next(12) switch
        {
            0 => new($"{text}.upper()", "string", false),
            1 => new($"{text}.lower()", "string", false),
            2 => new($"{text}.substring({random.Next(3)})", "string", false),
            3 => new($"{text}.substring({random.Next(3)}, {random.Next(1, 3)})", "string", false),
            4 => new($"{text}.replace('a', 'xx')", "string", false),
            5 => new($"{text} & '-' & {Single(type, IsText).Text}", "string", false),
            6 => new($"{text} + {Single(type, IsText).Text}", "string", false),
            7 => new($"{text}.trim()", "string", false),
            8 => new($"{Single(type, t => t is "integer" or "boolean").Text}.toString()", "string", false),
            9 when depth > 0 => new($"({Text(type, depth - 1).Text}).replaceMatches('[aeiou]', '_')", "string", false),
            _ => new(text, "string", false),
        };
    }

    private Path Number(string type, int depth)
    {
        var number = Single(type, t => t == "integer").Text;
        return random.Next(11) switch
        {
            0 => new($"{Single(type, IsText).Text}.length()", "integer", false),
            1 => new($"{Single(type, IsText).Text}.indexOf('a')", "integer", false),
            2 => new($"{number} {Choose("+", "-", "*")} {random.Next(1, 4)}", "integer", false),
            3 => new($"{number} {Choose("div", "mod")} {random.Next(1, 4)}", "integer", false),
            4 => new($"{Single(type, IsText).Text}.toInteger()", "integer", false),
            5 => new($"{number} / 4", "decimal", false),
            6 => new($"({Single(type, t => t is "integer" or "decimal").Text}) {Choose("+", "-", "*")} {Choose("1.5", "2", "0.25")}", "decimal", false),
            7 => new($"{Single(type, t => t == "decimal").Text}.{Choose("abs", "lowBoundary", "highBoundary")}()", "decimal", false),
            8 => new($"{Single(type, t => t == "decimal").Text}.{Choose("floor", "ceiling", "truncate")}()", "integer", false),
            9 => new($"{Single(type, IsText).Text}.toDecimal()", "decimal", false),
            _ => new($"-({number})", "integer", false),
        };
    }

    /// <summary>A path that is true, false or empty.</summary>
    public string Condition(string type, int depth)
    {
        switch (random.Next(depth > 0 ? 17 : 12))
        {
            case 0:
                return $"{Walk(type).Text}.exists()";
            case 1:
                return $"{Walk(type).Text}.empty()";
            case 2:
                return $"{Single(type, IsText).Text} {Choose("=", "!=", "<", ">=")} {Literal()}";
            case 3:
                return $"{Single(type, t => t is "integer" or "decimal").Text} {Choose("=", "!=", "<", "<=", ">", ">=")} {Choose("1", "1.0", "2.5", "0", "-3")}";
            case 4:
                return $"{Primitive(type, IsText).Text} {Choose("=", "!=")} {Literal()}";
            case 5:
                // Of an empty item, FHIRPath says nothing and the library says false.
                var item = Single(type, IsText).Text;
                return $"({item}.exists() and {item} in ({Literal()} | {Literal()} | {Literal()}))";
            case 6:
                return $"{Single(type, IsText).Text}.{Choose("startsWith", "endsWith", "contains", "matches")}({Choose("'a'", "'o'", "'1'")})";
            case 7:
                return $"{Single(type, t => t == "date").Text} {Choose("=", "<", ">=", "!=")} {Choose("@1970", "@1970-05", "@1970-05-17", "@2020-01-01")}";
            case 8:
                return $"{Primitive(type, IsText).Text} contains {Literal()}";
            case 9:
                return $"{Single(type, t => t == "dateTime").Text} {Choose("=", "<", ">=", "!=", ">", "<=")} {Choose("@2020", "@2020-01-01", "@2020-01-01T10:00:00Z", "@2019-06-01T00:00:00+02:00")}";
            case 10:
                return $"{Single(type).Text} is {Choose("string", "code", "boolean", "integer")}";
            case 11:
                return $"{Single(type, IsText).Text}.{Choose("convertsToInteger", "convertsToDecimal", "convertsToBoolean", "convertsToDate")}()";
            case 12:
                return $"({Condition(type, depth - 1)}) {Choose("and", "or", "xor", "implies")} ({Condition(type, depth - 1)})";
            case 13:
                return $"({Condition(type, depth - 1)}).not()";
            case 14 when Objects(type) is { } objects:
                // Of a criterion that is empty, the library's all() makes an empty answer.
                return random.Next(2) == 0
                    ? $"{objects.Text}.exists({Condition(objects.Type, depth - 1)})"
                    : $"{objects.Text}.all({Walk(objects.Type).Text}.exists())";
            case 15 when Objects(type) is { } objects:
                return $"{objects.Text}.where({Condition(objects.Type, depth - 1)}).count() {Choose("=", ">")} {random.Next(3)}";
            default:
                return $"{Primitive(type).Text}.count() > {random.Next(3)}";
        }
    }

    private Path Step(Path path)
    {
        var elements = Elements[path.Type];
        var element = elements[random.Next(elements.Length)];
        var colon = element.LastIndexOf(':');
        var (name, type) = (element[..colon], element[(colon + 1)..]);
        var many = path.Many || type.EndsWith('*');
        var text = path.Text.Length == 0 ? name : $"{path.Text}.{name}";
        type = type.TrimEnd('*');
        var next = new Path(text, type, many);
        if (IsPrimitive(type))
        {
            return many && random.Next(6) == 0 ? next with { Text = $"{text}.distinct()" } : next;
        }

        return random.Next(10) switch
        {
            0 => next with { Text = $"{text}.where({Condition(type, 0)})" },
            1 when many => next with { Text = $"{text}.first()", Many = false },
            2 when many => next with { Text = $"{text}[{random.Next(2)}]", Many = false },
            3 when many => next with { Text = text + Choose(".skip(1)", ".take(1)", ".tail()") },
            4 when type == "Extension" || path.Text.Length == 0 => type == "Extension" ? next with { Text = $"{Parent(text)}extension('{RandomResources.Url}')", Many = true } : next,
            _ => next,
        };
    }

    private static string Parent(string text) => text.EndsWith("extension", StringComparison.Ordinal) ? text[..^"extension".Length] : $"{text}.";

    private static bool IsText(string type) => type is "string" or "code" or "uri" or "id";

    private string Literal() => Choose("'official'", "'Ay'", "'O\\'C'", "'phone'", "'c2'", "'Ann'", "'1'");

    private string Choose(params string[] of) => of[random.Next(of.Length)];
}

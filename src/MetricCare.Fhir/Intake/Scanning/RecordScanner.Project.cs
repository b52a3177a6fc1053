using MetricCare.Core.Schema;

namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>The walk along the narrow schema.</summary>
internal sealed partial class RecordScanner
{
    private int Resource(ref byte b, TypePlan plan, int pos)
    {
        var self = ++_object;
        var hasId = false;
        pos = JsonWalker.Blank(ref b, pos + 1);
        if (JsonWalker.At(ref b, pos) == '}')
        {
            return Fail(RejectCode.NoResourceType);
        }

        while (true)
        {
            if ((pos = Property(ref b, plan.Properties, pos, out var entry)) < 0)
            {
                return pos;
            }

            if (entry is not null && entry.Part != IdentityPart.None)
            {
                var next = Identify(ref b, entry, pos, self);
                if (next < 0)
                {
                    return Within("." + entry.Name);
                }

                hasId |= entry.Part == IdentityPart.Id;
                pos = entry.Node is null ? next : Member(ref b, entry, pos, 1, self);
            }
            else
            {
                pos = entry is null ? _json.Value(ref b, pos, 1) : Member(ref b, entry, pos, 1, self);
            }

            if (pos < 0 || (pos = JsonWalker.Blank(ref b, pos)) < 0)
            {
                return pos;
            }

            switch (JsonWalker.At(ref b, pos++))
            {
                case (byte)',':
                    pos = JsonWalker.Blank(ref b, pos);
                    break;
                case (byte)'}':
                    return hasId ? pos : Fail(RejectCode.NoId);
                default:
                    return Fail(RejectCode.InvalidJson);
            }
        }
    }

    private int Identify(ref byte b, PlanEntry entry, int pos, long self)
    {
        if (entry.SeenIn == self)
        {
            return Fail(RejectCode.DuplicateKey);
        }

        entry.SeenIn = self;
        return entry.Part switch
        {
            IdentityPart.Id => ReadId(ref b, pos),
            IdentityPart.Meta => ReadMeta(ref b, pos),
            _ => _json.Value(ref b, pos, 1),
        };
    }

    /// <summary>Reads a name and its colon: gives the place of the value and what is known of the name.</summary>
    private int Property(ref byte b, KeyTable<PlanEntry> known, int pos, out PlanEntry? entry)
    {
        entry = null;
        if (JsonWalker.At(ref b, pos) != '"')
        {
            return Fail(RejectCode.InvalidJson);
        }

        var keyStart = pos + 1;
        if ((pos = _json.String(ref b, keyStart)) < 0)
        {
            return pos;
        }

        entry = _json.Escaped
            ? known.Find(Unescaped(keyStart, pos - 1))
            : known.Find(ref System.Runtime.CompilerServices.Unsafe.Add(ref b, keyStart), pos - 1 - keyStart);
        return _json.Colon(ref b, pos);
    }

    /// <summary>Projects the value of a known property.</summary>
    private int Member(ref byte b, PlanEntry entry, int pos, int depth, long self)
    {
        IsR5 |= entry.IsR5;
        if (entry.RouteFor != Shape.None && IsShape(entry.RouteFor, JsonWalker.At(ref b, pos)))
        {
            IsR5 = true;
            if (entry.Routes.Count > 0)
            {
                return Routes(ref b, entry, pos, depth, self);
            }
        }

        if (entry.Node is not { } node)
        {
            return _json.Value(ref b, pos, depth);
        }

        if (node.SeenIn == self)
        {
            return Fail(RejectCode.DuplicateKey, "." + entry.Name);
        }

        node.SeenIn = self;
        Body.Write(node.Head);
        var next = node.IsList ? List(ref b, node, pos, depth) : One(ref b, node, pos, depth);
        return next < 0 ? Within("." + entry.Name) : next;
    }

    private int One(ref byte b, PlanNode node, int pos, int depth)
    {
        if (node.Kind == JsonKind.Object)
        {
            return JsonWalker.At(ref b, pos) == '{' ? Object(ref b, node.Children!, pos, depth) : Fail(RejectCode.WrongShape);
        }

        return Leaf(ref b, node, pos, depth);
    }

    private int Object(ref byte b, KeyTable<PlanEntry> known, int pos, int depth)
    {
        if (++depth > _json.MaxDepth)
        {
            return Fail(RejectCode.TooDeep);
        }

        var self = ++_object;
        var start = Body.Length;
        pos = JsonWalker.Blank(ref b, pos + 1);
        if (JsonWalker.At(ref b, pos) == '}')
        {
            Body.Write("{}"u8);
            return pos + 1;
        }

        while (true)
        {
            if ((pos = Property(ref b, known, pos, out var entry)) < 0)
            {
                return pos;
            }

            pos = entry is null ? _json.Value(ref b, pos, depth) : Member(ref b, entry, pos, depth, self);
            if (pos < 0)
            {
                return pos;
            }

            pos = JsonWalker.Blank(ref b, pos);
            switch (JsonWalker.At(ref b, pos++))
            {
                case (byte)',':
                    pos = JsonWalker.Blank(ref b, pos);
                    break;
                case (byte)'}':
                    Close(start);
                    return pos;
                default:
                    return Fail(RejectCode.InvalidJson);
            }
        }
    }

    /// <summary>Every member was written with a comma before it: the first of them becomes the brace.</summary>
    private void Close(int start)
    {
        if (Body.Length == start)
        {
            Body.Write("{}"u8);
            return;
        }

        Body.Replace(start, (byte)'{');
        Body.Write((byte)'}');
    }

    private int List(ref byte b, PlanNode node, int pos, int depth)
    {
        if (JsonWalker.At(ref b, pos) != '[')
        {
            return Fail(RejectCode.WrongShape);
        }

        if (++depth > _json.MaxDepth)
        {
            return Fail(RejectCode.TooDeep);
        }

        Body.Write((byte)'[');
        pos = JsonWalker.Blank(ref b, pos + 1);
        if (JsonWalker.At(ref b, pos) == ']')
        {
            Body.Write((byte)']');
            return pos + 1;
        }

        for (var index = 0; ; index++)
        {
            var next = Item(ref b, node, pos, depth);
            if (next < 0)
            {
                return Within($"[{index}]");
            }

            pos = JsonWalker.Blank(ref b, next);
            var c = JsonWalker.At(ref b, pos++);
            if (c == ']')
            {
                Body.Write((byte)']');
                return pos;
            }

            if (c != ',')
            {
                return Fail(RejectCode.InvalidJson);
            }

            Body.Write((byte)',');
            pos = JsonWalker.Blank(ref b, pos);
        }
    }

    private int Item(ref byte b, PlanNode node, int pos, int depth)
    {
        if (node.NullAligns && JsonWalker.At(ref b, pos) == 'n')
        {
            Body.Write("null"u8);
            return _json.Scalar(ref b, pos);
        }

        if (!node.Splits)
        {
            return One(ref b, node, pos, depth);
        }

        (_splitAt, _splitCount) = (0, 1);
        var next = One(ref b, node, pos, depth);
        for (var copies = _splitCount; next >= 0 && ++_splitAt < copies;)
        {
            if (Body.Length > _maxBytes)
            {
                return Fail(RejectCode.TooLarge);
            }

            Body.Write((byte)',');
            next = One(ref b, node, pos, depth);
        }

        return next;
    }

    private static bool IsShape(Shape shape, byte first) => shape switch
    {
        Shape.Array => first == '[',
        Shape.Object => first == '{',
        _ => true,
    };
}

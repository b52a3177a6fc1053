namespace MetricCare.Fhir.Intake.Scanning;

/// <summary>R5 shapes read as R4 properties.</summary>
internal sealed partial class RecordScanner
{
    private int Routes(ref byte b, PlanEntry entry, int pos, int depth, long self)
    {
        var end = pos;
        foreach (var route in entry.Routes)
        {
            if (route.Target.SeenIn == self)
            {
                return Fail(RejectCode.DuplicateKey, "." + entry.Name);
            }

            route.Target.SeenIn = self;
            if ((end = Follow(ref b, route, pos, depth)) < 0)
            {
                return Within("." + entry.Name);
            }
        }

        return end;
    }

    private int Follow(ref byte b, Route route, int pos, int depth)
    {
        var start = Body.Length;
        Body.Write(route.Target.Head);
        if (route.Target.IsList)
        {
            Body.Write((byte)'[');
        }

        var first = Body.Length;
        var end = Step(ref b, route, 0, pos, depth, first);
        if (Body.Length == first)
        {
            Body.Cut(start);
        }
        else if (route.Target.IsList)
        {
            Body.Write((byte)']');
        }

        return end;
    }

    private int Step(ref byte b, Route route, int at, int pos, int depth, int first)
    {
        if (at == route.Steps.Count)
        {
            if (Body.Length > first)
            {
                if (!route.Target.IsList)
                {
                    return Fail(RejectCode.DuplicateKey);
                }

                Body.Write((byte)',');
            }

            return One(ref b, route.Target, pos, depth);
        }

        var step = route.Steps[at];
        var isMember = step.Kind == StepKind.Member;
        if (JsonWalker.At(ref b, pos) != (isMember ? '{' : '['))
        {
            return Fail(RejectCode.WrongShape);
        }

        if (++depth > _json.MaxDepth)
        {
            return Fail(RejectCode.TooDeep);
        }

        return isMember ? StepInto(ref b, route, at, pos, depth, first) : StepThrough(ref b, route, at, pos, depth, first);
    }

    private int StepInto(ref byte b, Route route, int at, int pos, int depth, int first)
    {
        var step = route.Steps[at];
        pos = JsonWalker.Blank(ref b, pos + 1);
        if (JsonWalker.At(ref b, pos) == '}')
        {
            return pos + 1;
        }

        for (var seen = false; JsonWalker.At(ref b, pos) == '"';)
        {
            var keyStart = pos + 1;
            if ((pos = _json.String(ref b, keyStart)) < 0)
            {
                return pos;
            }

            var isStep = Key(keyStart, pos - 1).SequenceEqual(step.Key);
            if ((pos = _json.Colon(ref b, pos)) < 0)
            {
                return pos;
            }

            if (isStep && seen)
            {
                return Fail(RejectCode.DuplicateKey, "." + step.Name);
            }

            seen |= isStep;
            var next = isStep ? Step(ref b, route, at + 1, pos, depth, first) : _json.Value(ref b, pos, depth);
            if (next < 0)
            {
                return isStep ? Within("." + step.Name) : next;
            }

            pos = JsonWalker.Blank(ref b, next);
            switch (JsonWalker.At(ref b, pos++))
            {
                case (byte)',':
                    pos = JsonWalker.Blank(ref b, pos);
                    break;
                case (byte)'}':
                    return pos;
                default:
                    return Fail(RejectCode.InvalidJson);
            }
        }

        return Fail(RejectCode.InvalidJson);
    }

    private int StepThrough(ref byte b, Route route, int at, int pos, int depth, int first)
    {
        var kind = route.Steps[at].Kind;
        pos = JsonWalker.Blank(ref b, pos + 1);
        if (JsonWalker.At(ref b, pos) == ']')
        {
            return pos + 1;
        }

        for (var index = 0; ; index++)
        {
            var isTaken = kind == StepKind.Every || index == (kind == StepKind.Split ? _splitAt : 0);
            var next = isTaken ? Step(ref b, route, at + 1, pos, depth, first) : _json.Value(ref b, pos, depth);
            if (next < 0)
            {
                return isTaken ? Within($"[{index}]") : next;
            }

            pos = JsonWalker.Blank(ref b, next);
            var c = JsonWalker.At(ref b, pos++);
            if (c == ']')
            {
                _splitCount = kind == StepKind.Split ? index + 1 : _splitCount;
                return pos;
            }

            if (c != ',')
            {
                return Fail(RejectCode.InvalidJson);
            }

            pos = JsonWalker.Blank(ref b, pos);
        }
    }
}

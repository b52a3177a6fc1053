namespace MetricCare.Fhir.Intake.Reading;

/// <summary>A file that is one Bundle, of whatever size: read once for the addresses of its entries, once for the entries.</summary>
internal sealed partial class FileReader
{
    private bool _isLearning;

    private void ReadBundle()
    {
        _bundles.Begin();
        _isLearning = true;
        WalkBundle();
        _isLearning = false;
        _window.Restart();
        _window.SkipMark();
        if (WalkBundle())
        {
            RejectRest();
        }
    }

    /// <summary>True when the end of the Bundle was met.</summary>
    private bool WalkBundle()
    {
        _cutter.Peek();
        _cutter.Skip();
        for (var isSeparated = true; _cutter.Peek() is >= 0 and var next;)
        {
            if (next == '}')
            {
                _cutter.Skip();
                return true;
            }

            if (next == ',' && !isSeparated)
            {
                _cutter.Skip();
                isSeparated = true;
                continue;
            }

            if (next != '"' || !isSeparated)
            {
                return GiveUp();
            }

            var key = _cutter.Take();
            if (key.State != CutState.Whole)
            {
                RejectEnd();
                return false;
            }

            var name = _window.Data.AsSpan(key.Start + 1, Math.Max(0, key.Length - 2)).ToArray();
            if (_cutter.Peek() != ':')
            {
                return GiveUp();
            }

            _cutter.Skip();
            if (!WalkMember(name, _cutter.Peek()))
            {
                return false;
            }

            isSeparated = false;
        }

        RejectEnd();
        return false;
    }

    private bool WalkMember(byte[] name, int first)
    {
        if (first < 0)
        {
            RejectEnd();
            return false;
        }

        if (first == '[' && name.AsSpan().SequenceEqual("entry"u8))
        {
            _cutter.Skip();
            return ReadElements(TakeEntry);
        }

        var value = _cutter.Take();
        if (value.State == CutState.Whole && _isLearning)
        {
            _bundles.LearnMember(name, _window.Data, value.Start, value.End);
        }

        if (value.State == CutState.Broken)
        {
            RejectEnd();
        }

        return value.State != CutState.Broken;
    }

    private void TakeEntry(Cut cut, long number)
    {
        if (_isLearning)
        {
            _bundles.LearnEntry(_window.Data, cut.Start, cut.End);
        }
        else
        {
            _bundles.TakeEntry(_window.Data, cut.Start, cut.End, new Place(number, cut.Offset, (int)(number - 1)));
        }
    }

    /// <summary>The Bundle is no JSON here: what follows cannot be told apart.</summary>
    private bool GiveUp()
    {
        if (!_isLearning && _window.Fault is null)
        {
            _taker.RejectFile(_cutter.Offset, RejectCode.InvalidJson);
        }

        return false;
    }
}

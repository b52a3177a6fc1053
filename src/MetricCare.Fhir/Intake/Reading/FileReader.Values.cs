using MetricCare.Fhir.Intake.Scanning;

namespace MetricCare.Fhir.Intake.Reading;

/// <summary>Arrays, and objects one after the other.</summary>
internal sealed partial class FileReader
{
    private void ReadArray()
    {
        _cutter.Skip();
        if (ReadElements((cut, number) => Take(cut.Start, cut.End, number)))
        {
            RejectRest();
        }
    }

    /// <summary>Takes the elements of an array whose bracket was passed. True when its end was met.</summary>
    /// <remarks>
    /// An element whose end can be found is rejected alone, whatever is wrong inside. What stands between elements and is no comma is
    /// rejected up to the next brace. An element without an end is the last.
    /// </remarks>
    private bool ReadElements(Action<Cut, long> take)
    {
        var (number, isSeparated, isFirst) = (0L, true, true);
        for (int next; (next = _cutter.Peek()) >= 0; isFirst = false)
        {
            if (next == ']')
            {
                if (isSeparated && !isFirst)
                {
                    RejectNothing(++number);
                }

                _cutter.Skip();
                return true;
            }

            if (next == ',')
            {
                if (isSeparated)
                {
                    RejectNothing(++number);
                }

                _cutter.Skip();
                isSeparated = true;
                continue;
            }

            number++;
            var isJunk = !isSeparated && next != '{';
            var cut = isJunk ? _cutter.TakeJunk() : _cutter.Take();
            if (cut.State != CutState.Whole)
            {
                RejectCut(cut, number);
                if (cut.State == CutState.Broken)
                {
                    return false;
                }
            }
            else if (!isSeparated)
            {
                RejectCut(cut, number);
            }
            else
            {
                take(cut, number);
            }

            isSeparated = isJunk;
        }

        RejectEnd();
        return false;
    }

    /// <summary>One resource, or several objects one after the other.</summary>
    private void ReadValues()
    {
        var number = 0L;
        for (int next; (next = _cutter.Peek()) >= 0;)
        {
            number++;
            var cut = next == '{' ? _cutter.Take() : _cutter.TakeJunk();
            if (cut.State == CutState.Whole && next == '{')
            {
                Take(cut.Start, cut.End, number);
            }
            else
            {
                RejectCut(cut, number);
            }
        }
    }

    /// <summary>The file's one value has ended: nothing may follow.</summary>
    private void RejectRest()
    {
        if (_cutter.Peek() < 0)
        {
            return;
        }

        _taker.RejectFile(_cutter.Offset, RejectCode.TrailingData);
        do
        {
            _window.Start = _window.End;
        }
        while (_window.Fill());
    }

    /// <summary>The content ended before the array, or the Bundle, did.</summary>
    private void RejectEnd()
    {
        // An unreadable element that reached to the end has told of it; so has a file that broke off.
        var isTold = _taker.Tally.Rejects is [.., { Code: RejectCode.InvalidJson, Line: not null }];
        if (!_isLearning && _window.Fault is null && !isTold)
        {
            _taker.RejectFile(_cutter.Offset, RejectCode.TruncatedFile);
        }
    }

    private void RejectCut(Cut cut, long number)
    {
        if (_isLearning)
        {
            return;
        }

        if (cut.State == CutState.Broken)
        {
            // When the file itself broke off, that is the fault, and is told once.
            if (_window.Fault is null)
            {
                _taker.Reject(new Place(number, cut.Offset), cut.Hash, RejectCode.TruncatedFile);
            }

            return;
        }

        var hash = cut.Hash ?? System.Security.Cryptography.SHA256.HashData(_window.Data.AsSpan(cut.Start, cut.Length));
        _taker.Reject(new Place(number, cut.Offset), hash, cut.State == CutState.TooLarge ? RejectCode.TooLarge : RejectCode.InvalidJson);
    }

    /// <summary>An element that a comma promised, and that is not there.</summary>
    private void RejectNothing(long number)
    {
        if (!_isLearning)
        {
            _taker.Reject(new Place(number, _cutter.Offset), null, RejectCode.InvalidJson);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Text;

namespace HydroNotebook.Data;

/// <summary>Reads a flow file of CAMELS-US: <c>gauge yyyy mm dd value flag</c>, value in ft³/s, −999 = missing.</summary>
internal sealed class FlowFile
{
    private const double MissingMark = -999;
    private const double CubicMillimetresPerCubicFoot = 28316846.592;
    private const int SecondsPerDay = 86400;
    private const int LongestHoleDays = 36600;

    private readonly byte[] _gauge;
    private readonly FileProblems _problems;
    private readonly ForcingRecord? _record;
    private readonly int _firstDay;
    private int _lastDay = -1;
    private int _lastYear;
    private int _lastMonth;
    private int _lastDayOfMonth;
    private bool _wrongGaugeTold;

    private FlowFile(string gauge, ForcingRecord? record, FileProblems problems)
    {
        _gauge = Encoding.ASCII.GetBytes(gauge);
        _problems = problems;
        _record = record;
        _firstDay = record?.FirstDay.DayNumber ?? 0;
    }

    /// <summary>Days with flag <c>A:e</c> (estimated) in the file.</summary>
    internal int EstimatedDays { get; private set; }

    /// <summary>First day of the file, a day number; −1 without rows.</summary>
    internal int FirstRow { get; private set; } = -1;

    /// <summary>Last day of the file, a day number; −1 without rows.</summary>
    internal int LastRow => _lastDay;

    /// <summary>Reads a file's bytes into the last column of a record; days without flow stay NaN, rows outside its calendar are only checked.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="gauge">Basin id that every line must carry.</param>
    /// <param name="record">The forcing with the area; null: only the defects are looked for.</param>
    /// <param name="problems">Gets every defect.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static FlowFile Read(ReadOnlySpan<byte> bytes, string gauge, ForcingRecord? record, FileProblems problems)
    {
        var file = new FlowFile(gauge, record, problems);
        var lines = new TextLines(bytes);
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            if (file.TryRow(line))
            {
                continue;
            }

            if (new TextRow(line).AtEnd && lines.OnlyBlanksLeft)
            {
                break;
            }

            file.ReadOddRow(line, lines.Number);
        }

        if (file._lastDay < 0 && !problems.Any)
        {
            problems.Add(0, "", "The file has no day.", "Get the file anew.");
        }

        return file;
    }

    /// <summary>ft³/s over an area in m² as mm/day. K19: 28316846.592 mm³… per ft³, 86400 s a day, 10⁶ mm² a m².</summary>
    internal static double MillimetresPerDay(double cubicFeetPerSecond, double areaM2) =>
        CubicMillimetresPerCubicFoot * cubicFeetPerSecond * SecondsPerDay / (areaM2 * 1e6);

    /// <summary>The fast path: the right gauge, the next day, a plain flow ≥ 0 and a flag other than M.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRow(ReadOnlySpan<byte> line)
    {
        var row = new TextRow(line);
        if (!row.Field().SequenceEqual(_gauge)
            || !row.TryInteger(out int year) || !row.TryInteger(out int month) || !row.TryInteger(out int dayOfMonth)
            || !row.TryPlain(out double flow) || flow < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> flag = row.Field();
        bool nextInMonth = dayOfMonth == _lastDayOfMonth + 1 && dayOfMonth <= 28 && month == _lastMonth && year == _lastYear;
        int day = nextInMonth ? _lastDay + 1 : DayOrder.DayNumber(year, month, dayOfMonth);
        if (flag.IsEmpty || flag.SequenceEqual("M"u8) || !row.AtEnd || day < 0 || (_lastDay >= 0 && day != _lastDay + 1))
        {
            return false;
        }

        EstimatedDays += flag.SequenceEqual("A:e"u8) ? 1 : 0;
        Take(day, year, month, dayOfMonth, flow);
        return true;
    }

    private void ReadOddRow(ReadOnlySpan<byte> line, int number)
    {
        List<string> fields = TextRow.Fields(line);
        if (fields.Count != 6)
        {
            string text = string.Join(' ', fields);
            _problems.Add(
                number, "", $"'{(text.Length <= 60 ? text : text[..60] + "…")}' has {fields.Count} fields where gauge, year, month, day, flow and flag are expected.",
                "Correct the line, or get the file anew.");
            return;
        }

        string gauge = Encoding.ASCII.GetString(_gauge);
        if (fields[0] != gauge && fields[0].TrimStart('0') != gauge.TrimStart('0') && !_wrongGaugeTold)
        {
            _wrongGaugeTold = true;
            _problems.Add(number, "gauge", $"'{fields[0]}' is another gauge than the file's name says.", "Rename the file, or get it anew.");
        }

        string written = string.Join(' ', fields.Skip(1).Take(3));
        var row = new TextRow(Encoding.UTF8.GetBytes(written));
        int day = row.TryInteger(out int year) && row.TryInteger(out int month) && row.TryInteger(out int dayOfMonth)
            ? DayOrder.DayNumber(year, month, dayOfMonth)
            : -1;
        bool good = DayOrder.Check(written, day, _lastDay, LongestHoleDays, number, _problems);
        if (TryFlow(fields[4], fields[5], number, out double flow) && good)
        {
            EstimatedDays += fields[5] == "A:e" ? 1 : 0;
            var date = DateOnly.FromDayNumber(day);
            Take(day, date.Year, date.Month, date.Day, flow);
        }
    }

    private bool TryFlow(string field, string flag, int line, out double flow)
    {
        byte[] text = Encoding.UTF8.GetBytes(field);
        if (DecimalText.IsMissing(text))
        {
            flow = double.NaN;
            return true;
        }

        if (!DecimalText.TryParse(text, out flow))
        {
            _problems.Add(line, "flow", $"'{field}' is no number.", "Correct the line, or mark it missing with -999.");
            return false;
        }

        if (flow == MissingMark)
        {
            flow = double.NaN;
            return true;
        }

        if (flow < 0)
        {
            _problems.Add(line, "flow", $"'{field}' is negative but not -999.", "Correct the line, or mark it missing with -999.");
            return false;
        }

        if (flag == "M")
        {
            _problems.Add(line, "flag", $"The flag M says missing, the flow is '{field}'.", "Correct the flag, or mark the flow missing with -999.");
            return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(int day, int year, int month, int dayOfMonth, double flow)
    {
        FirstRow = FirstRow < 0 ? day : FirstRow;
        _lastDay = day;
        _lastYear = year;
        _lastMonth = month;
        _lastDayOfMonth = dayOfMonth;
        if (_record is not null && day >= _firstDay && day - _firstDay < _record.Days)
        {
            int at = ((day - _firstDay + 1) * _record.Width) - 1;
            _record.Values[at] = double.IsNaN(flow) ? float.NaN : (float)MillimetresPerDay(flow, _record.AreaM2);
        }
    }
}

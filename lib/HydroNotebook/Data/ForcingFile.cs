using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace HydroNotebook.Data;

/// <summary>Reads a forcing file of CAMELS-US: latitude, elevation, area [m²], column names, then one row a day.</summary>
/// <remarks>All products and all known ways of writing: tabs or blanks, capitals, dates with or without leading zeros, no line end at the end.</remarks>
internal sealed class ForcingFile
{
    /// <summary>A longer hole than this is a wrong date, not a hole.</summary>
    private const int LongestHoleDays = 3660;

    /// <summary>CAMELS' smallest basin has 4·10⁶ m², its largest 26·10³ km²: a smaller number is in km².</summary>
    private const double SmallestAreaM2 = 1e5;

    private const string DateColumns = "year mnth day hr";

    private readonly FileProblems _problems;
    private readonly IReadOnlyList<string>? _wanted;
    private double _latitude;
    private double _areaM2;
    private ForcingColumn[] _columns = [];
    private int[] _target = [];
    private float[] _values = [];
    private int _firstDay = -1;
    private int _lastDay = -1;
    private int _lastYear;
    private int _lastMonth;
    private int _lastDayOfMonth;

    private ForcingFile(IReadOnlyList<string>? wanted, FileProblems problems)
    {
        _wanted = wanted;
        _problems = problems;
    }

    private int Width => _columns.Length + 1;

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="wanted">Columns in the order of the result, lower case without unit; null: all of the file.</param>
    /// <param name="problems">Gets every defect.</param>
    /// <returns>The record; null when there is a defect.</returns>
    internal static ForcingRecord? Read(ReadOnlySpan<byte> bytes, IReadOnlyList<string>? wanted, FileProblems problems)
    {
        var file = new ForcingFile(wanted, problems);
        var lines = new TextLines(bytes);
        if (!file.ReadHeader(ref lines))
        {
            return null;
        }

        file.ReadRows(ref lines, bytes.Length);
        if (file._firstDay < 0 && !problems.Any)
        {
            problems.Add(lines.Number, "", "There is no day below the header.", "Get the file anew.");
        }

        return problems.Any ? null : new ForcingRecord
        {
            Latitude = file._latitude,
            AreaM2 = file._areaM2,
            Columns = Array.ConvertAll(file._columns, column => column.Variable),
            FirstDay = DateOnly.FromDayNumber(file._firstDay),
            Days = file._lastDay - file._firstDay + 1,
            Values = file._values,
        };
    }

    private bool ReadHeader(ref TextLines lines)
    {
        bool whole = HeaderNumber(ref lines, "latitude", -90, 90, "degrees", out _latitude);
        whole &= HeaderNumber(ref lines, "elevation", -500, 9000, "metres", out _);
        whole &= HeaderNumber(ref lines, "area", SmallestAreaM2, 1e13, "square metres", out _areaM2);
        if (!lines.TryNext(out ReadOnlySpan<byte> header))
        {
            _problems.Add(lines.Number, "", "The file ends before the line of column names.", "Get the file anew.");
            return false;
        }

        List<string> names = TextRow.Fields(header);
        string dates = string.Join(' ', names.Take(4)).ToLowerInvariant();
        if (dates != DateColumns || names.Count < 5)
        {
            _problems.Add(
                lines.Number, "", $"'{Shorten(Encoding.UTF8.GetString(header))}' is not the line of column names.",
                $"Line 4 must name the columns, beginning with '{DateColumns}'.");
            return false;
        }

        return ChooseColumns(lines.Number, names) && whole;
    }

    private bool HeaderNumber(ref TextLines lines, string what, double lowest, double highest, string unit, out double value)
    {
        value = double.NaN;
        if (!lines.TryNext(out ReadOnlySpan<byte> line))
        {
            _problems.Add(lines.Number + 1, "", $"The file ends before the {what}.", "Get the file anew.");
            return false;
        }

        var row = new TextRow(line);
        ReadOnlySpan<byte> field = row.Field();
        if (!row.AtEnd || !DecimalText.TryParse(field, out value) || value < lowest || value > highest)
        {
            _problems.Add(
                lines.Number, what,
                string.Create(CultureInfo.InvariantCulture, $"'{Shorten(Encoding.UTF8.GetString(line).Trim())}' is no {what} in {unit} ({lowest} … {highest})."),
                $"Line {lines.Number} must be the {what} alone, in {unit}.");
            return false;
        }

        return true;
    }

    private bool ChooseColumns(int line, List<string> names)
    {
        ForcingColumn[] inFile = [.. names.Skip(4).Select(ForcingColumn.Of)];
        bool good = true;
        foreach (IGrouping<string, ForcingColumn> twice in inFile.GroupBy(column => column.Name).Where(group => group.Skip(1).Any()))
        {
            _problems.Add(line, twice.Key, "The column is named twice.", "Remove one of the two.");
            good = false;
        }

        string[] order = [.. _wanted ?? [.. inFile.Select(column => column.Name)]];
        _columns = new ForcingColumn[order.Length];
        _target = new int[names.Count];
        Array.Fill(_target, -1);
        for (int k = 0; k < order.Length; k++)
        {
            int at = Array.FindIndex(inFile, column => column.Name == order[k]);
            if (at < 0)
            {
                string nearest = NearestName.Of(order[k], inFile.Select(column => column.Name));
                _problems.Add(
                    line, order[k], $"There is no such column; there are {string.Join(", ", inFile.Select(column => column.Name))}.",
                    $"Did you mean '{nearest}'?");
                good = false;
                continue;
            }

            if (!inFile[at].HasKnownUnit)
            {
                string unit = Array.Find(ForcingColumn.Known, column => column.Name == order[k])!.UnitAsWritten;
                _problems.Add(line, order[k], $"The unit is '{inFile[at].UnitAsWritten}' where '{unit}' is expected.", "Convert the column, or correct its name.");
                good = false;
            }

            _columns[k] = inFile[at];
            _target[at + 4] = k;
        }

        return good;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRows(ref TextLines lines, int bytes)
    {
        // A row of K19's product takes about 56 bytes; what is missing is grown.
        _values = new float[((bytes / 50) + 16) * Width];
        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            if (TryRow(line))
            {
                continue;
            }

            if (new TextRow(line).AtEnd && lines.OnlyBlanksLeft)
            {
                break;
            }

            ReadOddRow(line, lines.Number);
        }
    }

    /// <summary>The fast path: a row that follows the one before by one day and holds plain numbers in their ranges.</summary>
    // Optimised at once: a reading is over before the runtime would have found out that this is the hot place.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRow(ReadOnlySpan<byte> line)
    {
        var row = new TextRow(line);
        if (!row.TryInteger(out int year) || !row.TryInteger(out int month) || !row.TryInteger(out int dayOfMonth) || !row.TryInteger(out _))
        {
            return false;
        }

        // Days 1 … 28 exist in every month: only the others need the calendar.
        bool nextInMonth = dayOfMonth == _lastDayOfMonth + 1 && dayOfMonth <= 28 && month == _lastMonth && year == _lastYear;
        int day = nextInMonth ? _lastDay + 1 : DayNumber(year, month, dayOfMonth);
        if (day < 0 || (_firstDay >= 0 && day != _lastDay + 1))
        {
            return false;
        }

        int offset = (_firstDay < 0 ? 0 : day - _firstDay) * Width;
        if (offset + Width > _values.Length)
        {
            Array.Resize(ref _values, (_values.Length * 2) + Width);
        }

        Span<float> values = _values.AsSpan(offset, Width);
        int[] target = _target;
        for (int field = 4; field < target.Length; field++)
        {
            int k = target[field];
            if (k < 0)
            {
                if (row.Field().IsEmpty)
                {
                    return false;
                }

                continue;
            }

            ForcingColumn column = _columns[k];
            if (!row.TryPlain(out double value) || value < column.Lowest || value > column.Highest)
            {
                return false;
            }

            values[k] = (float)value;
        }

        if (!row.AtEnd)
        {
            return false;
        }

        values[^1] = float.NaN;
        Advance(day, year, month, dayOfMonth);
        return true;
    }

    /// <summary>The careful path: holes, words for missing values, unusual numbers; and what is wrong, in words.</summary>
    private void ReadOddRow(ReadOnlySpan<byte> line, int number)
    {
        List<string> fields = TextRow.Fields(line);
        if (fields.Count != _target.Length)
        {
            _problems.Add(
                number, "", $"'{Shorten(string.Join(' ', fields))}' has {fields.Count} fields where {_target.Length} columns are named.",
                "Correct the line, or get the file anew.");
            return;
        }

        bool good = TryDate(fields, number, out int day);
        Span<float> values = stackalloc float[Width];
        values[^1] = float.NaN;
        for (int field = 4; field < _target.Length; field++)
        {
            int k = _target[field];
            good &= k < 0 || TryValue(fields[field], _columns[k], number, out values[k]);
        }

        if (!good)
        {
            return;
        }

        int rows = day - (_firstDay < 0 ? day : _firstDay) + 1;
        if (rows * Width > _values.Length)
        {
            Array.Resize(ref _values, ((rows + 366) * Width) + _values.Length);
        }

        if (_firstDay >= 0)
        {
            _values.AsSpan((_lastDay - _firstDay + 1) * Width, (day - _lastDay - 1) * Width).Fill(float.NaN);
        }

        values.CopyTo(_values.AsSpan((rows - 1) * Width));
        var date = DateOnly.FromDayNumber(day);
        Advance(day, date.Year, date.Month, date.Day);
    }

    private bool TryValue(string field, ForcingColumn column, int line, out float value)
    {
        byte[] text = Encoding.UTF8.GetBytes(field);
        value = float.NaN;
        if (DecimalText.IsMissing(text))
        {
            return true;
        }

        if (!DecimalText.TryParse(text, out double number))
        {
            _problems.Add(line, column.Name, $"'{field}' is no number.", "Correct the value, or mark it missing with NaN.");
            return false;
        }

        if (number < column.Lowest || number > column.Highest)
        {
            _problems.Add(
                line, column.Name,
                string.Create(CultureInfo.InvariantCulture, $"'{field}' is outside {column.Lowest} … {column.Highest} {column.Unit}."),
                "Correct the value, or mark it missing with NaN.");
            return false;
        }

        value = (float)number;
        return true;
    }

    private bool TryDate(List<string> fields, int line, out int day)
    {
        var row = new TextRow(Encoding.UTF8.GetBytes(string.Join(' ', fields.Take(3))));
        day = row.TryInteger(out int year) && row.TryInteger(out int month) && row.TryInteger(out int dayOfMonth)
            ? DayNumber(year, month, dayOfMonth)
            : -1;
        return DayOrder.Check(string.Join(' ', fields.Take(3)), day, _firstDay < 0 ? -1 : _lastDay, LongestHoleDays, line, _problems);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(int day, int year, int month, int dayOfMonth)
    {
        _firstDay = _firstDay < 0 ? day : _firstDay;
        _lastDay = day;
        _lastYear = year;
        _lastMonth = month;
        _lastDayOfMonth = dayOfMonth;
    }

    private static int DayNumber(int year, int month, int day) => DayOrder.DayNumber(year, month, day);

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}

using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Evaluation;

/// <summary>Skills: a row per basin, a column per metric; NaN where a metric is not defined for a basin.</summary>
public sealed class SkillTable
{
    private const string IdColumn = "gauge_id";
    private readonly BasinValues[] _columns;

    /// <summary>Makes a table.</summary>
    /// <param name="basins">Basin ids, one per row.</param>
    /// <param name="columns">One column per metric, each over the same basins in the same order.</param>
    /// <exception cref="ArgumentException">A column has other basins, or two columns have one name.</exception>
    public SkillTable(IReadOnlyList<string> basins, IReadOnlyList<BasinValues> columns)
    {
        ArgumentNullException.ThrowIfNull(basins);
        ArgumentNullException.ThrowIfNull(columns);
        Basins = [.. basins];
        _columns = [.. columns];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (BasinValues column in _columns)
        {
            if (!column.Basins.SequenceEqual(Basins, StringComparer.Ordinal))
            {
                throw new ArgumentException($"Column '{column.Name}' has other basins than the table.", nameof(columns));
            }

            if (!names.Add(column.Name))
            {
                throw new ArgumentException($"Column '{column.Name}' is there twice.", nameof(columns));
            }
        }
    }

    /// <summary>Basin ids, one per row.</summary>
    public IReadOnlyList<string> Basins { get; }

    /// <summary>Columns in order.</summary>
    public IReadOnlyList<BasinValues> Columns => _columns;

    /// <summary>The skills by a metric.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such column.</exception>
    public BasinValues this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return this[metric.Name];
        }
    }

    /// <summary>A column by the name of its metric.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such column.</exception>
    public BasinValues this[string metric] =>
        Array.Find(_columns, column => string.Equals(column.Name, metric, StringComparison.Ordinal))
        ?? throw new KeyNotFoundException(
            $"There is no column '{metric}'; there are {string.Join(", ", _columns.Select(column => column.Name))}. Score the predictions with it.");

    /// <summary>Writes <c>gauge_id</c> and a column per metric; numbers read back to the same bits. The file appears whole or not at all.</summary>
    public void WriteCsv(string path) => AtomicFile.WriteText(path, writer =>
    {
        writer.WriteLine(string.Join(',', _columns.Select(column => CsvLine.Quote(column.Name)).Prepend(IdColumn)));
        for (int b = 0; b < Basins.Count; b++)
        {
            writer.Write(CsvLine.Quote(Basins[b]));
            foreach (BasinValues column in _columns)
            {
                writer.Write(',');
                writer.Write(column.Values[b].ToString("R", CultureInfo.InvariantCulture));
            }

            writer.WriteLine();
        }
    });

    /// <summary>Reads what <see cref="WriteCsv"/> wrote; an empty cell is NaN.</summary>
    /// <exception cref="HydroException">The file is no such table; line and column are named.</exception>
    public static SkillTable ReadCsv(string path)
    {
        string name = Path.GetFileName(path);
        string[] lines = File.ReadAllLines(path);
        List<string> head = lines.Length > 0 ? CsvLine.Split(lines[0]) : [];
        if (head.Count == 0 || head[0] != IdColumn)
        {
            throw new HydroException($"{name}:1: the first column is not '{IdColumn}'. Give a table of metrics as an evaluation writes it.");
        }

        var basins = new List<string>(lines.Length);
        List<double>[] values = [.. head.Skip(1).Select(_ => new List<double>(lines.Length))];
        for (int line = 1; line < lines.Length; line++)
        {
            List<string> cells = CsvLine.Split(lines[line]);
            if (cells.Count != head.Count)
            {
                throw new HydroException(
                    $"{name}:{line + 1}: there are {cells.Count} cells where the head has {head.Count}. Evaluate again to write the file anew.");
            }

            basins.Add(cells[0]);
            for (int k = 1; k < cells.Count; k++)
            {
                values[k - 1].Add(Number(cells[k], $"{name}:{line + 1}, column '{head[k]}'"));
            }
        }

        try
        {
            return new SkillTable(basins, [.. values.Select((column, k) => new BasinValues(head[k + 1], basins, column))]);
        }
        catch (ArgumentException fault)
        {
            throw new HydroException($"{name}: {fault.Message} Evaluate again to write the file anew.", fault);
        }
    }

    /// <summary>Medians in one line per metric.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _columns.Select(column => column.ToString()));

    private static double Number(string cell, string place)
    {
        if (cell.Length == 0)
        {
            return double.NaN;
        }

        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new HydroException($"{place}: '{cell}' is not a number. Correct the cell, or leave it empty for none.");
    }
}

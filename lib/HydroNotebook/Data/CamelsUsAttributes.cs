using System.Globalization;
using System.Text;

namespace HydroNotebook.Data;

/// <summary>The seven attribute tables of CAMELS-US (Addor et al. 2017), <c>;</c>-separated with one header line; <c>NA</c> = missing.</summary>
internal sealed class CamelsUsAttributes
{
    private static readonly (string File, string Columns)[] s_tables =
    [
        ("camels_clim.txt", "p_mean pet_mean p_seasonality frac_snow aridity high_prec_freq high_prec_dur high_prec_timing low_prec_freq low_prec_dur low_prec_timing"),
        ("camels_geol.txt", "geol_1st_class glim_1st_class_frac geol_2nd_class glim_2nd_class_frac carbonate_rocks_frac geol_porostiy geol_permeability"),
        ("camels_hydro.txt", "q_mean runoff_ratio slope_fdc baseflow_index stream_elas q5 q95 high_q_freq high_q_dur low_q_freq low_q_dur zero_q_freq hfd_mean"),
        ("camels_name.txt", "huc_02 gauge_name"),
        ("camels_soil.txt", "soil_depth_pelletier soil_depth_statsgo soil_porosity soil_conductivity max_water_content sand_frac silt_frac clay_frac water_frac organic_frac other_frac"),
        ("camels_topo.txt", "gauge_lat gauge_lon elev_mean slope_mean area_gages2 area_geospa_fabric"),
        ("camels_vege.txt", "frac_forest lai_max lai_diff gvf_max gvf_diff dom_land_cover_frac dom_land_cover root_depth_50 root_depth_99"),
    ];

    private static readonly string[] s_categories =
        ["high_prec_timing", "low_prec_timing", "geol_1st_class", "geol_2nd_class", "dom_land_cover", "huc_02", "gauge_name"];

    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    private CamelsUsAttributes(string folder) => Folder = folder;

    /// <summary>Folder of the tables relative to the folder that the user named.</summary>
    internal string Folder { get; }

    /// <summary>All attributes found, in the order of files and columns.</summary>
    internal IReadOnlyList<string> Names => _names;

    /// <summary>Reads all tables that are there.</summary>
    internal static CamelsUsAttributes Read(CamelsUsFolder folder, List<Problem> problems)
    {
        string? path = folder.AttributeFolder();
        var tables = new CamelsUsAttributes(path is null ? CamelsUsFolder.Attributes : folder.Relative(path));
        if (path is null)
        {
            return tables;
        }

        foreach ((string name, _) in s_tables)
        {
            string file = Path.Combine(path, name);
            if (File.Exists(file))
            {
                tables._files.Add(name);
                tables.ReadTable(folder.Relative(file), file, problems);
            }
        }

        return tables;
    }

    /// <summary>Whether the attribute is a word or a number that only names a class.</summary>
    internal static bool IsCategory(string name) => s_categories.Contains(name);

    /// <summary>File in which an attribute was found, relative to the folder that the user named.</summary>
    internal string FileOf(string name) => _columns[name].File;

    /// <summary>Names of the expected tables that are not there.</summary>
    internal IEnumerable<string> MissingFiles() => s_tables.Select(table => table.File).Where(file => !_files.Contains(file));

    /// <summary>Number of basins in the tables that have the attribute, of <paramref name="basins"/>; all basins of the table when null.</summary>
    internal int CountOf(string name, IReadOnlyCollection<string>? basins) =>
        _columns[name].Cells.Count(cell => !DecimalText.IsMissing(Encoding.UTF8.GetBytes(cell.Value.Text)) && (basins is null || basins.Contains(cell.Key)));

    /// <summary>A cell as text, blanks at its ends removed; empty where there is none.</summary>
    internal string TextOf(string name, string basin) =>
        _columns.TryGetValue(name, out Column? column) && column.Cells.TryGetValue(basin, out (string Text, int Line) cell) ? cell.Text : "";

    /// <summary>A cell as number; NaN where there is none.</summary>
    internal double NumberOf(string name, string basin) =>
        DecimalText.TryParse(Encoding.UTF8.GetBytes(TextOf(name, basin)), out double value) ? value : double.NaN;

    /// <summary>The static inputs of basins: [basins][names]. Everything that is missing is a problem, or filled when that was asked for.</summary>
    internal double[][] Choose(
        IReadOnlyList<string> names, IReadOnlyList<string> basins, MissingAttributes policy, List<Problem> problems, List<Notice> notices)
    {
        double[][] values = [.. basins.Select(_ => new double[names.Count])];
        foreach (IGrouping<string, string> twice in names.GroupBy(name => name).Where(group => group.Skip(1).Any()))
        {
            problems.Add(new Problem("", "", 0, twice.Key, "The static input is asked for twice.", "Name it once."));
        }

        for (int a = 0; a < names.Count; a++)
        {
            if (!_columns.TryGetValue(names[a], out Column? column))
            {
                problems.Add(Unknown(names[a]));
                continue;
            }

            if (IsCategory(names[a]))
            {
                problems.Add(new Problem(
                    "", column.File, 1, names[a], "The attribute names classes and cannot be a static input.", "Leave it out of the static inputs."));
                continue;
            }

            List<int> missing = [];
            for (int b = 0; b < basins.Count; b++)
            {
                values[b][a] = Value(names[a], column, basins[b], problems);
                if (double.IsNaN(values[b][a]))
                {
                    missing.Add(b);
                }
            }

            if (missing.Count > 0)
            {
                FillOrRefuse(a, names[a], column, basins, missing, values, policy, problems, notices);
            }
        }

        return values;
    }

    private static void FillOrRefuse(
        int a, string name, Column column, IReadOnlyList<string> basins, List<int> missing, double[][] values,
        MissingAttributes policy, List<Problem> problems, List<Notice> notices)
    {
        double[] there = [.. values.Select(row => row[a]).Where(value => !double.IsNaN(value))];
        foreach (int b in missing)
        {
            int line = column.Cells.TryGetValue(basins[b], out (string Text, int Line) cell) ? cell.Line : 0;
            if (policy == MissingAttributes.BasinMean && there.Length > 0)
            {
                values[b][a] = there.Average();
                notices.Add(new Notice(basins[b], column.File, 1, string.Create(
                    CultureInfo.InvariantCulture,
                    $"the attribute '{name}' is missing and was filled with {values[b][a]:G6}, the mean of {there.Length} basins, as asked for.")));
            }
            else if (line == 0)
            {
                problems.Add(new Problem(basins[b], column.File, 0, name, "The table has no line of this basin.", "Leave the basin out, or get the table anew."));
            }
            else if (!problems.Exists(problem => problem.Basin == basins[b] && problem.Line == line && problem.File == column.File && problem.Column == name))
            {
                problems.Add(new Problem(
                    basins[b], column.File, line, name, $"The attribute is missing ('{cell.Text}').",
                    "Leave the attribute or the basin out, or ask for MissingAttributes.BasinMean."));
            }
        }
    }

    private static double Value(string name, Column column, string basin, List<Problem> problems)
    {
        if (!column.Cells.TryGetValue(basin, out (string Text, int Line) cell))
        {
            return double.NaN;
        }

        byte[] text = Encoding.UTF8.GetBytes(cell.Text);
        if (DecimalText.IsMissing(text))
        {
            return double.NaN;
        }

        if (!DecimalText.TryParse(text, out double value))
        {
            problems.Add(new Problem(basin, column.File, cell.Line, name, $"'{cell.Text}' is no number.", "Correct the value, or mark it missing with NA."));
            return double.NaN;
        }

        return value;
    }

    private Problem Unknown(string name)
    {
        string? home = s_tables.FirstOrDefault(table => table.Columns.Split(' ').Contains(name)).File;
        if (home is not null && !_files.Contains(home))
        {
            return new Problem("", $"{Folder}/{home}", 0, name, "The file with this attribute is not there.", "Put the seven attribute tables of CAMELS-US there.");
        }

        IEnumerable<string> known = _names.Count > 0 ? _names : s_tables.SelectMany(table => table.Columns.Split(' '));
        return new Problem("", Folder, 0, name, "No table has this attribute.", $"Did you mean '{NearestName.Of(name, known)}'?");
    }

    private void ReadTable(string file, string path, List<Problem> problems)
    {
        var found = new FileProblems("", file);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem("", file, 0, "", $"The file cannot be read: {fault.Message}", "See that it is there and may be read."));
            return;
        }

        var lines = new TextLines(bytes);
        string[] header = lines.TryNext(out ReadOnlySpan<byte> first) ? Split(first) : [];
        if (header.Length < 2 || header[0] != "gauge_id")
        {
            found.Add(1, "", "The first line does not begin with 'gauge_id;'.", "Get the table anew.");
            problems.AddRange(found.All());
            return;
        }

        var columns = new Column[header.Length];
        for (int k = 1; k < header.Length; k++)
        {
            columns[k] = new Column(file, new Dictionary<string, (string Text, int Line)>(StringComparer.Ordinal));
            if (_columns.TryAdd(header[k], columns[k]))
            {
                _names.Add(header[k]);
            }
            else
            {
                found.Add(1, header[k], $"The attribute is in {_columns[header[k]].File} already.", "Remove one of the two columns.");
            }
        }

        while (lines.TryNext(out ReadOnlySpan<byte> line))
        {
            string[] cells = Split(line);
            if (cells.Length == 1 && cells[0].Length == 0 && lines.OnlyBlanksLeft)
            {
                break;
            }

            // Spreadsheets drop leading zeros of numbers.
            string id = cells[0].PadLeft(8, '0');
            if (cells.Length != header.Length || !CamelsUs.IsId(id))
            {
                found.Add(
                    lines.Number, "", $"'{cells[0]}…' has {cells.Length} fields where {header.Length} are named, the first an 8-digit gauge id.",
                    "Correct the line, or get the table anew.");
            }
            else if (columns[1].Cells.ContainsKey(id))
            {
                found.Add(lines.Number, "gauge_id", $"The basin {id} is there twice.", "Remove one of the two lines.");
            }
            else
            {
                for (int k = 1; k < cells.Length; k++)
                {
                    columns[k].Cells[id] = (cells[k], lines.Number);
                }
            }
        }

        problems.AddRange(found.All());
    }

    private static string[] Split(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line).Split(';', StringSplitOptions.TrimEntries);

    private sealed record Column(string File, Dictionary<string, (string Text, int Line)> Cells);
}

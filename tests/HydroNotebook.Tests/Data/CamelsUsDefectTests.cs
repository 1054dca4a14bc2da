#pragma warning disable xUnit1051 // Readings of milliseconds need no cancellation.
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.Data;

public sealed class CamelsUsDefectTests : IDisposable
{
    private readonly SmallCamels _camels = new();

    public void Dispose() => _camels.Dispose();

    [Fact]
    public void A_sound_folder_gives_the_numbers_that_were_written()
    {
        BasinReading reading = _camels.Open().Read(_camels.Request with { StaticInputs = CamelsUs.K19Attributes });

        BasinSet basins = reading.OrThrow();
        Basin basin = basins[SmallCamels.First];
        Assert.Equal(["prcp [mm/day]", "srad [W/m²]", "tmax [°C]", "tmin [°C]", "vp [Pa]", "discharge [mm/day]"], basins.Variables.Select(v => v.ToString()));
        Assert.Equal(Period.Parse("1980-01-20/1980-03-19"), basin.Series.Period);
        Assert.Equal((float)SmallCamels.Rain(basin.Id, 40), basin.Series.Column("prcp")[40]);
        double millimetres = 28316846.592 * SmallCamels.Flow(basin.Id, 17) * 86400 / (587675987 * 1e6);
        Assert.Equal((float)millimetres, basin.Series.Column("discharge")[17]);
        Assert.Equal("River 01 at Town, State", basin.Name);
        Assert.Equal(27, basin.Attributes.Length);
        Assert.Empty(reading.Notices);
    }

    [Theory]
    [InlineData("1980 01 22 12\t1\t0..1\t1\t0\t1\t1\t500", "prcp", "'0..1' is no number.")]
    [InlineData("1980 01 22 12\t1\tInfinity\t1\t0\t1\t1\t500", "prcp", "'Infinity' is no number.")]
    [InlineData("1980 01 22 12\t1\t0.1\t1\t0\t1\t1", "", "has 10 fields where 11 columns are named.")]
    [InlineData("1980 01 22 12\t1\t0.1\t1\t0\t1\t1\t500\t7", "", "has 12 fields where 11 columns are named.")]
    [InlineData("1980 01 22 12\t1\t-9999\t1\t0\t1\t1\t500", "prcp", "'-9999' is outside 0 … 2000 mm/day.")]
    [InlineData("1980 13 22 12\t1\t0.1\t1\t0\t1\t1\t500", "", "'1980 13 22' is no day.")]
    [InlineData("1981 02 29 12\t1\t0.1\t1\t0\t1\t1\t500", "", "'1981 02 29' is no day.")]
    [InlineData("1980 01 21 12\t1\t0.1\t1\t0\t1\t1\t500", "", "The day 1980-01-21 is there twice.")]
    [InlineData("1980 01 20 12\t1\t0.1\t1\t0\t1\t1\t500", "", "'1980 01 20' comes after 1980-01-21: the days run backward.")]
    [InlineData("", "", "has 0 fields")]
    [InlineData("2080 01 22 12\t1\t0.1\t1\t0\t1\t1\t500", "", "days after 1980-01-21.")]
    public void A_bad_forcing_row_is_named_by_basin_file_line_and_column(string row, string column, string what)
    {
        SmallCamels.Edit(_camels.Forcing(SmallCamels.First), lines => lines[SmallCamels.ForcingLine(2)] = row);

        BasinReading reading = _camels.Open().Read(_camels.Request);

        Assert.Null(reading.Basins);
        Problem problem = Assert.Single(reading.Problems);
        Assert.Equal(SmallCamels.First, problem.Basin);
        Assert.Equal("basin_mean_forcing/maurer_extended/01/01022500_lump_maurer_forcing_leap.txt", problem.File);
        Assert.Equal(7, problem.Line);
        Assert.Equal(column, problem.Column);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Cure);
    }

    [Theory]
    [InlineData("01022500 1980 01 22 -99.9 A", "flow", "'-99.9' is negative but not -999.")]
    [InlineData("01022500 1980 01 22 12.0 M", "flag", "The flag M says missing, the flow is '12.0'.")]
    [InlineData("01022500 1980 01 22 abc A", "flow", "'abc' is no number.")]
    [InlineData("01022500 1980 01 22 12.0", "", "has 5 fields")]
    [InlineData("01022500 1980 01 21 12.0 A", "", "The day 1980-01-21 is there twice.")]
    [InlineData("01022500 1980 01 19 12.0 A", "", "the days run backward.")]
    [InlineData("01022501 1980 01 22 12.0 A", "gauge", "'01022501' is another gauge")]
    public void A_bad_flow_row_is_named_by_basin_file_line_and_column(string row, string column, string what)
    {
        SmallCamels.Edit(_camels.Flow(SmallCamels.First), lines => lines[2] = row);

        Problem problem = Assert.Single(_camels.Open().Read(_camels.Request).Problems);

        Assert.Equal((SmallCamels.First, "usgs_streamflow/01/01022500_streamflow_qc.txt", 3, column), (problem.Basin, problem.File, problem.Line, problem.Column));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "north", "latitude")]
    [InlineData(1, "", "elevation")]
    [InlineData(2, "587.7", "area")]
    [InlineData(2, "-5", "area")]
    public void A_bad_header_line_is_named(int line, string text, string what)
    {
        SmallCamels.Edit(_camels.Forcing(SmallCamels.First), lines => lines[line] = text);

        Problem problem = Assert.Single(_camels.Open().Read(_camels.Request).Problems);

        Assert.Equal((line + 1, what), (problem.Line, problem.Column));
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_the_nearest_in_every_file()
    {
        BasinReading reading = _camels.Open().Read(_camels.Request with { DynamicInputs = ["PRCP(mm/day)", "tmix"] });

        Assert.Equal(2, reading.Problems.Count);
        Assert.All(reading.Problems, problem => Assert.Equal("tmix", problem.Column));
        Assert.Equal("Did you mean 'tmax'?", reading.Problems[0].Cure);
    }

    [Fact]
    public void A_unit_that_is_not_the_known_one_is_refused()
    {
        SmallCamels.Edit(_camels.Forcing(SmallCamels.First), lines => lines[3] = lines[3].Replace("Vp(Pa)", "Vp(hPa)", StringComparison.Ordinal));

        Problem problem = Assert.Single(_camels.Open().Read(_camels.Request).Problems);

        Assert.Equal((4, "vp"), (problem.Line, problem.Column));
    }

    [Fact]
    public void A_header_without_column_names_is_refused()
    {
        SmallCamels.Edit(_camels.Forcing(SmallCamels.First), lines => lines.RemoveAt(3));

        Problem problem = Assert.Single(_camels.Open().Read(_camels.Request).Problems);

        Assert.Equal(4, problem.Line);
        Assert.Contains("is not the line of column names", problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_empty_file_is_refused(bool forcing)
    {
        SmallCamels.Put(forcing ? _camels.Forcing(SmallCamels.First) : _camels.Flow(SmallCamels.First), "");

        Assert.Contains(_camels.Open().Read(_camels.Request).Problems, problem => problem.Basin == SmallCamels.First && problem.File.Length > 0);
    }

    [Fact]
    public void A_hole_in_the_forcing_becomes_missing_rows_and_a_counted_notice()
    {
        SmallCamels.Edit(_camels.Forcing(SmallCamels.First), lines => lines.RemoveRange(SmallCamels.ForcingLine(9), 3));
        SmallCamels.Edit(_camels.Forcing(SmallCamels.First), lines => lines[SmallCamels.ForcingLine(20)] = lines[SmallCamels.ForcingLine(20)].Replace("0.00", "NaN", StringComparison.Ordinal));

        BasinReading reading = _camels.Open().Read(_camels.Request);

        DailySeries series = reading.OrThrow()[SmallCamels.First].Series;
        float[] rain = series.Column("prcp");
        Assert.Equal(SmallCamels.Days, series.Days);
        Assert.Equal([9, 10, 11], Enumerable.Range(0, rain.Length).Where(day => float.IsNaN(rain[day])));
        Assert.Equal((float)SmallCamels.Rain(SmallCamels.First, 12), rain[12]);
        Assert.False(float.IsNaN(series.Column("discharge")[10]));
        Notice notice = Assert.Single(reading.Notices);
        Assert.Equal((SmallCamels.First, 3), (notice.Basin, notice.Count));
        Assert.Contains("1980-01-29", notice.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_flow_is_NaN_whether_marked_or_not_there()
    {
        SmallCamels.Edit(_camels.Flow(SmallCamels.First), lines =>
        {
            lines[30] = "01022500 1980 02 19 -999.00 M";
            lines.RemoveRange(40, 2);
            lines.RemoveRange(0, 5);
        });

        float[] flow = _camels.Open().Read(_camels.Request).OrThrow()[SmallCamels.First].Series.Column("discharge");

        Assert.Equal([0, 1, 2, 3, 4, 30, 40, 41], Enumerable.Range(0, flow.Length).Where(day => float.IsNaN(flow[day])));
    }

    [Fact]
    public void Files_that_are_not_there_are_named_all_at_once()
    {
        File.Delete(_camels.Forcing(SmallCamels.First));
        File.Delete(_camels.Flow(SmallCamels.Second));

        BasinReading reading = _camels.Open().Read(_camels.Request with { Basins = [SmallCamels.First, SmallCamels.Second, "1234567"] });

        Assert.Equal(3, reading.Problems.Count);
        Assert.Contains("'01022500_lump_…_forcing_leap.txt'", reading.Problems[0].What, StringComparison.Ordinal);
        Assert.Contains("'1234567' is no 8-digit basin id.", reading.Problems[1].What, StringComparison.Ordinal);
        Assert.Contains("'14306500_streamflow_qc.txt'", reading.Problems[2].What, StringComparison.Ordinal);
        HydroException error = Assert.Throws<HydroException>(reading.OrThrow);
        Assert.Equal(3, error.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Defects_of_several_files_are_told_together_sorted_by_basin()
    {
        SmallCamels.Edit(_camels.Flow(SmallCamels.Second), lines => lines[5] = "garbage");
        SmallCamels.Edit(_camels.Forcing(SmallCamels.First), lines => lines[10] = "garbage");
        SmallCamels.Edit(_camels.Forcing(SmallCamels.Second), lines => lines[12] = "garbage");

        BasinReading reading = _camels.Open().Read(_camels.Request with { StaticInputs = ["soil_porositi"] });

        Assert.Equal([("", 0), (SmallCamels.First, 11), (SmallCamels.Second, 13), (SmallCamels.Second, 6)], reading.Problems.Select(p => (p.Basin, p.Line)));
        Assert.Equal("Did you mean 'soil_porosity'?", reading.Problems[0].Cure);
        Assert.Equal(3, _camels.Open().Inspect().Problems.Count);
    }

    [Fact]
    public void A_file_of_another_layout_is_told_a_hundred_times_at_most_and_counted()
    {
        SmallCamels.Put(_camels.Flow(SmallCamels.First), string.Concat(Enumerable.Repeat("1;2;3\n", 250)));

        IReadOnlyList<Problem> problems = _camels.Open().Read(_camels.Request).Problems;

        Assert.Equal(101, problems.Count);
        Assert.StartsWith("150 more", problems[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_file_of_a_basin_is_refused()
    {
        string other = Path.Combine(_camels.Root, "usgs_streamflow", "99");
        Directory.CreateDirectory(other);
        File.Copy(_camels.Flow(SmallCamels.First), Path.Combine(other, "01022500_streamflow_qc.txt"));

        Assert.Contains("second file", Assert.Single(_camels.Open().Read(_camels.Request).Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_that_is_not_there_is_named_with_the_nearest()
    {
        Problem problem = _camels.Open().Read(_camels.Request with { Forcing = "maurer_extendet" }).Problems[0];

        Assert.Equal("basin_mean_forcing/maurer_extendet", problem.File);
        Assert.Equal("Did you mean 'maurer_extended'?", problem.Cure);
    }

    [Fact]
    public void Attributes_that_cannot_be_used_are_named()
    {
        SmallCamels.Edit(_camels.Table("camels_soil.txt"), lines => lines[2] = "14306500;NA");
        SmallCamels.Edit(_camels.Table("camels_clim.txt"), lines => lines.RemoveAt(1));

        IReadOnlyList<Problem> problems = _camels.Open().Read(_camels.Request with { StaticInputs = ["soil_porosity", "high_prec_timing", "p_mean", "baseflow_index"] }).Problems;

        Assert.Equal(4, problems.Count);
        Assert.Contains(problems, p => p is { Column: "soil_porosity", Basin: SmallCamels.Second, Line: 3, File: "camels_attributes_v2.0/camels_soil.txt" });
        Assert.Contains(problems, p => p.Column == "high_prec_timing" && p.What.Contains("cannot be a static input", StringComparison.Ordinal));
        Assert.Contains(problems, p => p is { Column: "p_mean", Basin: SmallCamels.First } && p.What.Contains("no line of this basin", StringComparison.Ordinal));
        Assert.Contains(problems, p => p is { Column: "baseflow_index", File: "camels_attributes_v2.0/camels_hydro.txt" });
    }

    [Theory]
    [InlineData("14306500;0.4;0.5", "fields")]
    [InlineData("14306500", "fields")]
    [InlineData("01022500;0.4", "twice")]
    public void A_malformed_attribute_line_is_named(string row, string what)
    {
        SmallCamels.Edit(_camels.Table("camels_soil.txt"), lines => lines[2] = row);

        Assert.Contains(_camels.Open().Read(_camels.Request).Problems, p => p.Line == 3 && p.What.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void Line_ends_marks_and_a_missing_last_line_end_make_no_difference()
    {
        BasinSet before = _camels.Open().Read(_camels.Request).OrThrow();
        foreach (string path in new[] { _camels.Forcing(SmallCamels.First), _camels.Flow(SmallCamels.First), _camels.Table("camels_soil.txt") })
        {
            SmallCamels.Put(path, "\uFEFF" + File.ReadAllText(path).TrimEnd().Replace("\n", "\r\n", StringComparison.Ordinal));
        }

        BasinSet after = _camels.Open().Read(_camels.Request).OrThrow();

        Assert.Equal(before.Fingerprint, after.Fingerprint);
    }

    [Fact]
    public void The_usual_folder_above_is_accepted_and_another_one_refused_with_what_was_looked_for()
    {
        string above = Directory.CreateTempSubdirectory("above-camels-").FullName;
        try
        {
            HydroException error = Assert.Throws<HydroException>(() => CamelsUs.Open(above));
            Assert.Contains("looked for 'basin_mean_forcing' and 'usgs_streamflow'", error.Message, StringComparison.Ordinal);

            Directory.CreateSymbolicLink(Path.Combine(above, "basin_dataset_public_v1p2"), _camels.Root);
            BasinReading reading = CamelsUs.Open(above, DataCache.Off).Read(_camels.Request with { StaticInputs = ["p_mean"] });
            Assert.Equal(2, reading.OrThrow().Count);
        }
        finally
        {
            Directory.Delete(above, recursive: true);
        }
    }

    [Fact]
    public void A_basin_list_keeps_zeros_and_order_and_names_every_bad_line()
    {
        string path = Path.Combine(_camels.Root, "list.txt");
        File.WriteAllText(path, "14306500\n01022500\n\n");
        Assert.Equal(["14306500", "01022500"], CamelsUs.BasinList(path));

        File.WriteAllText(path, "1022500\n14306500\n14306500\nnonsense\n");
        HydroException error = Assert.Throws<HydroException>(() => CamelsUs.BasinList(path));
        Assert.Contains(":1: '1022500' is no 8-digit basin id. Write '01022500'.", error.Message, StringComparison.Ordinal);
        Assert.Contains(":3: The basin 14306500 stands in line 2 already.", error.Message, StringComparison.Ordinal);
        Assert.Contains(":4: 'nonsense'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_are_cut_to_the_record_and_days_outside_are_told()
    {
        BasinReading reading = _camels.Open().Read(_camels.Request with { Days = Period.Parse("1980-03-01/1980-12-31") });

        Assert.All(reading.OrThrow().Basins, basin => Assert.Equal(Period.Parse("1980-03-01/1980-03-19"), basin.Series.Period));
        Assert.Equal(2, reading.Notices.Count);
        Assert.Equal(2, _camels.Open().Read(_camels.Request with { Days = Period.Parse("1990-01-01/1990-12-31") }).Problems.Count);
    }

    [Fact]
    public void Progress_counts_every_basin_in_order_and_a_cancelled_reading_stops()
    {
        var counted = new Counted();
        _camels.Open().Read(_camels.Request, counted);
        Assert.Equal([1, 2], counted.Values);

        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _camels.Open().Read(_camels.Request, cancel: stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _camels.Open().Inspect(cancel: stop.Token));
    }

    [Fact]
    public void The_same_basins_in_another_order_come_in_that_order()
    {
        BasinSet basins = _camels.Open().Read(_camels.Request with { Basins = [SmallCamels.Second, SmallCamels.First] }).OrThrow();

        Assert.Equal([SmallCamels.Second, SmallCamels.First], basins.Basins.Select(basin => basin.Id));
        Assert.NotEqual(_camels.Open().Read(_camels.Request).OrThrow().Fingerprint, basins.Fingerprint);
    }

    private sealed class Counted : IProgress<int>
    {
        public List<int> Values { get; } = [];

        public void Report(int value) => Values.Add(value);
    }
}

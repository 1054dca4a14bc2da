using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.VirtualCatchments;

namespace HydroNotebook;

/// <summary>Catchments that do not exist: weather, land and flow made by rule and seed, as files of CAMELS-US or in memory.</summary>
/// <remarks>
/// The same arguments give the same numbers on any number of threads. A basin depends on the seed, its own number and the years, not on how many
/// basins there are. What is made, by which equations, and how close it comes to real basins: <c>docs/virtual-catchments.md</c>.
/// </remarks>
public sealed class VirtualWorld : IBasinSource
{
    // Three years of weather before the first day fill soil and groundwater.
    private const int SpinUpYears = 3;
    private static readonly string[] Forcings = ["dayl", "prcp", "srad", "swe", "tmax", "tmin", "vp"];
    private readonly VirtualBasin[] _basins;

    private VirtualWorld(VirtualBasin[] basins, int years, long seed, Period days)
    {
        _basins = basins;
        Years = years;
        Seed = seed;
        Days = days;
        BasinIds = [.. basins.Select(basin => basin.Site.Id)];
    }

    /// <summary>Number of hydrological years (1 October to 30 September).</summary>
    public int Years { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>First and last day of all series: whole hydrological years up to 2008-09-30.</summary>
    public Period Days { get; }

    /// <summary>The ids in ascending order: region, a 9, the basin's number: <c>01900003</c>.</summary>
    public IReadOnlyList<string> BasinIds { get; }

    /// <summary>
    /// The period to test on: the earlier half, after one year whose forcing warms models up. With 20 years or more it is K19's, 1989-10-01/1999-09-30.
    /// </summary>
    public Period TestPeriod => new(October(2008 - TestYears - TrainingYears), October(2008 - TrainingYears).AddDays(-1));

    /// <summary>The period to train on: the later half. With 20 years or more it is K19's, 1999-10-01/2008-09-30.</summary>
    public Period TrainingPeriod => new(October(2008 - TrainingYears), Days.Last);

    private int TestYears => Math.Min(Years, 20) / 2;

    private int TrainingYears => Math.Min(Years, 20) - 1 - TestYears;

    /// <summary>Makes a world.</summary>
    /// <param name="basins">Number of basins, 1 … 99,999; the real CAMELS-US has 671.</param>
    /// <param name="years">Number of hydrological years, 3 … 100; K19's periods need 20.</param>
    /// <param name="seed">Another seed makes another world.</param>
    /// <param name="progress">Told the number of basins made so far.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static VirtualWorld Create(
        int basins, int years, long seed, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(basins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(basins, 99_999);
        ArgumentOutOfRangeException.ThrowIfLessThan(years, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(years, 100);
        Period days = new(October(2008 - years), October(2008).AddDays(-1));
        int skip = days.First.DayNumber - October(2008 - years - SpinUpYears).DayNumber;
        WeatherSystems systems = new(seed, skip + days.Days, cancel);
        VirtualBasin[] made = new VirtualBasin[basins];
        for (int basin = 0; basin < basins; basin++)
        {
            cancel.ThrowIfCancellationRequested();
            made[basin] = VirtualBasin.Make(seed, basin, systems, days.First, skip);
            progress?.Report(basin + 1);
        }

        Array.Sort(made, (one, other) => string.CompareOrdinal(one.Site.Id, other.Site.Id));
        return new VirtualWorld(made, years, seed, days);
    }

    /// <summary>Writes the layout of CAMELS-US (forcing <c>maurer_extended</c>, flow, seven attribute tables, a basin list) and the truth.</summary>
    /// <remarks>
    /// <c>truth/REGION/ID_truth.csv</c> holds soil moisture of the layers 0–7, 7–28, 28–100 and 100–289 cm [m³/m³], snow water equivalent [mm],
    /// actual evapotranspiration, baseflow and the discharge before its measurement [mm/day]. All is written beside the folder and renamed at
    /// the end: after an error or a cancellation there is nothing.
    /// </remarks>
    /// <param name="folder">A folder that is empty or does not exist.</param>
    /// <param name="progress">Told the number of basins written so far.</param>
    /// <param name="cancel">Stops writing.</param>
    /// <exception cref="HydroException">The folder is not empty.</exception>
    public void WriteTo(string folder, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        CamelsFolder.Write(folder, _basins, Days.First, Description(), progress, cancel);
    }

    /// <summary>The basins in memory: the same numbers as reading back what <see cref="WriteTo"/> writes.</summary>
    /// <param name="request">Which basins, columns, attributes and days; by default all basins, K19's five forcings and no attributes.</param>
    /// <exception cref="HydroException">Something is asked for that is not there.</exception>
    public BasinSet ToBasinSet(BasinRequest? request = null)
    {
        request ??= new BasinRequest();
        if (!string.Equals(request.Forcing, "maurer_extended", StringComparison.Ordinal))
        {
            throw new HydroException($"Forcing '{request.Forcing}' is not made for virtual catchments. Ask for 'maurer_extended'.");
        }

        foreach (string input in request.DynamicInputs)
        {
            Require(Forcings.Contains(input, StringComparer.Ordinal), "Forcing column", input, string.Join(", ", Forcings));
        }

        Period days = request.Days ?? Days;
        if (days.First < Days.First || days.Last > Days.Last)
        {
            throw new HydroException($"The days {days} are not all within {Days}. Ask for days within, or make more years.");
        }

        IReadOnlyList<string> ids = request.Basins ?? BasinIds;
        List<Basin> basins = new(ids.Count);
        Variable[] variables = [.. request.DynamicInputs.Select(name => new Variable(name, UnitOf(name))), Variable.Discharge];
        foreach (string id in ids)
        {
            basins.Add(ToBasin(Find(id), request, days, variables));
        }

        string source = string.Create(CultureInfo.InvariantCulture, $"virtual catchments (seed {Seed})");
        return new BasinSet(source, Fingerprint(basins, request.StaticInputs), [.. request.StaticInputs], basins);
    }

    /// <inheritdoc/>
    string IBasinSource.Name => "virtual catchments";

    /// <inheritdoc/>
    BasinReading IBasinSource.Read(BasinRequest request, IProgress<int>? progress, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        BasinSet basins = ToBasinSet(request);
        progress?.Report(basins.Count);
        return new BasinReading(basins, []);
    }

    /// <summary>What the process model knows about a basin: the columns of the truth file, see <see cref="WriteTo"/>.</summary>
    /// <param name="id">Id of the basin.</param>
    /// <exception cref="HydroException">There is no such basin.</exception>
    public DailySeries TruthOf(string id)
    {
        VirtualBasin basin = Find(id);
        List<float> values = new(Days.Days * VirtualTruth.Variables.Count);
        for (int day = 0; day < Days.Days; day++)
        {
            values.AddRange(VirtualTruth.Row(basin.Truth, day));
        }

        return new DailySeries(Days.First, VirtualTruth.Variables, values.ToArray());
    }

    private static DateOnly October(int year) => new(year, 10, 1);

    private static string UnitOf(string forcing) => forcing switch
    {
        "dayl" => "s",
        "prcp" => "mm/day",
        "srad" => "W/m²",
        "swe" => "mm",
        "vp" => "Pa",
        _ => "°C",
    };

    private static Basin ToBasin(VirtualBasin made, BasinRequest request, Period days, Variable[] variables)
    {
        int start = days.First.DayNumber - (October(2008).DayNumber - made.FlowCfs.Length);
        float[] values = new float[days.Days * variables.Length];
        for (int column = 0; column < variables.Length; column++)
        {
            Func<int, double> value = variables[column].Name switch
            {
                "dayl" => day => made.Forcing.DayLength[day],
                "prcp" => day => made.Forcing.Precipitation[day],
                "srad" => day => made.Forcing.Radiation[day],
                "swe" => _ => 0,
                "tmax" => day => made.Forcing.Maximum[day],
                "tmin" => day => made.Forcing.Minimum[day],
                "vp" => day => made.Forcing.Vapour[day],
                _ => made.FlowMmPerDay,
            };
            for (int row = 0; row < days.Days; row++)
            {
                values[(row * variables.Length) + column] = (float)value(start + row);
            }
        }

        return new Basin
        {
            Id = made.Site.Id,
            Name = string.Create(CultureInfo.InvariantCulture, $"Virtual River {made.Site.Id[3..]} in region {made.Site.Region:00}"),
            Region = made.Site.Region.ToString("00", CultureInfo.InvariantCulture),
            Latitude = made.Site.Latitude,
            Longitude = made.Site.Longitude,
            AreaKm2 = made.AreaM2 / 1e6,
            Attributes = request.StaticInputs.Select(name => Attribute(made, name)).ToArray(),
            Series = new DailySeries(days.First, variables, values),
        };
    }

    private static double Attribute(VirtualBasin basin, string name)
    {
        double? value = AttributeTables.Value(basin, name);
        string all = string.Join(", ", AttributeTables.All.SelectMany(table => table.Columns).Select(column => column.Column));
        Require(value is not null, "Attribute", name, all);
        return value ?? double.NaN;
    }

    private static void Require(bool there, string what, string name, string all)
    {
        if (!there)
        {
            throw new HydroException($"{what} '{name}' is not there. There are {all}.");
        }
    }

    private static string Fingerprint(List<Basin> basins, IReadOnlyList<string> attributes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Basin basin in basins)
        {
            string columns = string.Join(',', attributes) + '|' + string.Join(',', basin.Series.Variables);
            hash.AppendData(Encoding.UTF8.GetBytes($"{basin.Id}|{basin.Series.Period}|{columns}|"));
            hash.AppendData(MemoryMarshal.AsBytes(basin.Attributes.Span));
            hash.AppendData(MemoryMarshal.AsBytes(basin.Series.Values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private VirtualBasin Find(string id) =>
        Array.Find(_basins, basin => string.Equals(basin.Site.Id, id, StringComparison.Ordinal))
        ?? throw new HydroException($"Basin '{id}' is not among the {_basins.Length} virtual catchments {BasinIds[0]} … {BasinIds[^1]}.");

    private string Description() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Virtual catchments: nothing here was measured.

        Made by HydroNotebook: {_basins.Length} basins, {Years} years ({Days}), seed {Seed}.
        Test on {TestPeriod}, train on {TrainingPeriod}.
        The layout is that of CAMELS-US (Newman et al. 2015, Addor et al. 2017). Climate and flow attributes are computed from the series.
        truth/ holds what the process model knows: soil moisture [m3/m3] of 0-7, 7-28, 28-100, 100-289 cm, snow water [mm],
        evapotranspiration, baseflow and discharge before measurement [mm/day].

        """);
}

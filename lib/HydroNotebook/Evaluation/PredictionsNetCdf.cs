using System.Globalization;
using System.Text;
using HydroNotebook.Basins;

namespace HydroNotebook.Evaluation;

/// <summary>How predictions lie in a NetCDF file, after the CF conventions 1.8.</summary>
/// <remarks>Without <c>featureType</c>: with it the conventions ask for coordinates of the gauges, which predictions do not carry.</remarks>
internal static class PredictionsNetCdf
{
    private const string Basin = "basin";
    private const string Time = "time";
    private const string IdLength = "id_length";
    private const string GaugeId = "gauge_id";
    private static readonly DateOnly s_epoch = new(1970, 1, 1);

    /// <summary>Lays predictions out.</summary>
    internal static NetCdfFile ToFile(Predictions predictions)
    {
        int basins = predictions.Basins.Count;
        int days = predictions.Period.Days;
        byte[][] ids = [.. predictions.Basins.Select(Encoding.UTF8.GetBytes)];
        int idLength = Math.Max(1, ids.Max(id => id.Length));
        byte[] idTable = new byte[basins * idLength];
        float[] observed = new float[basins * days];
        float[] simulated = new float[basins * days];
        for (int b = 0; b < basins; b++)
        {
            ids[b].CopyTo(idTable, b * idLength);
            predictions.Observed(b).CopyTo(observed.AsSpan(b * days));
            predictions.Simulated(b).CopyTo(simulated.AsSpan(b * days));
        }

        int firstDay = predictions.Period.First.DayNumber - s_epoch.DayNumber;
        return new NetCdfFile(
            [new(Basin, basins), new(Time, days), new(IdLength, idLength)],
            Attributes(predictions.Info),
            [
                new(GaugeId, [Basin, IdLength], Texts(("long_name", "gauge identifier"), ("_Encoding", "utf-8")), idTable),
                new(
                    Time,
                    [Time],
                    Texts(
                        ("standard_name", "time"),
                        ("long_name", "day"),
                        ("units", "days since 1970-01-01 00:00:00"),
                        ("calendar", "standard"),
                        ("axis", "T")),
                    Enumerable.Range(firstDay, days).ToArray()),
                Discharge("observed", "observed discharge over the basin's area", observed),
                Discharge("simulated", "simulated discharge over the basin's area", simulated),
            ]);
    }

    /// <summary>Understands a file that <see cref="ToFile"/> laid out.</summary>
    internal static Predictions FromFile(NetCdfFile file, string name)
    {
        byte[] idTable = Values<byte[]>(file, name, GaugeId, Basin, IdLength);
        int[] time = Values<int[]>(file, name, Time, Time);
        float[] observed = Values<float[]>(file, name, "observed", Basin, Time);
        float[] simulated = Values<float[]>(file, name, "simulated", Basin, Time);
        int days = time.Length;
        int basins = observed.Length / days;
        int idLength = idTable.Length / basins;
        int firstDay = time[0] + s_epoch.DayNumber;
        if (firstDay < 0 || (long)firstDay + days - 1 > DateOnly.MaxValue.DayNumber)
        {
            throw new HydroException($"{name}: 'time' starts at day {time[0]}, which is no date. Predict again to write the file anew.");
        }

        for (int day = 1; day < days; day++)
        {
            if (time[day] != time[0] + day)
            {
                throw new HydroException($"{name}: 'time' skips or repeats a day at row {day}. Predict again to write the file anew.");
            }
        }

        string[] ids = [.. Enumerable.Range(0, basins).Select(b => Encoding.UTF8.GetString(idTable, b * idLength, idLength).TrimEnd('\0'))];
        float[][] Rows(float[] table) => [.. Enumerable.Range(0, basins).Select(b => table.AsSpan(b * days, days).ToArray())];
        try
        {
            return new Predictions(
                Info(file, name), new Period(DateOnly.FromDayNumber(firstDay), DateOnly.FromDayNumber(firstDay + days - 1)), ids, Rows(observed), Rows(simulated));
        }
        catch (ArgumentException fault)
        {
            throw new HydroException($"{name}: {fault.Message} Predict again to write the file anew.", fault);
        }
    }

    private static NetCdfVariable Discharge(string variable, string longName, float[] values)
    {
        List<NetCdfAttribute> attributes =
        [
            .. Texts(("long_name", longName), ("units", "mm d-1"), ("cell_methods", "time: mean"), ("coordinates", GaugeId)),
            new NetCdfAttribute("_FillValue", new[] { float.NaN }),
        ];
        return new NetCdfVariable(variable, [Basin, Time], attributes, values);
    }

    // No date of making and no history: the same predictions give the same bytes.
    private static List<NetCdfAttribute> Attributes(PredictionsInfo info) =>
    [
        .. Texts(
            ("Conventions", "CF-1.8"),
            ("title", "Observed and simulated daily discharge"),
            ("source", info.Model.Length > 0 ? $"HydroNotebook, {info.Model}" : "HydroNotebook"),
            ("evaluation_mode", info.Mode.ToString()),
            ("clipping", info.Clipping.ToString()),
            ("model", info.Model),
            ("experiment", info.Experiment),
            ("seeds", string.Join(' ', info.Seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)))),
            ("data_fingerprint", info.DataFingerprint)),
        new NetCdfAttribute("members", new[] { info.Members }),
    ];

    private static PredictionsInfo Info(NetCdfFile file, string name)
    {
        string Text(string attribute) => file.Attributes.FirstOrDefault(candidate => candidate.Name == attribute)?.AsText()
            ?? throw Unfit(name, $"has no attribute '{attribute}'");

        T Word<T>(string attribute)
            where T : struct, Enum => Enum.TryParse(Text(attribute), out T value) && Enum.IsDefined(value)
                ? value
                : throw Unfit(name, $"has '{Text(attribute)}' for {attribute}, where one of {string.Join(", ", Enum.GetNames<T>())} belongs");

        var seeds = new List<long>();
        foreach (string seed in Text("seeds").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            seeds.Add(long.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
                ? value
                : throw Unfit(name, $"has the seed '{seed}', which is no whole number"));
        }

        return new PredictionsInfo
        {
            Mode = Word<EvaluationMode>("evaluation_mode"),
            Clipping = Word<Clipping>("clipping"),
            Model = Text("model"),
            Experiment = Text("experiment"),
            Seeds = seeds,
            Members = file.Attributes.FirstOrDefault(candidate => candidate.Name == "members")?.Values is int[] { Length: 1 } members
                ? members[0]
                : throw Unfit(name, "has no attribute 'members'"),
            DataFingerprint = Text("data_fingerprint"),
        };
    }

    private static T Values<T>(NetCdfFile file, string name, string variable, params string[] dimensions)
        where T : class
    {
        NetCdfVariable found = file.Variables.FirstOrDefault(candidate => candidate.Name == variable)
            ?? throw Unfit(name, $"has no variable '{variable}'");
        return found.Values is T values && found.Dimensions.SequenceEqual(dimensions, StringComparer.Ordinal)
            ? values
            : throw Unfit(name, $"has '{variable}' with other dimensions or of another type than predictions");
    }

    private static HydroException Unfit(string name, string what) =>
        new($"{name}: {what}; it is no file of predictions of this program, or damaged. Give a predictions-<period>.nc.");

    private static List<NetCdfAttribute> Texts(params (string Name, string Text)[] texts) =>
        [.. texts.Select(text => NetCdfAttribute.Text(text.Name, text.Text))];
}

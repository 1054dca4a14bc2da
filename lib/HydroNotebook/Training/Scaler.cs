using System.Text.Json;
using System.Text.Json.Serialization;
using HydroNotebook.Basins;

namespace HydroNotebook.Training;

/// <summary>Means and standard deviations of the training period, by which inputs and target are standardised.</summary>
/// <remarks>
/// Forcings and target: over all basins and days of the training period together, divisor n. Attributes: over the training
/// basins, divisor n − 1. As K19's program (its constants are reproduced to 8 decimals). Missing values do not count.
/// Order: that of <see cref="DynamicInputs"/> and <see cref="StaticInputs"/>.
/// </remarks>
public sealed record Scaler
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Names of the forcing columns.</summary>
    public required IReadOnlyList<string> DynamicInputs { get; init; }

    /// <summary>Means of the forcing columns, in their units.</summary>
    public required IReadOnlyList<double> DynamicMean { get; init; }

    /// <summary>Standard deviations of the forcing columns, in their units.</summary>
    public required IReadOnlyList<double> DynamicSd { get; init; }

    /// <summary>Names of the attributes.</summary>
    public required IReadOnlyList<string> StaticInputs { get; init; }

    /// <summary>Means of the attributes.</summary>
    public required IReadOnlyList<double> StaticMean { get; init; }

    /// <summary>Standard deviations of the attributes.</summary>
    public required IReadOnlyList<double> StaticSd { get; init; }

    /// <summary>Mean discharge, mm/day.</summary>
    public required double TargetMean { get; init; }

    /// <summary>Standard deviation of discharge, mm/day.</summary>
    public required double TargetSd { get; init; }

    /// <summary>Computes the scaler of a set of basins over a period.</summary>
    /// <param name="basins">Training basins.</param>
    /// <param name="training">Training period.</param>
    /// <exception cref="HydroException">A column or attribute has no value, does not vary or is infinite somewhere; all such are named.</exception>
    public static Scaler Fit(BasinSet basins, Period training)
    {
        ArgumentNullException.ThrowIfNull(basins);
        IReadOnlyList<string> dynamics = [.. basins.Variables.Select(v => v.Name).Where(name => name != Variable.Discharge.Name)];
        var columns = new List<Moments>();
        for (int column = 0; column < basins.Variables.Count; column++)
        {
            columns.Add(MomentsOf(basins, training, column));
        }

        var attributes = new List<Moments>();
        for (int a = 0; a < basins.AttributeNames.Count; a++)
        {
            int attribute = a;
            attributes.Add(Moments.Of(basins.Basins.Select(basin => basin.Attributes.Span[attribute])));
        }

        List<string> faults = InfiniteValues(basins, training);
        if (faults.Count > 0)
        {
            throw new HydroException(string.Join('\n', faults));
        }

        for (int column = 0; column < columns.Count; column++)
        {
            Tell(faults, $"'{basins.Variables[column].Name}' over {training}", columns[column]);
        }

        for (int a = 0; a < attributes.Count; a++)
        {
            Tell(faults, $"attribute '{basins.AttributeNames[a]}' over {basins.Count} basins", attributes[a]);
        }

        if (faults.Count > 0)
        {
            throw new HydroException(string.Join('\n', faults));
        }

        int target = columns.Count - 1;
        return new Scaler
        {
            DynamicInputs = dynamics,
            DynamicMean = [.. columns.Take(target).Select(m => m.Mean)],
            DynamicSd = [.. columns.Take(target).Select(m => m.Sd(0))],
            StaticInputs = basins.AttributeNames,
            StaticMean = [.. attributes.Select(m => m.Mean)],
            StaticSd = [.. attributes.Select(m => m.Sd(1))],
            TargetMean = columns[target].Mean,
            TargetSd = columns[target].Sd(0),
        };
    }

    /// <summary>Standard deviation (divisor n) of a basin's observed discharge over a period, mm/day; NaN where none is observed. K19's s(b).</summary>
    public static double BasinSd(Basin basin, Period training)
    {
        ArgumentNullException.ThrowIfNull(basin);
        return Moments.Of(ValuesOf(basin, training, basin.Series.Variables.Count - 1)).Sd(0);
    }

    /// <summary>Standardised discharge back in mm/day: y · sd + mean.</summary>
    public float ToMmPerDay(float standardised) => (float)((standardised * TargetSd) + TargetMean);

    /// <summary>The scaler as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <param name="culprit">What to blame in an error, such as the file's path.</param>
    /// <exception cref="HydroException">The text is not a scaler.</exception>
    public static Scaler FromJson(string json, string culprit)
    {
        try
        {
            Scaler? scaler = JsonSerializer.Deserialize<Scaler>(json, Json);
            return scaler?.HasAllNumbers() == true ? scaler : throw new JsonException("names and numbers do not match");
        }
        catch (JsonException fault)
        {
            throw new HydroException($"{culprit}: is not a scaler ({fault.Message}). Take the file of the run folder as training wrote it.", fault);
        }
    }

    private bool HasAllNumbers() =>
        DynamicInputs is not null && DynamicMean?.Count == DynamicInputs.Count && DynamicSd?.Count == DynamicInputs.Count
        && StaticInputs is not null && StaticMean?.Count == StaticInputs.Count && StaticSd?.Count == StaticInputs.Count;

    private static List<string> InfiniteValues(BasinSet basins, Period training)
    {
        const int Most = 50;
        var faults = new List<string>();
        foreach (Basin basin in basins.Basins)
        {
            for (int column = 0; column < basins.Variables.Count; column++)
            {
                DateOnly day = training.First > basin.Series.FirstDay ? training.First : basin.Series.FirstDay;
                foreach (double value in ValuesOf(basin, training, column))
                {
                    if (double.IsInfinity(value) && faults.Count < Most)
                    {
                        faults.Add(FormattableString.Invariant(
                            $"basin {basin.Id}: '{basins.Variables[column].Name}' is infinite on {day:yyyy-MM-dd}. Mend the value or mark it as missing; 'hydronb data inspect' shows such days."));
                    }

                    day = day.AddDays(1);
                }
            }
        }

        return faults;
    }

    private static void Tell(List<string> faults, string who, Moments moments)
    {
        if (moments.Count == 0)
        {
            faults.Add($"{who} has no value at all. Choose a period or basins with values, or leave it out.");
        }
        else if (!(moments.Sd(0) > 0))
        {
            faults.Add($"{who} is {moments.Mean:R} everywhere and cannot be standardised. Leave it out, or add basins.");
        }
    }

    private static Moments MomentsOf(BasinSet basins, Period training, int column) =>
        Moments.Of(basins.Basins.SelectMany(basin => ValuesOf(basin, training, column)));

    private static IEnumerable<double> ValuesOf(Basin basin, Period period, int column)
    {
        DailySeries series = basin.Series;
        int first = Math.Max(0, series.RowOf(period.First));
        int last = Math.Min(series.Days - 1, series.RowOf(period.Last));
        for (int row = first; row <= last; row++)
        {
            yield return series.Values[(row * series.Variables.Count) + column];
        }
    }
}

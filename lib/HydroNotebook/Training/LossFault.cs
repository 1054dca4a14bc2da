using System.Globalization;
using HydroNotebook.Basins;

namespace HydroNotebook.Training;

/// <summary>Finds out why a loss is not a number.</summary>
internal static class LossFault
{
    /// <summary>The error for a training step.</summary>
    internal static HydroException Explain(BasinSet basins, ReadOnlySpan<Sample> batch, int length, int epoch, int step, double loss) =>
        Explain(basins, batch, length, string.Create(CultureInfo.InvariantCulture, $"Loss is {Kind(loss)} at epoch {epoch}, step {step}"));

    /// <summary>The error for a validation.</summary>
    internal static HydroException ExplainValidation(BasinSet basins, IReadOnlyList<Sample> samples, int length, int epoch, double loss) =>
        Explain(basins, [.. samples], length, string.Create(CultureInfo.InvariantCulture, $"Validation loss is {Kind(loss)} after epoch {epoch}"));

    // Names basin, target day and input, or says that training itself ran away.
    private static HydroException Explain(BasinSet basins, ReadOnlySpan<Sample> batch, int length, string where)
    {
        foreach (Sample sample in batch)
        {
            Basin basin = basins.Basins[sample.Basin];
            DailySeries series = basin.Series;
            string target = series.FirstDay.AddDays(sample.Row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            for (int row = sample.Row - length + 1; row <= sample.Row; row++)
            {
                for (int k = 0; k < series.Variables.Count; k++)
                {
                    float value = series.Values[(row * series.Variables.Count) + k];
                    bool input = k < series.Variables.Count - 1;
                    if (input ? !float.IsFinite(value) : float.IsInfinity(value))
                    {
                        string day = series.FirstDay.AddDays(row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                        return new HydroException(
                            $"{where}: basin {basin.Id}, target day {target}, {(input ? "input" : "target")} '{series.Variables[k].Name}' = {Text(value)} on {day}. Run 'hydronb data inspect' on the folder.");
                    }
                }
            }

            for (int a = 0; a < basin.Attributes.Length; a++)
            {
                if (!double.IsFinite(basin.Attributes.Span[a]))
                {
                    return new HydroException(
                        $"{where}: basin {basin.Id}, target day {target}, attribute '{basins.AttributeNames[a]}' = {Text(basin.Attributes.Span[a])}. Leave the attribute or the basin out.");
                }
            }
        }

        return new HydroException($"{where}, though all inputs are finite: the weights ran away. Lower training.learningRate or training.clipNorm.");
    }

    private static string Kind(double loss) => double.IsNaN(loss) ? "NaN" : "infinite";

    private static string Text(double value) =>
        double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "-∞" : value.ToString("R", CultureInfo.InvariantCulture);
}

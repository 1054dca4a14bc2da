using HydroNotebook.Basins;
using HydroNotebook.Tensors;

namespace HydroNotebook.Training;

/// <summary>Basins as a network sees them: inputs and target standardised once, nothing copied afterwards.</summary>
public sealed class StandardisedBasins
{
    private readonly float[][] _targets;

    /// <summary>Standardises every day of every basin.</summary>
    /// <param name="basins">The basins; forcing columns and attributes must be those of the scaler.</param>
    /// <param name="scaler">The scaler of the training period.</param>
    /// <exception cref="HydroException">Columns or attributes differ from the scaler's.</exception>
    public StandardisedBasins(BasinSet basins, Scaler scaler)
    {
        ArgumentNullException.ThrowIfNull(basins);
        ArgumentNullException.ThrowIfNull(scaler);
        Require("forcing columns", scaler.DynamicInputs, [.. basins.Variables.Select(v => v.Name).Take(basins.Variables.Count - 1)]);
        Require("attributes", scaler.StaticInputs, basins.AttributeNames);
        Basins = basins;
        Scaler = scaler;
        int inputs = scaler.DynamicInputs.Count;
        _targets = new float[basins.Count][];
        var series = new float[basins.Count][];
        var statics = new float[basins.Count][];
        for (int b = 0; b < basins.Count; b++)
        {
            (series[b], _targets[b]) = Standardise(basins.Basins[b].Series, scaler, inputs);
            ReadOnlySpan<double> attributes = basins.Basins[b].Attributes.Span;
            statics[b] = new float[attributes.Length];
            for (int a = 0; a < attributes.Length; a++)
            {
                statics[b][a] = (float)((attributes[a] - scaler.StaticMean[a]) / scaler.StaticSd[a]);
            }
        }

        Inputs = new SequenceInputs(inputs, scaler.StaticInputs.Count, series, statics);
    }

    /// <summary>The basins.</summary>
    public BasinSet Basins { get; }

    /// <summary>The scaler.</summary>
    public Scaler Scaler { get; }

    /// <summary>Standardised forcings and attributes.</summary>
    public SequenceInputs Inputs { get; }

    /// <summary>Standardised discharge of a basin, [days]; NaN = missing.</summary>
    public ReadOnlySpan<float> Targets(int basin) => _targets[basin];

    private static (float[] Inputs, float[] Targets) Standardise(DailySeries series, Scaler scaler, int inputs)
    {
        var standardised = new float[series.Days * inputs];
        var targets = new float[series.Days];
        ReadOnlySpan<float> values = series.Values;
        for (int day = 0; day < series.Days; day++)
        {
            int row = day * (inputs + 1);
            for (int k = 0; k < inputs; k++)
            {
                standardised[(day * inputs) + k] = (float)((values[row + k] - scaler.DynamicMean[k]) / scaler.DynamicSd[k]);
            }

            targets[day] = (float)((values[row + inputs] - scaler.TargetMean) / scaler.TargetSd);
        }

        return (standardised, targets);
    }

    private static void Require(string what, IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        if (!expected.SequenceEqual(found))
        {
            throw new HydroException(
                $"The model was trained with the {what} {string.Join(", ", expected)}, the basins have {(found.Count == 0 ? "none" : string.Join(", ", found))}. Read the basins with the same {what} in the same order.");
        }
    }
}

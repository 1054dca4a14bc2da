using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Models;

/// <summary>Draws the weights that training starts from.</summary>
public static class InitialWeights
{
    /// <summary>All weights of a network with its head, by the scheme of the settings.</summary>
    /// <param name="layout">Where each weight lies.</param>
    /// <param name="settings">Scheme and forget bias.</param>
    /// <param name="seed">Seed of the run.</param>
    public static float[] Draw(RecurrentLayout layout, ModelSettings settings, long seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(settings);
        RecurrentShape shape = layout.Shape;
        bool k19 = settings.Initialisation == InitialisationScheme.K19;
        var forget = (float)settings.ForgetBias;
        int inputs = shape.Inputs + shape.Statics;
        IReadOnlyList<NamedArray> layer = (shape.Cell, k19) switch
        {
            (RecurrentCell.Lstm, true) => Initialisation.K19.Lstm(inputs, shape.Hidden, forget, seed),
            (RecurrentCell.Lstm, false) => Initialisation.NeuralHydrology.Lstm(inputs, shape.Hidden, forget, seed),
            (_, true) => Initialisation.K19.EaLstm(shape.Inputs, shape.Statics, shape.Hidden, forget, seed),
            _ => Initialisation.NeuralHydrology.EaLstm(shape.Inputs, shape.Statics, shape.Hidden, forget, seed),
        };

        var weights = new float[layout.Count];
        foreach (NamedArray array in layer.Concat(Initialisation.Linear(shape.Hidden, 1, seed, "head.")))
        {
            NamedSlice slice = layout[array.Name];
            array.Values.CopyTo(weights.AsSpan(slice.Offset, slice.Count));
        }

        return weights;
    }
}

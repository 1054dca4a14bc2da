using HydroNotebook.Tensors;

namespace HydroNotebook.Models;

/// <summary>Turns the settings of a model into the sizes of a network.</summary>
public static class StreamflowNetwork
{
    /// <summary>The sizes of the network that the settings describe.</summary>
    /// <param name="settings">The model.</param>
    /// <param name="dynamicInputs">Number of forcing columns.</param>
    /// <param name="staticInputs">Number of attributes.</param>
    public static RecurrentShape ShapeOf(ModelSettings settings, int dynamicInputs, int staticInputs)
    {
        ArgumentNullException.ThrowIfNull(settings);
        RecurrentCell cell = settings.Kind == "eaLstm" ? RecurrentCell.EaLstm : RecurrentCell.Lstm;

        // NeuralHydrology's LSTM is PyTorch's with two biases, both trained; K19 has one.
        bool twoBiases = cell == RecurrentCell.Lstm && settings.Initialisation == InitialisationScheme.NeuralHydrology;
        return new RecurrentShape(cell, dynamicInputs, staticInputs, settings.Hidden, twoBiases);
    }
}

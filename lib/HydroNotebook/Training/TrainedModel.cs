using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Models;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Training;

/// <summary>A trained network with all that is needed to run it: sizes, weights, scaler and window.</summary>
public sealed class TrainedModel
{
    private readonly float[] _weights;

    /// <summary>Puts a model together.</summary>
    /// <param name="settings">Which model it is.</param>
    /// <param name="scaler">How its inputs are standardised.</param>
    /// <param name="sequenceLength">Days of a window.</param>
    /// <param name="weights">All weights in the order of the layout.</param>
    public TrainedModel(ModelSettings settings, Scaler scaler, int sequenceLength, ReadOnlySpan<float> weights)
    {
        ArgumentNullException.ThrowIfNull(scaler);
        Settings = settings;
        Scaler = scaler;
        SequenceLength = sequenceLength;
        Layout = new RecurrentLayout(StreamflowNetwork.ShapeOf(settings, scaler.DynamicInputs.Count, scaler.StaticInputs.Count));
        if (weights.Length != Layout.Count)
        {
            throw new ArgumentException($"{weights.Length} weights are given where the model has {Layout.Count}.", nameof(weights));
        }

        _weights = weights.ToArray();
    }

    /// <summary>Which model it is.</summary>
    public ModelSettings Settings { get; }

    /// <summary>How its inputs are standardised.</summary>
    public Scaler Scaler { get; }

    /// <summary>Days of a window.</summary>
    public int SequenceLength { get; }

    /// <summary>Where each weight lies.</summary>
    public RecurrentLayout Layout { get; }

    /// <summary>All weights.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>One weight array by its name, row-major.</summary>
    /// <exception cref="KeyNotFoundException">There is no such array; the names are told.</exception>
    public ReadOnlySpan<float> this[string name] => _weights.AsSpan(Layout[name].Offset, Layout[name].Count);

    /// <summary>Writes weights and scaler into a run folder.</summary>
    public void Save(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        RunFolder.WriteText(folder.Scaler, Scaler.ToJson());
        Safetensors.Write(
            folder.Weights,
            Layout.Slices.Select(slice => new NamedArray(slice.Name, [.. slice.Shape], _weights.AsSpan(slice.Offset, slice.Count).ToArray())),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["model"] = SettingsJson.Write(Settings),
                ["sequence_length"] = SequenceLength.ToString(CultureInfo.InvariantCulture),
            });
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="HydroException">A file is missing or not what it should be.</exception>
    public static TrainedModel Load(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!File.Exists(folder.Weights))
        {
            string cure = File.Exists(folder.Checkpoint) ? "Training has not ended: go on with --resume." : "Name the folder of a run that has ended.";
            throw new HydroException($"{folder.Weights}: there is no such file. {cure}");
        }

        if (!File.Exists(folder.Scaler))
        {
            throw new HydroException($"{folder.Scaler}: there is no such file. Take the run folder as training wrote it.");
        }

        Scaler scaler = Scaler.FromJson(File.ReadAllText(folder.Scaler), folder.Scaler);
        SafetensorsFile file;
        try
        {
            file = Safetensors.Read(folder.Weights);
        }
        catch (InvalidDataException fault)
        {
            throw new HydroException(fault.Message + " Take the file as training wrote it.", fault);
        }

        if (!file.Metadata.TryGetValue("model", out string? model)
            || !file.Metadata.TryGetValue("sequence_length", out string? length)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int sequenceLength))
        {
            throw new HydroException($"{folder.Weights}: does not say which model the weights are of. Take the file as training wrote it.");
        }

        ModelSettings settings = SettingsJson.Read<ModelSettings>(model, folder.Weights);
        var layout = new RecurrentLayout(StreamflowNetwork.ShapeOf(settings, scaler.DynamicInputs.Count, scaler.StaticInputs.Count));
        return new TrainedModel(settings, scaler, sequenceLength, WeightsOf(file, layout, folder.Weights));
    }

    /// <summary>Weights of a file in the order of a layout.</summary>
    internal static float[] WeightsOf(SafetensorsFile file, RecurrentLayout layout, string culprit)
    {
        var weights = new float[layout.Count];
        foreach (NamedSlice slice in layout.Slices)
        {
            if (!file.Contains(slice.Name) || !file[slice.Name].Lengths.SequenceEqual(slice.Shape))
            {
                string found = file.Contains(slice.Name) ? $"has the shape [{string.Join(", ", file[slice.Name].Lengths)}]" : "is missing";
                throw new HydroException(
                    $"{culprit}: '{slice.Name}' {found} where [{string.Join(", ", slice.Shape)}] is needed. Take weights and settings of the same run.");
            }

            file[slice.Name].Values.CopyTo(weights.AsSpan(slice.Offset));
        }

        return weights;
    }
}

using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Training;

/// <summary>All that training needs to go on where it stopped, bit for bit, in one file.</summary>
/// <param name="Position">How far training has come.</param>
/// <param name="Weights">Weights after the last step.</param>
/// <param name="Optimiser">State of the optimiser.</param>
/// <param name="Best">Weights of the epoch with the smallest validation loss; empty without early stopping.</param>
internal sealed record Checkpoint(TrainingPosition Position, float[] Weights, IReadOnlyList<NamedArray> Optimiser, float[] Best)
{
    private const string OptimiserPrefix = "optimiser.";

    public void Write(string path)
    {
        List<NamedArray> arrays = [.. Optimiser.Select(array => array.Renamed(OptimiserPrefix + array.Name)), new NamedArray("weights", [Weights.Length], Weights)];
        if (Best.Length > 0)
        {
            arrays.Add(new NamedArray("best", [Best.Length], Best));
        }

        try
        {
            Safetensors.Write(
                path, arrays, new Dictionary<string, string>(StringComparer.Ordinal) { ["position"] = JsonSerializer.Serialize(Position) });
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HydroException(
                $"{path}: the checkpoint cannot be written ({fault.Message}). The one before it is still there: make room and go on with --resume.", fault);
        }
    }

    public static Checkpoint Read(string path)
    {
        SafetensorsFile file;
        try
        {
            file = Safetensors.Read(path);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            throw new HydroException($"{fault.Message} The run cannot go on; train anew in another folder.", fault);
        }

        if (!file.Metadata.TryGetValue("position", out string? text) || PositionOf(text) is not { } position || !file.Contains("weights"))
        {
            throw new HydroException($"{path}: is not a checkpoint of this program. The run cannot go on; train anew in another folder.");
        }

        return new Checkpoint(
            position,
            file["weights"].ToFloats(),
            [.. file.Arrays.Where(a => a.Name.StartsWith(OptimiserPrefix, StringComparison.Ordinal)).Select(a => a.Renamed(a.Name[OptimiserPrefix.Length..]))],
            file.Contains("best") ? file["best"].ToFloats() : []);
    }

    private static TrainingPosition? PositionOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingPosition>(text);
        }
        catch (JsonException)
        {
            // Told as what it is: no checkpoint.
            return null;
        }
    }
}

using System.Text.Json;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Tests.Nn;

/// <summary>One of PyTorch's golden models: description, arrays and tolerances.</summary>
internal sealed class GoldenCase
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "golden", "lstm");
    private static readonly JsonElement Cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "cases.json"))).RootElement.GetProperty("cases");

    private readonly JsonElement _case;

    private GoldenCase(JsonElement description)
    {
        _case = description;
        Arrays = Safetensors.Read(Path.Combine(Folder, description.GetProperty("file").GetString()!));
    }

    internal static IEnumerable<string> Names => Cases.EnumerateArray().Select(c => c.GetProperty("name").GetString()!).Distinct(StringComparer.Ordinal);

    internal SafetensorsFile Arrays { get; }

    internal bool IsEaLstm => _case.GetProperty("model").GetString() == "ealstm";

    internal bool HeadOnLast => _case.GetProperty("head_on").GetString() == "last";

    internal bool IsNse => _case.GetProperty("loss").GetString() == "nse";

    internal int Layers => _case.GetProperty("layers").GetInt32();

    internal int Hidden => _case.GetProperty("hidden").GetInt32();

    internal int Inputs => _case.GetProperty("dynamic_inputs").GetInt32();

    internal int Statics => _case.GetProperty("static_inputs").GetInt32();

    internal double[] Losses => Numbers("losses_of_10_steps");

    internal double[] Norms => Numbers("gradient_norms_before_clipping");

    internal IEnumerable<string> Weights => Arrays.Arrays.Where(a => a.Name.StartsWith("weight.", StringComparison.Ordinal)).Select(a => a.Name["weight.".Length..]);

    internal static GoldenCase Open(string name, string precision) => new(Cases.EnumerateArray().Single(
        c => c.GetProperty("name").GetString() == name && c.GetProperty("precision").GetString() == precision));

    /// <summary>PyTorch's own distance of float32 from float64 in a group of arrays: hidden, prediction, loss, gradient, after1., after10.</summary>
    internal double Rounding(string group) => _case.GetProperty("largest_difference_to_float64").GetProperty(group).GetDouble();

    private double[] Numbers(string key) => [.. _case.GetProperty(key).EnumerateArray().Select(v => v.GetDouble())];
}

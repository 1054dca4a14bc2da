using BenchmarkDotNet.Attributes;
using HydroNotebook.Benchmarks.Quick;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Kernels;
using HydroNotebook.Tensors.Optimisers;

namespace HydroNotebook.Benchmarks.Kernels;

/// <summary>What follows the gradient: clipping, Adam, packing the weights anew.</summary>
public class OptimiserStep
{
    private const float Rate = 1e-6f;

    private float[] _weights = [];
    private float[] _gradient = [];
    private Adam _adam = null!;
    private PackedWeights _packed = null!;

    /// <summary>Configuration.</summary>
    [Params("a", "e")]
    public string Case { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var layout = new RecurrentLayout(Configuration.All.First(c => c.Name == Case).Shape);
        var numbers = new RandomNumbers(6, "benchmark optimiser");
        _weights = [.. Enumerable.Range(0, layout.Count).Select(k => (float)numbers.Normal(k))];
        _gradient = [.. Enumerable.Range(0, layout.Count).Select(k => (float)numbers.At(1).Normal(k))];
        _adam = new Adam(layout.Count);
        _packed = new PackedWeights(KernelSet.Best.Layout(layout));
    }

    [GlobalCleanup]
    public void Cleanup() => _packed.Dispose();

    [Benchmark]
    public double Clip() => GradientClip.ByNorm(_gradient, float.MaxValue);

    [Benchmark]
    public void AdamStep() => _adam.Step(_weights, _gradient, Rate);

    [Benchmark]
    public void Pack() => _packed.Pack(_weights, backward: true, inputGradient: false);
}

using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>Cell states of every day of one ten-year series, in the two ways of the papers.</summary>
internal sealed class StatesSteps : IDisposable
{
    private const int WindowsPerCall = 1024;

    private readonly Configuration _configuration;
    private readonly ShardPool _pool;
    private readonly SequenceRegression _network;
    private readonly SequenceBatch _batch;
    private readonly float[] _cells;
    private readonly FusedLayer _layer;
    private readonly Tensor _series;
    private readonly Tensor _start;
    private readonly Tensor[] _weights;

    internal StatesSteps(Configuration configuration, int threads)
    {
        _configuration = configuration;
        int inputs = configuration.Dynamic;
        int hidden = configuration.Hidden;
        var numbers = new RandomNumbers(3, "benchmark states");

        // Windows of the first days reach back before the ten years.
        var series = new float[(MadeBasins.Days + configuration.Length - 1) * inputs];
        for (int k = 0; k < series.Length; k++)
        {
            series[k] = (float)numbers.Uniform(k, -1.7, 1.7);
        }

        _pool = new ShardPool(threads);
        _network = new SequenceRegression(configuration.Shape, _pool);
        double bound = 1 / Math.Sqrt(hidden);
        for (int k = 0; k < _network.Layout.Count; k++)
        {
            _network.Weights.Span[k] = (float)numbers.At(1).Uniform(k, -bound, bound);
        }

        _batch = new SequenceBatch(new SequenceInputs(inputs, 0, [series], [[]]), WindowsPerCall, configuration.Length);
        _cells = new float[WindowsPerCall * hidden];
        _layer = new FusedLayer(configuration.Shape, KernelSet.Best);
        _series = Tensor.From(series.AsSpan((configuration.Length - 1) * inputs), MadeBasins.Days, 1, inputs);
        _start = Tensor.Zeros(1, hidden);
        _weights = [.. _network.Layout.Slices
            .Where(slice => !slice.Name.StartsWith("head.", StringComparison.Ordinal))
            .Select(slice => Tensor.From(_network.Weights.Span.Slice(slice.Offset, slice.Count), [.. slice.Shape]))];
    }

    /// <summary>The state carried on from the first day to the last.</summary>
    internal void Once() => _layer.Forward(_series, null, _start, _start, _weights);

    /// <summary>For every day a window of its own, from state zero.</summary>
    internal void Windowed()
    {
        for (int first = 0; first < MadeBasins.Days; first += WindowsPerCall)
        {
            _batch.Clear();
            for (int day = first; day < Math.Min(first + WindowsPerCall, MadeBasins.Days); day++)
            {
                _batch.Add(0, day + _configuration.Length - 1);
            }

            _network.Run(_batch, _cells);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _pool.Dispose();
    }
}

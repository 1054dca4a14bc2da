using HydroNotebook.Tensors;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>Cell states of every day of one ten-year series, in the two ways of the papers.</summary>
internal sealed class StatesSteps : IDisposable
{
    private const int WindowsPerCall = 1024;

    private readonly Configuration _configuration;
    private readonly ShardPool _pool;
    private readonly SequenceRegression _network;
    private readonly SequenceBatch _once;
    private readonly SequenceBatch _windows;
    private readonly StateBuffers _onceStates;
    private readonly StateBuffers _windowStates;

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

        var data = new SequenceInputs(inputs, 0, [series], [[]]);
        _windows = new SequenceBatch(data, WindowsPerCall, configuration.Length);
        _windowStates = new StateBuffers(new float[WindowsPerCall * hidden]);
        _once = new SequenceBatch(data, 1, MadeBasins.Days, MadeBasins.Days);
        _once.Add(0, MadeBasins.Days + configuration.Length - 2);
        _onceStates = new StateBuffers(new float[MadeBasins.Days * hidden]);
    }

    /// <summary>The state carried on from the first day to the last.</summary>
    internal void Once() => _network.Run(_once, _onceStates);

    /// <summary>For every day a window of its own, from state zero.</summary>
    internal void Windowed()
    {
        for (int first = 0; first < MadeBasins.Days; first += WindowsPerCall)
        {
            _windows.Clear();
            for (int day = first; day < Math.Min(first + WindowsPerCall, MadeBasins.Days); day++)
            {
                _windows.Add(0, day + _configuration.Length - 1);
            }

            int cells = _windows.Count * _configuration.Hidden;
            _network.Run(_windows, new StateBuffers(_windowStates.Cells[..cells]));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _pool.Dispose();
    }
}

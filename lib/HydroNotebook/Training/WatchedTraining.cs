namespace HydroNotebook.Training;

/// <summary>A training as its surroundings see it: shown by the host's view where the caller gave none, ended by the caller's wish or the host's.</summary>
internal sealed class WatchedTraining : IDisposable
{
    private readonly ITrainingView? _view;
    private readonly CancellationTokenSource _both;
    private bool _done;

    internal WatchedTraining(string name, IProgress<TrainingProgress>? progress, CancellationToken cancel)
    {
        _view = progress is null ? TrainingHost.Current?.Watch(name) : null;
        Progress = progress ?? _view;
        _both = TrainingHost.Link(cancel);
    }

    internal IProgress<TrainingProgress>? Progress { get; }

    internal CancellationToken Cancel => _both.Token;

    /// <summary>Progress of the simulation after training; null where nobody watches.</summary>
    internal IProgress<double>? Testing => _view is null ? null : new TestingProgress(_view);

    internal void Done()
    {
        _done = true;
        _view?.End(TrainingEnd.Done);
    }

    public void Dispose()
    {
        if (!_done)
        {
            _view?.End(Cancel.IsCancellationRequested ? TrainingEnd.Stopped : TrainingEnd.Failed);
        }

        _both.Dispose();
    }

    private sealed class TestingProgress(ITrainingView view) : IProgress<double>
    {
        public void Report(double value) => view.Testing(value);
    }
}

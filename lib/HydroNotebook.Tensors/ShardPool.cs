namespace HydroNotebook.Tensors;

/// <summary>Threads that share out numbered pieces of work; which thread takes which piece never changes a result.</summary>
/// <remarks>The caller works too. No allocation after construction, so that a training step leaves nothing for the collector.</remarks>
public sealed class ShardPool : IDisposable
{
    private readonly Thread[] _workers;
    private readonly SemaphoreSlim _begin = new(0);
    private readonly SemaphoreSlim _end = new(0);
    private Action<int, int>? _work;
    private Exception? _fault;
    private int _count;
    private int _next;
    private volatile bool _closing;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Number of threads, the caller among them; 0: one per processor.</param>
    public ShardPool(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        _workers = new Thread[Threads - 1];
        for (int k = 0; k < _workers.Length; k++)
        {
            int worker = k + 1;
            _workers[k] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"shards {worker}" };
            _workers[k].Start();
        }
    }

    /// <summary>Number of threads, the caller among them.</summary>
    public int Threads { get; }

    /// <summary>Runs pieces 0 … count − 1 and returns when all are done. Not to be called by two threads at once.</summary>
    /// <param name="count">Number of pieces.</param>
    /// <param name="work">Given the piece and the number of the thread (0 … Threads − 1); keep the delegate, making one allocates.</param>
    public void Run(int count, Action<int, int> work)
    {
        ObjectDisposedException.ThrowIf(_closing, this);
        _work = work;
        _count = count;
        _next = 0;
        _fault = null;
        int helpers = Math.Min(_workers.Length, count - 1);
        if (helpers > 0)
        {
            _begin.Release(helpers);
        }

        Take(0);
        for (int k = 0; k < helpers; k++)
        {
            _end.Wait();
        }

        if (_fault is { } fault)
        {
            throw new InvalidOperationException("A piece of parallel work failed: " + fault.Message, fault);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        if (!_closing)
        {
            _closing = true;
            if (_workers.Length > 0)
            {
                _begin.Release(_workers.Length);
            }

            foreach (Thread worker in _workers)
            {
                worker.Join();
            }

            _begin.Dispose();
            _end.Dispose();
        }
    }

    private void Serve(int worker)
    {
        while (true)
        {
            _begin.Wait();
            if (_closing)
            {
                return;
            }

            Take(worker);
            _end.Release();
        }
    }

    private void Take(int worker)
    {
        try
        {
            for (int piece = Interlocked.Increment(ref _next) - 1; piece < _count; piece = Interlocked.Increment(ref _next) - 1)
            {
                _work!(piece, worker);
            }
        }
        catch (Exception fault)
        {
            Interlocked.CompareExchange(ref _fault, fault, null);
        }
    }
}

using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>A thread that serves requests one after the other, in the order in which they came.</summary>
internal sealed class RequestLane(string name, Action<Message> serve)
{
    private const int StackBytes = 1024 * 1024;

    // A plain object: the thread waits on it.
    private readonly object _gate = new();
    private readonly Queue<Message> _waiting = new();

    /// <summary>Begins to serve; requests may wait already.</summary>
    internal void Start() => new Thread(Work, StackBytes) { IsBackground = true, Name = name }.Start();

    /// <summary>Puts a request at the end.</summary>
    internal void Add(Message request)
    {
        lock (_gate)
        {
            _waiting.Enqueue(request);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes all that wait at this moment.</summary>
    internal IReadOnlyList<Message> TakeAll()
    {
        lock (_gate)
        {
            Message[] all = [.. _waiting];
            _waiting.Clear();
            return all;
        }
    }

    private void Work()
    {
        while (true)
        {
            Message request;
            lock (_gate)
            {
                while (_waiting.Count == 0)
                {
                    Monitor.Wait(_gate);
                }

                request = _waiting.Dequeue();
            }

            serve(request);
        }
    }
}

namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>What waits to be sent to one peer. Putting in never waits: a front end that does not read must not hold up a cell.</summary>
/// <remarks>
/// Beyond <see cref="ZmtpLimits.BacklogBytes"/> messages that may be lost are counted instead of kept, and one message in their place says so.
/// They are not joined: printed text comes in pieces of 8 KiB already, so that joining would save nothing.
/// </remarks>
internal sealed class Outbox(ZmtpLimits limits)
{
    // A plain object: threads wait on it.
    private readonly object _gate = new();
    private readonly LinkedList<Entry> _waiting = new();
    private long _bytes;
    private bool _completed;

    /// <summary>Bytes that wait.</summary>
    internal long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Puts a message at the end.</summary>
    /// <returns>False where the peer has so much to read already that it must be given up.</returns>
    internal bool Add(ZmtpMessage message)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return true;
            }

            bool isFull = _bytes + message.Bytes > limits.BacklogBytes;
            if (isFull && message.Replacement is not null)
            {
                if (_waiting.Last?.Value is { Lost: > 0 } gap)
                {
                    gap.Lost += message.Bytes;
                }
                else
                {
                    Append(new Entry(message) { Lost = message.Bytes });
                }

                return true;
            }

            // One message alone may be larger than the limit.
            if (_bytes > limits.BacklogBytes + (limits.BacklogBytes / 4))
            {
                return false;
            }

            Append(new Entry(message));
            _bytes += message.Bytes;
            return true;
        }
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>Null once all is taken and no more will come.</returns>
    internal ZmtpMessage? Take()
    {
        Entry entry;
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_completed)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            entry = _waiting.First!.Value;
            _waiting.RemoveFirst();
            if (entry.Lost == 0)
            {
                _bytes -= entry.Message.Bytes;
            }
        }

        return entry.Lost == 0 ? entry.Message : entry.Message.Replacement!(entry.Lost);
    }

    /// <summary>Takes no more; what waits can still be taken.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Append(Entry entry)
    {
        _waiting.AddLast(entry);
        Monitor.Pulse(_gate);
    }

    private sealed class Entry(ZmtpMessage message)
    {
        internal ZmtpMessage Message { get; } = message;

        /// <summary>Bytes lost in this place; 0 = the message itself is here.</summary>
        internal long Lost { get; set; }
    }
}

using System.Text;

namespace HydroNotebook.Kernel.Wire.Messages;

/// <summary>The signatures seen last: a message that comes a second time is refused. A new kernel has a new key, so it may begin empty.</summary>
internal sealed class ReplayMemory
{
    /// <summary>How many signatures are remembered: as many as Jupyter's own session does.</summary>
    internal const int Capacity = 65_536;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Remembers a right signature.</summary>
    /// <returns>False where it was seen before.</returns>
    internal bool Add(ReadOnlySpan<byte> signature)
    {
        string text = Encoding.ASCII.GetString(signature);
        lock (_gate)
        {
            if (!_seen.Add(text))
            {
                return false;
            }

            _order.Enqueue(text);
            if (_order.Count > Capacity)
            {
                _seen.Remove(_order.Dequeue());
            }

            return true;
        }
    }
}

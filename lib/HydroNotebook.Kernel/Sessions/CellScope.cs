using System.Text;
using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Interrupts;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>A running cell as its own code sees it: found by ambient flow, also in tasks that it started.</summary>
internal sealed class CellScope(ICellSink sink, ICellInput? input, ValueFormatter formatter) : IDisposable
{
    // Front ends choke on thousands of small messages and people on late ones: gather up to 8 KiB or 50 ms.
    private const int FlushLength = 8192;
    private static readonly TimeSpan FlushDelay = TimeSpan.FromMilliseconds(50);
    private static readonly AsyncLocal<CellScope?> Ambient = new();
    private static int _displays;

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
#pragma warning disable CA2213 // Never holds anything of the system; and what the cell leaves behind may still look at its token.
    private readonly CancellationTokenSource _source = new();
#pragma warning restore CA2213
    private StreamName _stream;
    private Timer? _timer;
    private bool _ended;
    private string _line = "";
    private int _lineAt;

    /// <summary>The cell whose code is running here, or null.</summary>
    internal static CellScope? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    internal ValueFormatter Formatter { get; } = formatter;

    /// <summary>Cancelled when the cell is interrupted.</summary>
    internal CancellationToken Cancel => _source.Token;

    /// <summary>The thread of the cell; null in a scope that runs none.</summary>
    internal CellThread? Thread { get; set; }

    /// <summary>Cancels the token; what listens to it runs before this returns.</summary>
    internal void CancelToken() => _source.Cancel();

    /// <summary>Ends the gathering: what is printed from now on (by tasks left behind) passes at once.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            FlushLocked();
            _timer?.Dispose();
            _timer = null;
        }
    }

    /// <summary>A number that no output of this process has had.</summary>
    internal static int NextDisplay() => Interlocked.Increment(ref _displays);

    /// <summary>Passes printed text on, gathered.</summary>
    internal void Print(StreamName name, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        using CellThread.Sheltered shelter = Shelter();
        lock (_gate)
        {
            if (name != _stream)
            {
                FlushLocked();
                _stream = name;
            }

            _text.Append(text);
            if (_ended || _text.Length >= FlushLength)
            {
                FlushLocked();
            }
            else
            {
                _timer ??= new Timer(static scope => ((CellScope)scope!).Flush(), this, FlushDelay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Passes an output on, after all text printed before it.</summary>
    internal void Emit(CellOutput output)
    {
        using CellThread.Sheltered shelter = Shelter();
        lock (_gate)
        {
            FlushLocked();
            Send(output);
        }
    }

    /// <summary>Asks the person before the notebook for a line, after all that was printed before.</summary>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    internal string? Ask(string prompt, bool secret)
    {
        Flush();
        if (input is null)
        {
            throw new InvalidOperationException("Nobody is there to answer: this session takes no input. Use a parameter of the notebook instead.");
        }

        return _ended
            ? throw new InvalidOperationException("Nobody is there to answer: the cell that asks has ended. Ask before the cell ends.")
            : input.ReadLine(prompt, secret, Cancel);
    }

    /// <summary>The rest of the line that is being read by characters, else a new one.</summary>
    internal string? ReadLine()
    {
        if (_lineAt < _line.Length)
        {
            string rest = _line[_lineAt..].TrimEnd('\n');
            _lineAt = _line.Length;
            return rest;
        }

        return Ask("", secret: false);
    }

    /// <summary>The next character of the input, -1 at its end.</summary>
    internal int ReadCharacter()
    {
        int character = PeekCharacter();
        _lineAt = Math.Min(_lineAt + 1, _line.Length);
        return character;
    }

    /// <summary>The next character of the input, which stays unread; -1 at its end.</summary>
    internal int PeekCharacter()
    {
        if (_lineAt >= _line.Length)
        {
            _line = Ask("", secret: false) is string line ? line + "\n" : "";
            _lineAt = 0;
        }

        return _lineAt < _line.Length ? _line[_lineAt] : -1;
    }

    private void Flush()
    {
        using CellThread.Sheltered shelter = Shelter();
        lock (_gate)
        {
            FlushLocked();
        }
    }

    private CellThread.Sheltered Shelter() => Thread is CellThread thread ? thread.Shelter() : default;

    private void FlushLocked()
    {
        _timer?.Dispose();
        _timer = null;
        if (_text.Length > 0)
        {
            string text = _text.ToString();
            _text.Clear();
            Send(new CellOutput.Printed(_stream, text));
        }
    }

    /// <summary>Passes on outside of the cell: what a sink itself prints (a live view in a terminal) must not come back as output.</summary>
    private void Send(CellOutput output)
    {
        CellScope? here = Ambient.Value;
        Ambient.Value = null;
        try
        {
            sink.Receive(output);
        }
        finally
        {
            Ambient.Value = here;
        }
    }
}

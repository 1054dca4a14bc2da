using System.Globalization;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Formatting;

/// <summary>One bar in the output of a cell that moves while work goes on, and ends as a plain sentence.</summary>
/// <remarks>
/// It is one output that is replaced: a stored notebook keeps the last state only, which is the sentence.
/// Outside of a cell nothing is shown. May be called from any thread.
/// </remarks>
/// <example><code>var bar = new ProgressDisplay(); bar.Show(0.5, "half of it"); bar.End("All of it in 3 s.");</code></example>
/// <param name="clock">Measures how often it may change; null = the system's.</param>
public sealed class ProgressDisplay(TimeProvider? clock = null)
{
    private const int Cells = 24;

    // More often than the eye follows costs front ends and the wire for nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private DisplayedValue? _shown;
    private long _last;
    private bool _ended;

    /// <summary>Shows a state; one that comes less than a tenth of a second after the last is left out.</summary>
    /// <param name="share">Share that is done, 0 … 1.</param>
    /// <param name="text">What goes on, in one line; shown beside the bar.</param>
    public void Show(double share, string text)
    {
        lock (_gate)
        {
            if (!_ended && (_shown is null || _clock.GetElapsedTime(_last) >= Interval))
            {
                _last = _clock.GetTimestamp();
                Put(new Bar(double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0, text));
            }
        }
    }

    /// <summary>Puts a sentence in the place of the bar; it stays. Later calls are without effect.</summary>
    public void End(string sentence)
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _ended = true;
                Put(new Sentence(sentence));
            }
        }
    }

    private void Put(object state)
    {
        if (_shown is not null)
        {
            _shown.Update(state);
        }
        else if (CellScope.Current is not null)
        {
            _shown = state.Display();
        }
    }

    private sealed record Bar(double Share, string Text)
    {
        // No style but that of the element itself: front ends strip the rest from notebooks that are not trusted.
        public Dictionary<string, string> ToMimeBundle()
        {
            int done = (int)Math.Round(Share * Cells);
            string share = Share.ToString("0.####", CultureInfo.InvariantCulture);
            return new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["text/html"] = $"<div><progress max=\"1\" value=\"{share}\" style=\"width: 16em; vertical-align: middle\">{share}</progress> <span>{ValueFormatter.Escape(Text)}</span></div>",
                ["text/plain"] = $"[{new string('#', done)}{new string('.', Cells - done)}] {Text}",
            };
        }
    }

    private sealed record Sentence(string Text)
    {
        public Dictionary<string, string> ToMimeBundle() => new Dictionary<string, string>(StringComparer.Ordinal) { ["text/plain"] = Text };
    }
}

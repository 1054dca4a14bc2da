using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>One thing that a cell shows while it runs.</summary>
public abstract record CellOutput
{
    private CellOutput()
    {
    }

    /// <summary>Text printed by the cell; neighbouring pieces belong together.</summary>
    /// <param name="Name">Standard output or standard error.</param>
    /// <param name="Text">The text, with its line ends.</param>
    public sealed record Printed(StreamName Name, string Text) : CellOutput;

    /// <summary>A value shown by <c>display</c>.</summary>
    /// <param name="Bundle">The value in its forms.</param>
    /// <param name="DisplayId">Name by which an <see cref="Updated"/> finds it.</param>
    public sealed record Displayed(MimeBundle Bundle, string DisplayId) : CellOutput;

    /// <summary>A new content for what was displayed before.</summary>
    /// <param name="DisplayId">Name given when it was displayed.</param>
    /// <param name="Bundle">The new value in its forms.</param>
    public sealed record Updated(string DisplayId, MimeBundle Bundle) : CellOutput;

    /// <summary>The value of the cell's last expression.</summary>
    /// <param name="Bundle">The value in its forms.</param>
    /// <param name="ExecutionCount">The <c>n</c> of <c>[n]</c>.</param>
    public sealed record Result(MimeBundle Bundle, int ExecutionCount) : CellOutput;

    /// <summary>The fault that ended the cell.</summary>
    /// <param name="Fault">What went wrong.</param>
    public sealed record Failed(CellError Fault) : CellOutput;
}

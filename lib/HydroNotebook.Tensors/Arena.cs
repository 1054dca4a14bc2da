namespace HydroNotebook.Tensors;

/// <summary>Memory of one step: what is computed inside the scope is given back at its end.</summary>
/// <remarks>
/// <code>
/// using (Arena.Step())
/// {
///     Tensor loss = Losses.MeanSquaredError(model.Forward(x), y);
///     loss.Backward();                       // gradients of parameters stay
///     curve.Add(loss.Item());
/// }                                          // loss and everything between is void from here on
/// </code>
/// A tensor that must outlive the scope is kept with <see cref="Tensor.Keep"/>; using another one afterwards throws
/// <see cref="ObjectDisposedException"/>. Tensors made from values (<c>From</c>, <c>Zeros</c>, <c>Full</c>) never belong to an arena.
/// The arena is that of the current thread; arenas nest.
/// </remarks>
public sealed class Arena : IDisposable
{
    [ThreadStatic]
    private static Arena? _current;

    private readonly Arena? _outer;
    private readonly List<IArenaMember> _members = [];
    private bool _ended;

    private Arena(Arena? outer) => _outer = outer;

    internal static Arena? Current => _current;

    /// <summary>Opens an arena on this thread; dispose it on the same thread at the end of the step.</summary>
    public static Arena Step() => _current = new Arena(_current);

    /// <summary>Ends the step: buffers go back to the pool.</summary>
    /// <exception cref="InvalidOperationException">An inner arena is still open, or another thread ends this one.</exception>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        if (!ReferenceEquals(_current, this))
        {
            throw new InvalidOperationException(
                "This arena is not the innermost one of this thread; end arenas in reverse order, on the thread that opened them.");
        }

        _ended = true;
        _current = _outer;
        foreach (IArenaMember member in _members)
        {
            member.Release();
        }
    }

    internal void Add(IArenaMember member) => _members.Add(member);
}

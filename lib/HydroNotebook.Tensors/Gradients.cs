namespace HydroNotebook.Tensors;

/// <summary>Switches the recording of operations off and on, per thread.</summary>
public static class Gradients
{
    [ThreadStatic]
    private static int _off;

    /// <summary>Whether operations on this thread are recorded for <see cref="Tensor.Backward"/>.</summary>
    public static bool Recorded => _off == 0;

    /// <summary>A scope without recording: <c>using (Gradients.Off()) { … }</c>. Scopes nest.</summary>
    public static IDisposable Off()
    {
        _off++;
        return new Scope();
    }

    private sealed class Scope : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (!_ended)
            {
                _ended = true;
                _off--;
            }
        }
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace HydroNotebook.Tensors;

/// <summary>An array, its shape and its place on the tape: the core of <see cref="Tensor"/>, for float and double alike.</summary>
/// <remarks>
/// The public tensors are float32; the same code runs in float64 where gradients are checked by differences. Every
/// operator gives a new array (no views); values are row-major.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
internal sealed partial class Variable<T> : IArenaMember
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly GradientRule<T> Spent = (_, _) => { };
    private static long _recorded;

    private readonly int[] _shape;
    private T[]? _buffer;
    private bool _pooled;
    private T[]? _gradient;
    private bool _gradientPooled;
    private bool _requiresGradient;
    private Variable<T>[] _inputs = [];
    private GradientRule<T>? _rule;
    private long _sequence;

    private Variable(int[] shape, T[] buffer, bool pooled)
    {
        _shape = shape;
        Count = Tensors.Shape.Count(shape);
        _buffer = buffer;
        _pooled = pooled;
    }

    /// <summary>Lengths of the axes.</summary>
    internal ReadOnlySpan<int> Shape => _shape;

    /// <summary>Number of values.</summary>
    internal int Count { get; }

    /// <summary>The values, row-major.</summary>
    internal Span<T> Values
    {
        get
        {
            if (_buffer is null)
            {
                ThrowEnded();
            }

            return _buffer.AsSpan(0, Count);
        }
    }

    /// <summary>A leaf whose gradient is kept after <see cref="Backward"/>.</summary>
    internal bool RequiresGradient
    {
        get => _requiresGradient;
        set
        {
            if (_rule is not null)
            {
                throw new InvalidOperationException(
                    $"tensor {Tensors.Shape.Text(_shape)} is the result of recorded operations; ask for the gradient of what it was computed from.");
            }

            _requiresGradient = value;
        }
    }

    /// <summary>Whether gradients must flow to or through this variable.</summary>
    internal bool NeedsGradient => _requiresGradient || _rule is not null;

    /// <summary>The accumulated gradient of a leaf; empty before the first <see cref="Backward"/>.</summary>
    internal ReadOnlySpan<T> Gradient => _gradient is null ? [] : _gradient.AsSpan(0, Count);

    /// <summary>The accumulated gradient for writing (clipping, clearing); empty before the first <see cref="Backward"/>.</summary>
    internal Span<T> MutableGradient => _gradient is null ? [] : _gradient.AsSpan(0, Count);

    /// <summary>A variable over values of its own, never pooled.</summary>
    internal static Variable<T> From(ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
    {
        int count = Tensors.Shape.Count(shape);
        if (count != values.Length)
        {
            throw new ArgumentException(
                $"{Tensors.Shape.Number(values.Length)} values do not fill shape {Tensors.Shape.Text(shape)}, which has {Tensors.Shape.Number(count)}.",
                nameof(values));
        }

        return new Variable<T>(shape.ToArray(), values.ToArray(), pooled: false);
    }

    /// <summary>A constant without axes, never pooled.</summary>
    internal static Variable<T> Scalar(double value) => new([], [T.CreateChecked(value)], pooled: false);

    /// <summary>A variable with arbitrary values, to be overwritten; from the pool when an arena is open on this thread.</summary>
    internal static Variable<T> Uninitialised(ReadOnlySpan<int> shape)
    {
        int count = Tensors.Shape.Count(shape);
        if (Arena.Current is not { } arena)
        {
            return new Variable<T>(shape.ToArray(), GC.AllocateUninitializedArray<T>(count), pooled: false);
        }

        var variable = new Variable<T>(shape.ToArray(), ArrayPool<T>.Shared.Rent(count), pooled: true);
        arena.Add(variable);
        return variable;
    }

    /// <summary>Takes the variable out of its arena.</summary>
    internal void Keep()
    {
        if (_buffer is null)
        {
            ThrowEnded();
        }

        _pooled = false;
    }

    /// <summary>The same values without a history; they are copied.</summary>
    internal Variable<T> Detached()
    {
        Variable<T> copy = Uninitialised(_shape);
        Values.CopyTo(copy.Values);
        return copy;
    }

    /// <inheritdoc/>
    void IArenaMember.Release()
    {
        if (_pooled)
        {
            ArrayPool<T>.Shared.Return(_buffer!);
            _buffer = null;
            _pooled = false;
        }
    }

    /// <summary>Remembers how this variable came about, where an input needs a gradient.</summary>
    internal void Record(Variable<T>[] inputs, GradientRule<T> rule)
    {
        foreach (Variable<T> input in inputs)
        {
            if (input.NeedsGradient)
            {
                _inputs = inputs;
                _rule = rule;
                _sequence = Interlocked.Increment(ref _recorded);
                return;
            }
        }
    }

    /// <summary>Adds ∂this/∂leaf to the gradient of every leaf that asks for it. The tape behind this variable is used up.</summary>
    internal void Backward()
    {
        if (Count != 1)
        {
            throw new InvalidOperationException(
                $"Backward starts from one number, this tensor has shape {Tensors.Shape.Text(_shape)}; take its Sum() or Mean() first.");
        }

        if (!NeedsGradient)
        {
            throw new InvalidOperationException(
                "Nothing was recorded for this tensor: set RequiresGradient on an input before computing, and compute outside Gradients.Off().");
        }

        List<Variable<T>> order = Recorded();
        AccumulatedGradient()[0] += T.One;
        foreach (Variable<T> variable in order)
        {
            if (variable._gradient is { } gradient)
            {
                variable._rule!(gradient.AsSpan(0, variable.Count), new GradientTargets<T>(variable._inputs));
                if (variable._gradientPooled)
                {
                    ArrayPool<T>.Shared.Return(gradient);
                }

                variable._gradient = null;
            }

            variable._rule = Spent;
            variable._inputs = [];
        }
    }

    /// <summary>The buffer to which gradients of this variable are added; zero at first.</summary>
    internal Span<T> AccumulatedGradient()
    {
        if (_gradient is null)
        {
            _gradientPooled = _rule is not null;
            _gradient = _gradientPooled ? ArrayPool<T>.Shared.Rent(Count) : new T[Count];
            _gradient.AsSpan(0, Count).Clear();
        }

        return _gradient.AsSpan(0, Count);
    }

    /// <summary>All recorded variables this one depends on, itself included, latest first.</summary>
    private List<Variable<T>> Recorded()
    {
        var found = new List<Variable<T>>();
        var seen = new HashSet<Variable<T>>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Variable<T>>();
        open.Push(this);
        while (open.TryPop(out Variable<T>? variable))
        {
            if (variable._rule is null || !seen.Add(variable))
            {
                continue;
            }

            if (ReferenceEquals(variable._rule, Spent))
            {
                ThrowSpent();
            }

            found.Add(variable);
            foreach (Variable<T> input in variable._inputs)
            {
                open.Push(input);
            }
        }

        found.Sort((a, b) => b._sequence.CompareTo(a._sequence));
        return found;
    }

    [DoesNotReturn]
    private static void ThrowSpent() =>
        throw new InvalidOperationException(
            "Backward was called before through this part of the computation, and its record is used up; compute the loss anew, or add losses first.");

    [DoesNotReturn]
    private void ThrowEnded() =>
        throw new ObjectDisposedException(
            nameof(Tensor),
            $"The tensor {Tensors.Shape.Text(_shape)} was computed inside an Arena.Step() that has ended; call Keep() on it inside the scope, or read it there.");
}

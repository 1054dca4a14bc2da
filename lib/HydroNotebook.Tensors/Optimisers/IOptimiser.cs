using System.Diagnostics.CodeAnalysis;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Optimisers;

/// <summary>Moves weights against their gradient; keeps moments for a fixed number of weights.</summary>
/// <remarks>Steps allocate nothing and give the same bits for the same numbers, whatever the vector width.</remarks>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "A step is the field's word; Visual Basic users escape it.")]
public interface IOptimiser
{
    /// <summary>Number of weights for which it keeps moments.</summary>
    int Count { get; }

    /// <summary>Steps done so far.</summary>
    long Steps { get; }

    /// <summary>One step over all weights in one piece.</summary>
    /// <param name="weights">The weights, [<see cref="Count"/>]; changed.</param>
    /// <param name="gradient">∂loss/∂weight, [<see cref="Count"/>].</param>
    /// <param name="rate">Learning rate.</param>
    void Step(Span<float> weights, ReadOnlySpan<float> gradient, float rate);

    /// <summary>One step over parameters, always given in the same order; one without a gradient counts as gradient zero.</summary>
    /// <param name="parameters">The parameters, with <see cref="Count"/> values in all.</param>
    /// <param name="rate">Learning rate.</param>
    void Step(IReadOnlyList<Parameter> parameters, float rate);

    /// <summary>All that a checkpoint must hold: the number of steps and the moments, copied.</summary>
    IReadOnlyList<NamedArray> State();

    /// <summary>Takes up a state given by <see cref="State"/>, bit by bit.</summary>
    /// <param name="state">The arrays, in any order.</param>
    /// <exception cref="ArgumentException">An array is missing or has another length.</exception>
    void Restore(IEnumerable<NamedArray> state);
}

using System.Numerics;

namespace HydroNotebook.Tensors;

/// <summary>The gradient buffers of the inputs of a recorded operation.</summary>
/// <typeparam name="T">float for tensors; double where gradients are checked.</typeparam>
internal readonly ref struct GradientTargets<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T>[] _inputs;

    internal GradientTargets(Variable<T>[] inputs) => _inputs = inputs;

    /// <summary>Whether anything asks for the gradient of this input; if not, save the work.</summary>
    internal bool Needs(int input) => _inputs[input].NeedsGradient;

    /// <summary>The buffer of an input, as many values as the input: add to it, never assign. Ask <see cref="Needs"/> first.</summary>
    internal Span<T> Of(int input) => _inputs[input].AccumulatedGradient();
}

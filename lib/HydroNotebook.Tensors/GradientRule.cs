using System.Numerics;

namespace HydroNotebook.Tensors;

/// <summary>The backward half of a recorded operation.</summary>
/// <typeparam name="T">float for tensors; double where gradients are checked.</typeparam>
/// <param name="gradient">∂loss/∂result, as many values as the result.</param>
/// <param name="into">Where to add ∂loss/∂input, one buffer for each input.</param>
internal delegate void GradientRule<T>(ReadOnlySpan<T> gradient, GradientTargets<T> into)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

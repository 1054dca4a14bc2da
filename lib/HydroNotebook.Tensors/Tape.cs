namespace HydroNotebook.Tensors;

/// <summary>Puts operations that are not made of plain operators on the tape (the hook of fused kernels).</summary>
internal static class Tape
{
    /// <summary>
    /// Records how a result was computed, so that <see cref="Tensor.Backward"/> can pass gradients on to its inputs. Does
    /// nothing where recording is off or no input asks for a gradient.
    /// </summary>
    /// <remarks>
    /// <code>
    /// Tensor result = Tensor.Uninitialised(shape);               // pooled when an arena is open
    /// Kernel.Forward(x.Values, w.Values, result.MutableValues, saved);
    /// return Tape.Record(result, [x, w], (gradient, into) =>
    /// {
    ///     Kernel.Backward(gradient, saved, into.Needs(0) ? into.Of(0) : [], into.Of(1));   // adds
    /// });
    /// </code>
    /// The rule runs once at most, after all uses of the result have added to its gradient. It must add to
    /// <c>into.Of(k)</c>, not assign: the buffer may hold gradients of other uses of that input. An operation with several
    /// results records one packed result and gives slices of it (<see cref="Tensor.Slice(int, Range)"/>, which is on the tape).
    /// Values of inputs and result that the rule needs may be read from the tensors themselves; an arena that ended
    /// meanwhile is reported by them.
    /// </remarks>
    /// <param name="result">What was computed; not yet recorded.</param>
    /// <param name="inputs">What it was computed from, in the order in which the rule counts them.</param>
    /// <param name="rule">Adds ∂loss/∂input for each input that needs it.</param>
    /// <returns><paramref name="result"/>.</returns>
    internal static Tensor Record(Tensor result, ReadOnlySpan<Tensor> inputs, GradientRule<float> rule)
    {
        if (Gradients.Recorded)
        {
            var variables = new Variable<float>[inputs.Length];
            for (int k = 0; k < inputs.Length; k++)
            {
                variables[k] = inputs[k].Variable;
            }

            result.Variable.Record(variables, rule);
        }

        return result;
    }

    /// <summary>Whether an operation on these inputs will be recorded: if not, a kernel need not save anything for the way back.</summary>
    internal static bool Records(params ReadOnlySpan<Tensor> inputs)
    {
        if (Gradients.Recorded)
        {
            foreach (Tensor input in inputs)
            {
                if (input.Variable.NeedsGradient)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

namespace HydroNotebook.Tensors;

/// <summary>Where states of a pass go; an empty buffer is not filled. The memory may be that of a mapped file.</summary>
/// <param name="Cells">Cell states after each output day, [samples, output days, hidden].</param>
/// <param name="Hidden">Hidden states after each output day, [samples, output days, hidden].</param>
/// <param name="Gates">
/// Gates of each output day after their activation, [samples, output days, gates, hidden]; LSTM: input, forget, candidate, output;
/// EA-LSTM: forget, candidate, output (its input gate does not change with time, see <see cref="SequenceRegression.InputGate"/>).
/// </param>
public sealed record StateBuffers(Memory<float> Cells, Memory<float> Hidden = default, Memory<float> Gates = default);

namespace HydroNotebook.Tensors.Nn;

/// <summary>What a recurrent layer gives.</summary>
/// <param name="Hidden">Hidden states of the last layer, [length, batch, hidden].</param>
/// <param name="Cell">Cell states of the last layer, [length, batch, hidden].</param>
/// <param name="HiddenLast">Hidden states after the last step, [layers, batch, hidden].</param>
/// <param name="CellLast">Cell states after the last step, [layers, batch, hidden].</param>
public sealed record RecurrentOutput(Tensor Hidden, Tensor Cell, Tensor HiddenLast, Tensor CellLast);

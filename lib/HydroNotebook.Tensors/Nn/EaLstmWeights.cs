using System.Numerics;

namespace HydroNotebook.Tensors.Nn;

/// <summary>The weights of an EA-LSTM, packed in the order f, o, g.</summary>
/// <param name="Dynamic">[inputs, 3 hidden].</param>
/// <param name="Recurrent">[hidden, 3 hidden].</param>
/// <param name="Bias">[3 hidden].</param>
/// <param name="Static">[statics, hidden].</param>
/// <param name="BiasStatic">[hidden].</param>
internal sealed record EaLstmWeights<T>(Variable<T> Dynamic, Variable<T> Recurrent, Variable<T> Bias, Variable<T> Static, Variable<T> BiasStatic)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

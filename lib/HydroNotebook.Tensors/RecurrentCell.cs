namespace HydroNotebook.Tensors;

/// <summary>The two recurrent cells of Kratzert et al. (2019).</summary>
public enum RecurrentCell
{
    /// <summary>LSTM: all gates see the inputs of the day and the last hidden state (K19 equations 1–6).</summary>
    Lstm,

    /// <summary>Entity-aware LSTM: the input gate sees the static attributes only and does not change with time (K19 equations 7–12).</summary>
    EaLstm,
}

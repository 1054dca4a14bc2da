namespace HydroNotebook.Evaluation;

/// <summary>What of a recurrent network is written for every day.</summary>
public enum StateKind
{
    /// <summary>Cell states c, [basins, days, hidden]: what L22 probes.</summary>
    Cells,

    /// <summary>Hidden states h, [basins, days, hidden].</summary>
    Hidden,

    /// <summary>Gates after their activation, [basins, days, gates, hidden]; LSTM: input, forget, candidate, output; EA-LSTM: forget, candidate, output.</summary>
    Gates,
}

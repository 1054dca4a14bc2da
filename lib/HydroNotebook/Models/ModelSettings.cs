using HydroNotebook.Data;

namespace HydroNotebook.Models;

/// <summary>Which model is trained and how large it is.</summary>
public sealed record ModelSettings : ISettings
{
    /// <summary>Kinds of model that <see cref="Kind"/> may name.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["lstm", "eaLstm"];

    /// <summary>Kind of model: lstm (attributes, where there are any, concatenated at each step) or eaLstm (attributes in the input gate only).</summary>
    /// <remarks>K19, equations 1–12.</remarks>
    public string Kind { get; init; } = "eaLstm";

    /// <summary>Hidden size: cells per layer.</summary>
    /// <value>cells</value>
    /// <remarks>K19, appendix B.</remarks>
    public int Hidden { get; init; } = 256;

    /// <summary>Recurrent layers on top of each other.</summary>
    /// <value>layers</value>
    /// <remarks>K19, appendix B.</remarks>
    public int Layers { get; init; } = 1;

    /// <summary>Share of the last hidden state that is set to 0 in training; none inside the recurrence.</summary>
    /// <value>0 … &lt; 1</value>
    /// <remarks>K19, appendix B; the place is that of its program.</remarks>
    public double Dropout { get; init; } = 0.4;

    /// <summary>How weights are drawn: k19 or neuralHydrology.</summary>
    /// <remarks>K19's program.</remarks>
    public InitialisationScheme Initialisation { get; init; } = InitialisationScheme.K19;

    /// <summary>Initial bias of the forget gate; large: the model starts by remembering.</summary>
    /// <value>dimensionless</value>
    /// <remarks>K19's program (L22: 3).</remarks>
    public double ForgetBias { get; init; } = 5;

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        if (!Kinds.Contains(Kind, StringComparer.Ordinal))
        {
            string? nearest = NearestName.Find(Kind, Kinds);
            yield return new("model.kind", $"is '{Kind}', which is no model", $"use {nearest ?? string.Join(" or ", Kinds)}");
        }

        if (Hidden < 1)
        {
            yield return new("model.hidden", $"is {Hidden}", "use 1 or more (K19: 256)");
        }

        if (Layers < 1)
        {
            yield return new("model.layers", $"is {Layers}", "use 1 or more (K19: 1)");
        }

        if (Kind == "eaLstm" && Layers > 1)
        {
            yield return new("model.layers", $"is {Layers}, but an EA-LSTM has one layer", "use 1, or the kind lstm");
        }

        if (!(Dropout >= 0 && Dropout < 1))
        {
            yield return new("model.dropout", FormattableString.Invariant($"is {Dropout}"), "use 0 or more and less than 1 (K19: 0.4)");
        }

        if (!double.IsFinite(ForgetBias))
        {
            yield return new("model.forgetBias", FormattableString.Invariant($"is {ForgetBias}"), "use a finite number (K19: 5)");
        }
    }
}

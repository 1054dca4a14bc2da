using HydroNotebook.Data;

namespace HydroNotebook.Evaluation;

/// <summary>How a trained model is tested.</summary>
public sealed record EvaluationSettings : ISettings
{
    private readonly ValueList<string> _metrics = ["nse", "kge", "alphaNse", "betaNse", "fhvK19", "fmsK19", "flvK19"];

    /// <summary>Names that <see cref="Metrics"/> may hold: those of <see cref="Metric.All"/> in lower camel case, <c>Alpha-NSE</c> as <c>alphaNse</c>.</summary>
    public static IReadOnlyList<string> MetricNames { get; } = [.. Metric.All.Select(metric => CamelCase(metric.Name))];

    /// <summary>How the model runs through the period: windowed or onceThrough.</summary>
    /// <remarks>K19: windowed.</remarks>
    public EvaluationMode Mode { get; init; } = EvaluationMode.Windowed;

    /// <summary>Whether simulated discharge below 0 mm/day is set to 0.</summary>
    /// <remarks>K19's program.</remarks>
    public bool ClipAtZero { get; init; } = true;

    /// <summary>Metrics written for every basin, by their names in lower camel case.</summary>
    /// <remarks>K19, table 1, and KGE (Gupta et al. 2009).</remarks>
    public IReadOnlyList<string> Metrics
    {
        get => _metrics;
        init => _metrics = ValueList.Of(value);
    }

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        if (Mode == EvaluationMode.Unspecified)
        {
            yield return new("evaluation.mode", "is 'unspecified'", "use windowed (K19) or onceThrough");
        }

        if (Metrics.Count == 0)
        {
            yield return new("evaluation.metrics", "is empty", "name at least one metric (K19: nse)");
        }

        foreach (string name in Metrics.Except(MetricNames, StringComparer.Ordinal))
        {
            string nearest = NearestName.Find(name, MetricNames) is string near ? $"did you mean {near}? " : "";
            yield return new("evaluation.metrics", $"names '{name}', which is no metric", $"{nearest}There are {string.Join(", ", MetricNames)}");
        }

        if (Mode == EvaluationMode.Unspecified)
        {
            yield return new("evaluation.mode", "is not specified", "use windowed (K19) or onceThrough");
        }

        foreach (string name in Metrics.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key))
        {
            yield return new("evaluation.metrics", $"names '{name}' twice", "name each metric once");
        }
    }

    private static string CamelCase(string name) => string.Concat(name.Split('-').Select((part, k) =>
        k == 0 ? part.ToLowerInvariant() : part[..1].ToUpperInvariant() + part[1..].ToLowerInvariant()));
}

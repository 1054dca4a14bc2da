using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Evaluation;

/// <summary>A measure of how well a simulated discharge series meets the observed one; the table of all that are built in.</summary>
/// <remarks>Skills are computed in double precision. A day on which either series is missing does not count.</remarks>
public sealed class Metric
{
    private readonly MetricFunction _function;

    /// <summary>Makes a metric; tables and files know it by its name.</summary>
    /// <param name="name">Short name, as in the head of a table: <c>NSE</c>.</param>
    /// <param name="title">Name in words.</param>
    /// <param name="unit">Unit as on an axis; empty for a dimensionless metric.</param>
    /// <param name="lowest">Lowest possible value.</param>
    /// <param name="highest">Highest possible value.</param>
    /// <param name="perfect">Value of a simulation that equals the observations.</param>
    /// <param name="reference">Who defined it, and where.</param>
    /// <param name="function">The definition.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public Metric(
        string name, string title, string unit, double lowest, double highest, double perfect, string reference, MetricFunction function)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(function);
        Name = name;
        Title = title;
        Unit = unit;
        Lowest = lowest;
        Highest = highest;
        Perfect = perfect;
        Reference = reference;
        _function = function;
    }

    /// <summary>Nash–Sutcliffe efficiency, 1 − Σ(s − o)² / Σ(o − ō)²; NaN for constant observations.</summary>
    public static Metric Nse { get; } = new(
        "NSE", "Nash–Sutcliffe efficiency", "", double.NegativeInfinity, 1, 1, "Nash and Sutcliffe 1970, equation 3; K19 table 1", Evaluation.Nse.Compute);

    /// <summary>Ratio of the standard deviations, sd(s) / sd(o): α of the NSE and of the KGE.</summary>
    public static Metric AlphaNse { get; } = new(
        "Alpha-NSE", "ratio of standard deviations", "", 0, double.PositiveInfinity, 1, "Gupta et al. 2009, equation 4; K19 table 1", Evaluation.Nse.Alpha);

    /// <summary>Bias in standard deviations, (s̄ − ō) / sd(o): β of the NSE.</summary>
    public static Metric BetaNse { get; } = new(
        "Beta-NSE", "bias in standard deviations", "", double.NegativeInfinity, double.PositiveInfinity, 0,
        "Gupta et al. 2009, equation 4; K19 table 1", Evaluation.Nse.Beta);

    /// <summary>Kling–Gupta efficiency of 2009, from r, α and β.</summary>
    public static Metric Kge { get; } = new(
        "KGE", "Kling–Gupta efficiency", "", double.NegativeInfinity, 1, 1, "Gupta et al. 2009, equation 9", Evaluation.Kge.Compute);

    /// <summary>Kling–Gupta efficiency of 2012, with γ, the ratio of the coefficients of variation, in place of α.</summary>
    public static Metric Kge2012 { get; } = new(
        "KGE-2012", "Kling–Gupta efficiency (2012)", "", double.NegativeInfinity, 1, 1, "Kling et al. 2012, equation 2", Evaluation.Kge.Compute2012);

    /// <summary>Ratio of the means, s̄ / ō: β of the KGE.</summary>
    public static Metric BetaKge { get; } = new(
        "Beta-KGE", "ratio of means", "", double.NegativeInfinity, double.PositiveInfinity, 1, "Gupta et al. 2009, equation 9", Evaluation.Kge.Beta);

    /// <summary>Ratio of the coefficients of variation: γ of the KGE of 2012.</summary>
    public static Metric GammaKge { get; } = new(
        "Gamma-KGE", "ratio of coefficients of variation", "", double.NegativeInfinity, double.PositiveInfinity, 1,
        "Kling et al. 2012, equation 2", Evaluation.Kge.Gamma);

    /// <summary>Pearson's correlation r; NaN where either series is constant.</summary>
    public static Metric Pearson { get; } = new("Pearson-r", "Pearson correlation", "", -1, 1, 1, "Pearson 1895", Evaluation.Kge.Pearson);

    /// <summary>Root mean squared error, mm/day.</summary>
    public static Metric Rmse { get; } = new(
        "RMSE", "root mean squared error", "mm/day", 0, double.PositiveInfinity, 0, "root of the mean of (s − o)²", SquaredError.Root);

    /// <summary>Mean squared error, (mm/day)².</summary>
    public static Metric Mse { get; } = new(
        "MSE", "mean squared error", "(mm/day)²", 0, double.PositiveInfinity, 0, "mean of (s − o)²", SquaredError.Mean);

    /// <summary>Bias of the highest 2 % of flows, %, as in NeuralHydrology.</summary>
    public static Metric Fhv { get; } = new(
        "FHV", "bias of high flows (2 %)", "%", double.NegativeInfinity, double.PositiveInfinity, 0, "Yilmaz et al. 2008, equation A3; NeuralHydrology 1.11",
        (o, s) => FlowDuration.High(FlowDurationForm.NeuralHydrology, o, s));

    /// <summary>Bias of the slope of the flow-duration curve between 20 % and 70 %, %, as in NeuralHydrology.</summary>
    public static Metric Fms { get; } = new(
        "FMS", "bias of the middle slope (20–70 %)", "%", double.NegativeInfinity, double.PositiveInfinity, 0,
        "Yilmaz et al. 2008, equation A2; NeuralHydrology 1.11", (o, s) => FlowDuration.MiddleSlope(FlowDurationForm.NeuralHydrology, o, s));

    /// <summary>Bias of the lowest 30 % of flows, %, as in NeuralHydrology. Not to be compared with <see cref="FlvK19"/>.</summary>
    public static Metric Flv { get; } = new(
        "FLV", "bias of low flows (30 %)", "%", double.NegativeInfinity, double.PositiveInfinity, 0, "Yilmaz et al. 2008, equation A4; NeuralHydrology 1.11",
        (o, s) => FlowDuration.Low(FlowDurationForm.NeuralHydrology, o, s));

    /// <summary>Bias of the highest 2 % of flows, %, as K19's code has it: negative simulations are set to 0, 1e-6 in the divisor.</summary>
    public static Metric FhvK19 { get; } = new(
        "FHV-K19", "bias of high flows (2 %), K19", "%", double.NegativeInfinity, double.PositiveInfinity, 0, "Yilmaz et al. 2008; K19's code",
        (o, s) => FlowDuration.High(FlowDurationForm.K19, o, s));

    /// <summary>Bias of the middle slope, %, as K19's code has it: 1e-6 is added to every flow once more inside the logarithm.</summary>
    public static Metric FmsK19 { get; } = new(
        "FMS-K19", "bias of the middle slope (20–70 %), K19", "%", double.NegativeInfinity, double.PositiveInfinity, 0, "Yilmaz et al. 2008; K19's code",
        (o, s) => FlowDuration.MiddleSlope(FlowDurationForm.K19, o, s));

    /// <summary>Bias of the lowest 30 % of flows, %, as K19's code has it; very sensitive to zero flow.</summary>
    public static Metric FlvK19 { get; } = new(
        "FLV-K19", "bias of low flows (30 %), K19", "%", double.NegativeInfinity, double.PositiveInfinity, 0, "Yilmaz et al. 2008; K19's code",
        (o, s) => FlowDuration.Low(FlowDurationForm.K19, o, s));

    /// <summary>Mean number of days by which prominent peaks are early or late, 0 to 3; NaN without peaks.</summary>
    public static Metric PeakTiming { get; } = new(
        "Peak-Timing", "peak timing error", "days", 0, 3, 0, "Kratzert et al. 2021, appendix D; NeuralHydrology 1.11", PeakMetrics.Timing);

    /// <summary>Share of high observed peaks (above the 80th percentile) that no simulated peak meets within one day; 0 without peaks.</summary>
    public static Metric MissedPeaks { get; } = new(
        "Missed-Peaks", "share of missed peaks", "", 0, 1, 0, "NeuralHydrology 1.11", PeakMetrics.Missed);

    /// <summary>Mean absolute error on the days of prominent peaks, % of the observed peak; NaN without peaks.</summary>
    public static Metric PeakError { get; } = new(
        "Peak-MAPE", "mean absolute peak error", "%", 0, double.PositiveInfinity, 0, "NeuralHydrology 1.11", PeakMetrics.Error);

    /// <summary>Every built-in metric, in the order of a table.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        Nse, AlphaNse, BetaNse, Kge, Kge2012, BetaKge, GammaKge, Pearson, Rmse, Mse,
        Fhv, Fms, Flv, FhvK19, FmsK19, FlvK19, PeakTiming, MissedPeaks, PeakError,
    ];

    /// <summary>Short name, as in the head of a table.</summary>
    public string Name { get; }

    /// <summary>Name in words.</summary>
    public string Title { get; }

    /// <summary>Unit as on an axis; empty for a dimensionless metric.</summary>
    public string Unit { get; }

    /// <summary>Lowest possible value.</summary>
    public double Lowest { get; }

    /// <summary>Highest possible value.</summary>
    public double Highest { get; }

    /// <summary>Value of a simulation that equals the observations.</summary>
    public double Perfect { get; }

    /// <summary>Who defined it, and where.</summary>
    public string Reference { get; }

    /// <summary>A built-in metric by its name; capitals and hyphens do not matter.</summary>
    /// <exception cref="HydroException">There is no such metric; the nearest name is offered.</exception>
    public static Metric Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string plain = Plain(name);
        Metric? found = All.FirstOrDefault(metric => string.Equals(Plain(metric.Name), plain, StringComparison.Ordinal));
        if (found is not null)
        {
            return found;
        }

        Metric nearest = All.MinBy(metric => NearestName.Distance(Plain(metric.Name), plain))!;
        throw new HydroException(
            $"'{name}' is not a metric: did you mean '{nearest.Name}'? There are {string.Join(", ", All.Select(metric => metric.Name))}.");
    }

    /// <summary>The skill of a simulation.</summary>
    /// <param name="observed">Observed discharge, [days], mm/day; NaN = missing.</param>
    /// <param name="simulated">Simulated discharge, [days], mm/day; NaN = missing.</param>
    /// <returns>The skill; NaN where it is not defined (no days, constant observations, no peaks).</returns>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public double Compute(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        Pairs.RequireSameLength(observed.Length, simulated.Length);
        return _function(observed, simulated);
    }

    /// <inheritdoc cref="Compute(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public double Compute(ReadOnlySpan<float> observed, ReadOnlySpan<float> simulated)
    {
        Pairs.RequireSameLength(observed.Length, simulated.Length);
        return _function(Pairs.Widen(observed), Pairs.Widen(simulated));
    }

    /// <summary>Name and unit, as on an axis: <c>RMSE [mm/day]</c>.</summary>
    public override string ToString() => Unit.Length == 0 ? Name : $"{Name} [{Unit}]";

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant();
}

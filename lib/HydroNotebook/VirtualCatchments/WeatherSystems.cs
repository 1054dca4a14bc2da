using HydroNotebook.Tensors;

namespace HydroNotebook.VirtualCatchments;

/// <summary>Daily random fields over the map that neighbouring basins share: autocorrelated in time, correlated over some 450 km.</summary>
/// <remarks>Each field is a mixture of independent series at the knots of a fixed grid, so that a basin's weather does not depend on which other basins exist.</remarks>
internal sealed class WeatherSystems
{
    private const int Columns = 9;
    private const int Rows = 6;
    private const double ReachKm = 450;
    private readonly float[][][] _knots;

    /// <summary>Makes the fields.</summary>
    internal WeatherSystems(long seed, int days, CancellationToken cancel)
    {
        Days = days;
        _knots = new float[Fields.Length][][];
        for (int field = 0; field < Fields.Length; field++)
        {
            cancel.ThrowIfCancellationRequested();
            _knots[field] = new float[Columns * Rows][];
            for (int knot = 0; knot < Columns * Rows; knot++)
            {
                RandomNumbers random = new RandomNumbers(seed, "virtual weather " + Fields[field].Name).At(knot);
                _knots[field][knot] = Autoregressive(random, days, Fields[field].Memory);
            }
        }
    }

    /// <summary>Which field: a name for its random numbers and its correlation from one day to the next.</summary>
    internal static (string Name, double Memory)[] Fields { get; } =
    [
        ("rain", 0.55),
        ("amount", 0.1),
        ("season of rain", 1 - (1 / 70.0)),
        ("temperature", 0.76),
        ("season of temperature", 1 - (1 / 30.0)),
    ];

    internal int Days { get; }

    /// <summary>The five fields at a position, [field][days], each with zero mean and unit variance.</summary>
    internal double[][] At(double latitude, double longitude)
    {
        double[] weights = new double[Columns * Rows];
        double squares = 0;
        for (int knot = 0; knot < weights.Length; knot++)
        {
            double north = 111 * (latitude - (25 + (4.8 * (knot / Columns))));
            double east = 111 * Math.Cos(latitude * Math.PI / 180) * (longitude - (-125 + (7.25 * (knot % Columns))));
            double distance = ((north * north) + (east * east)) / (ReachKm * ReachKm);
            weights[knot] = distance > 9 ? 0 : Math.Exp(-distance);
            squares += weights[knot] * weights[knot];
        }

        double[][] fields = new double[Fields.Length][];
        for (int field = 0; field < fields.Length; field++)
        {
            double[] series = new double[Days];
            for (int knot = 0; knot < weights.Length; knot++)
            {
                if (weights[knot] == 0)
                {
                    continue;
                }

                double weight = weights[knot] / Math.Sqrt(squares);
                float[] source = _knots[field][knot];
                for (int day = 0; day < Days; day++)
                {
                    series[day] += weight * source[day];
                }
            }

            fields[field] = series;
        }

        return fields;
    }

    /// <summary>A normal series with zero mean, unit variance and a correlation of <paramref name="memory"/> from day to day.</summary>
    internal static float[] Autoregressive(RandomNumbers random, int days, double memory)
    {
        float[] series = new float[days];
        double noise = Math.Sqrt(1 - (memory * memory));
        double state = random.Normal(-1);
        for (int day = 0; day < days; day++)
        {
            state = (memory * state) + (noise * random.Normal(day));
            series[day] = (float)state;
        }

        return series;
    }
}

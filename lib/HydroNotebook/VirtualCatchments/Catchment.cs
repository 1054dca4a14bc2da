using HydroNotebook.Tensors;

namespace HydroNotebook.VirtualCatchments;

/// <summary>The parameters of the process model for one basin: functions of its attributes, and a part that no attribute shows.</summary>
internal sealed record Catchment
{
    /// <summary>Number of soil layers.</summary>
    internal const int Layers = 4;

    /// <summary>Thickness of the soil layers 0–7, 7–28, 28–100, 100–289 cm, mm.</summary>
    internal static readonly double[] Thickness = [70, 210, 720, 1890];

    internal required Site Site { get; init; }

    /// <summary>Elevation of the snow bands, m; equal areas.</summary>
    internal required double[] Bands { get; init; }

    /// <summary>Water that leaves hold, mm per unit of leaf area.</summary>
    internal required double Interception { get; init; }

    /// <summary>Temperature at which half of the precipitation is snow, °C.</summary>
    internal required double SnowTemperature { get; init; }

    /// <summary>Heat exchanged with the air, MJ/m²/day per °C.</summary>
    internal required double AirHeat { get; init; }

    /// <summary>Share of the sun that reaches the snow below the canopy.</summary>
    internal required double SnowLight { get; init; }

    /// <summary>Mean infiltration capacity of a dry surface, mm/day.</summary>
    internal required double Infiltration { get; init; }

    /// <summary>Exponent b of the distribution of storage capacities over the basin.</summary>
    internal required double Variability { get; init; }

    /// <summary>Pores of each layer, mm.</summary>
    internal required double[] Capacity { get; init; }

    /// <summary>Water at field capacity in each layer, mm.</summary>
    internal required double[] Field { get; init; }

    /// <summary>Water at the wilting point in each layer, mm.</summary>
    internal required double[] Wilting { get; init; }

    /// <summary>Saturated conductivity of each layer, mm/day.</summary>
    internal required double[] Conductivity { get; init; }

    /// <summary>Exponent of the Brooks–Corey conductivity.</summary>
    internal required double Exponent { get; init; }

    /// <summary>Share of the roots in each layer.</summary>
    internal required double[] Roots { get; init; }

    /// <summary>Water above field capacity that flows off sideways from layers 3 and 4, 1/day.</summary>
    internal required double Sideways { get; init; }

    /// <summary>Share of the infiltrating water that passes the soil in cracks when the top is saturated; in proportion to its wetness.</summary>
    internal required double Bypass { get; init; }

    /// <summary>Share of recharge that goes to the slow groundwater.</summary>
    internal required double SlowShare { get; init; }

    /// <summary>Outflow of the fast groundwater at 10 mm of storage, 1/day.</summary>
    internal required double FastRate { get; init; }

    /// <summary>Outflow of the slow groundwater, 1/day.</summary>
    internal required double SlowRate { get; init; }

    /// <summary>Share of the slow groundwater's outflow that leaves below the gauge.</summary>
    internal required double Leak { get; init; }

    /// <summary>Water that the bed of the stream takes up, mm/day.</summary>
    internal required double BedLoss { get; init; }

    /// <summary>Residence time in each of the three reservoirs of the routing, days.</summary>
    internal required double Residence { get; init; }

    /// <summary>Derives the parameters.</summary>
    internal static Catchment Of(Site site, RandomNumbers random)
    {
        double Hidden(int index, double spread) => Math.Exp(spread * Math.Clamp(random.Normal(index), -2.3, 2.3));

        double wilting = 0.035 + (0.0040 * site.Clay);
        double field = Math.Min(0.10 + (0.0045 * site.Clay) + (0.0018 * site.Silt), site.Porosity - 0.08);
        // Rock in the deepest layer holds little; where bedrock is deep, all of it is soil.
        double[] share = [1, 1, 0.55 + (0.45 * Saturating(site.SoilDepth - 0.3)), 0.2 + (0.8 * Saturating((site.Bedrock - 0.6) / 3))];
        double[] deepening = [1, 0.8, 0.5, 0.3];
        double[] capacity = new double[Layers];
        double[] fieldCapacity = new double[Layers];
        double[] wiltingPoint = new double[Layers];
        double[] conductivity = new double[Layers];
        double hiddenSoil = Hidden(0, 0.14);
        for (int k = 0; k < Layers; k++)
        {
            capacity[k] = Thickness[k] * site.Porosity * share[k];
            fieldCapacity[k] = Math.Min(Thickness[k] * field * share[k] * hiddenSoil, 0.9 * capacity[k]);
            wiltingPoint[k] = Math.Min(Thickness[k] * wilting * share[k], 0.7 * fieldCapacity[k]);
            conductivity[k] = 240 * site.Conductivity * deepening[k] * Hidden(1, 0.38);
        }

        double wet = Math.Log(site.MeanPrecipitation);
        double steep = Math.Log(site.Slope / 30);
        double permeable = site.Permeability + 14;
        return new Catchment
        {
            Site = site,
            Bands = ElevationBands(site),
            Interception = 0.18 * Hidden(2, 0.19),
            SnowTemperature = 1.0 + (0.5 * random.Normal(3)),
            AirHeat = 0.9 * Hidden(4, 0.19),
            SnowLight = 1 - (0.65 * site.Forest * site.LaiMax / 6),
            Infiltration = 190 * Math.Exp(-0.25 * wet) * Math.Pow(site.Conductivity, 0.3)
                * (0.9 + (0.3 * site.GreenMax)) * Hidden(5, 0.38),
            Variability = Math.Clamp(
                0.13 * Hidden(6, 0.45) * Math.Exp((0.006 * (site.Clay - 18)) - (0.08 * steep) + (0.4 * (wet - 1.1))), 0.02, 1.2),
            Capacity = capacity,
            Field = fieldCapacity,
            Wilting = wiltingPoint,
            Conductivity = conductivity,
            Exponent = Math.Clamp(3 + (2 / (0.12 + (0.006 * site.Sand))), 5, 14),
            Roots = RootShares(site),
            Sideways = Math.Clamp(0.015 * Math.Exp(0.25 * steep) * Hidden(7, 0.38), 0.002, 0.3),
            Bypass = Math.Min(0.7, 0.11 * Hidden(14, 0.52) * Math.Exp((0.08 * permeable) + (0.3 * (site.Forest - 0.6)) - (0.6 * (wet - 1.1)))),
            SlowShare = Logistic(0.3 + (0.35 * permeable) + (0.12 * steep) + (0.5 * random.Normal(8))),
            FastRate = Math.Clamp(0.06 * Math.Exp(0.2 * steep) * Hidden(9, 0.34), 0.01, 0.4),
            SlowRate = Math.Clamp(0.006 * Math.Exp(-0.15 * permeable) * Hidden(10, 0.3), 0.0015, 0.03),
            Leak = Logistic(-1.7 + (0.3 * permeable) + (1.5 * site.Carbonate) - (0.3 * steep) - (0.4 * wet) + (0.8 * random.Normal(11))),
            BedLoss = 0.06 * Math.Exp(-3 * wet) * Math.Exp(-0.35 * steep) * Hidden(12, 0.9),
            Residence = Math.Clamp(0.22 * Math.Pow(site.AreaKm2 / 300, 0.33) * Math.Exp(-0.2 * steep) * Hidden(13, 0.19), 0.03, 4),
        };
    }

    // Middle of five slices of equal area; heights scatter by a multiple of the mean slope, and no less than the mean height allows.
    private static double[] ElevationBands(Site site)
    {
        double spread = Math.Min(3.2 * site.Slope * Math.Pow(site.AreaKm2 / 300, 0.15), 0.45 * site.Elevation);
        return [.. new[] { -1.28, -0.52, 0, 0.52, 1.28 }.Select(score => site.Elevation + (score * spread))];
    }

    // Roots thin out exponentially such that half of them lie above Root50.
    private static double[] RootShares(Site site)
    {
        double[] shares = new double[Layers];
        double rate = Math.Log(2) / (1000 * site.Root50 * (1 + (0.8 * site.Forest)));
        double depth = 0;
        double above = 1;
        double whole = 1 - Math.Exp(-rate * Thickness.Sum());
        for (int k = 0; k < Layers; k++)
        {
            depth += Thickness[k];
            double below = Math.Exp(-rate * depth);
            shares[k] = (above - below) / whole;
            above = below;
        }

        return shares;
    }

    private static double Saturating(double x) => 1 - Math.Exp(-Math.Max(x, 0));

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}

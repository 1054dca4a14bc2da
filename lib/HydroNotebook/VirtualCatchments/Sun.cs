namespace HydroNotebook.VirtualCatchments;

/// <summary>Daily astronomy and evaporation after FAO 56 (Allen et al. 1998) and Priestley and Taylor (1972).</summary>
internal static class Sun
{
    /// <summary>Day length, s, and radiation at the top of the atmosphere, MJ/m²/day.</summary>
    internal static (double DayLength, double Top) Of(double latitude, int dayOfYear)
    {
        double phi = latitude * Math.PI / 180;
        double declination = 0.409 * Math.Sin((2 * Math.PI * dayOfYear / 365) - 1.39);
        double distance = 1 + (0.033 * Math.Cos(2 * Math.PI * dayOfYear / 365));
        double sunset = Math.Acos(Math.Clamp(-Math.Tan(phi) * Math.Tan(declination), -1, 1));
        double top = 1440 / Math.PI * 0.082 * distance
            * ((sunset * Math.Sin(phi) * Math.Sin(declination)) + (Math.Cos(phi) * Math.Cos(declination) * Math.Sin(sunset)));
        return (86400 * sunset / Math.PI, top);
    }

    /// <summary>Saturation vapour pressure over water, kPa.</summary>
    internal static double Saturation(double celsius) => 0.6108 * Math.Exp(17.27 * celsius / (celsius + 237.3));

    /// <summary>Potential evapotranspiration of Priestley and Taylor with the net radiation of FAO 56, mm/day.</summary>
    /// <param name="solar">Solar radiation at the ground, MJ/m²/day.</param>
    /// <param name="top">Radiation at the top of the atmosphere, MJ/m²/day.</param>
    /// <param name="maximum">°C.</param>
    /// <param name="minimum">°C.</param>
    /// <param name="vapourKPa">Vapour pressure, kPa.</param>
    /// <param name="elevation">m.</param>
    /// <param name="albedo">Share of radiation reflected.</param>
    internal static double PriestleyTaylor(
        double solar, double top, double maximum, double minimum, double vapourKPa, double elevation, double albedo = 0.23)
    {
        double mean = 0.5 * (maximum + minimum);
        double clear = Math.Max((0.75 + (2e-5 * elevation)) * top, 1e-6);
        double longwave = 4.903e-9 * (Fourth(maximum + 273.16) + Fourth(minimum + 273.16)) / 2
            * (0.34 - (0.14 * Math.Sqrt(Math.Max(vapourKPa, 0)))) * ((1.35 * Math.Min(solar / clear, 1)) - 0.35);
        double net = ((1 - albedo) * solar) - longwave;
        double slope = 4098 * Saturation(mean) / ((mean + 237.3) * (mean + 237.3));
        double psychrometric = 0.000665 * 101.3 * Math.Pow((293 - (0.0065 * elevation)) / 293, 5.26);
        return Math.Max(0, 1.26 / 2.45 * slope / (slope + psychrometric) * net);
    }

    private static double Fourth(double x) => x * x * x * x;
}

namespace HydroNotebook.VirtualCatchments;

/// <summary>The climate attributes of CAMELS, computed from the weather in the file (Addor et al. 2017, table 2).</summary>
internal sealed record ClimateIndices(
    double MeanPrecipitation,
    double MeanPotential,
    double Seasonality,
    double SnowFraction,
    double HighFrequency,
    double HighDuration,
    string HighTiming,
    double LowFrequency,
    double LowDuration,
    string LowTiming)
{
    /// <summary>Potential evapotranspiration ÷ precipitation.</summary>
    internal double Aridity => MeanPotential / MeanPrecipitation;

    /// <summary>Computes the indices of whole years of daily weather.</summary>
    internal static ClimateIndices Of(Weather weather, DateOnly first, Site site)
    {
        int days = weather.Days;
        double rain = 0;
        double snow = 0;
        double potential = 0;
        double meanTemperature = 0;
        for (int day = 0; day < days; day++)
        {
            double precipitation = weather.Precipitation[day];
            rain += precipitation / days;
            snow += weather.Mean(day) < 0 ? precipitation / days : 0;
            meanTemperature += weather.Mean(day) / days;
            double solar = weather.Radiation[day] * weather.DayLength[day] / 1e6;
            potential += Sun.PriestleyTaylor(
                solar,
                Sun.Of(site.Latitude, first.AddDays(day).DayOfYear).Top,
                weather.Maximum[day],
                weather.Minimum[day],
                weather.Vapour[day] / 1000,
                site.Elevation) / days;
        }

        (double highFrequency, double highDuration, string highTiming) = Events(weather, first, value => value >= 5 * rain);
        (double lowFrequency, double lowDuration, string lowTiming) = Events(weather, first, value => value < 1);
        return new ClimateIndices(
            rain,
            potential,
            SeasonalityOf(weather, rain, meanTemperature),
            snow / rain,
            highFrequency,
            highDuration,
            highTiming,
            lowFrequency,
            lowDuration,
            lowTiming);
    }

    // Woods (2009): waves fitted to precipitation and temperature; relative amplitude of the first times the cosine of the lag between both.
    private static double SeasonalityOf(Weather weather, double rain, double temperature)
    {
        double rainCosine = 0;
        double rainSine = 0;
        double warmCosine = 0;
        double warmSine = 0;
        for (int day = 0; day < weather.Days; day++)
        {
            double angle = 2 * Math.PI * day / 365.25;
            double scale = 2.0 / weather.Days;
            rainCosine += scale * ((weather.Precipitation[day] / rain) - 1) * Math.Cos(angle);
            rainSine += scale * ((weather.Precipitation[day] / rain) - 1) * Math.Sin(angle);
            warmCosine += scale * (weather.Mean(day) - temperature) * Math.Cos(angle);
            warmSine += scale * (weather.Mean(day) - temperature) * Math.Sin(angle);
        }

        double warm = Math.Sqrt((warmCosine * warmCosine) + (warmSine * warmSine));
        return warm > 0 ? ((rainCosine * warmCosine) + (rainSine * warmSine)) / warm : 0;
    }

    private static (double Frequency, double Duration, string Timing) Events(Weather weather, DateOnly first, Func<double, bool> isEvent)
    {
        string[] names = ["djf", "mam", "jja", "son"];
        int[] seasons = new int[4];
        int count = 0;
        int runs = 0;
        bool before = false;
        for (int day = 0; day < weather.Days; day++)
        {
            bool now = isEvent(weather.Precipitation[day]);
            if (now)
            {
                count++;
                seasons[first.AddDays(day).Month % 12 / 3]++;
                runs += before ? 0 : 1;
            }

            before = now;
        }

        return (count * 365.25 / weather.Days, runs > 0 ? count / (double)runs : 0, names[Array.IndexOf(seasons, seasons.Max())]);
    }
}

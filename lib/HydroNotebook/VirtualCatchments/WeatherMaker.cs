using HydroNotebook.Tensors;
using MathNet.Numerics.Distributions;

namespace HydroNotebook.VirtualCatchments;

/// <summary>Makes the true weather of a basin, and the weather that stands in its file.</summary>
/// <remarks>
/// Wet and dry spells come from a normal series that is cut at a threshold (Richardson 1981 in the form of Wilks 1998, with a
/// spatial field in place of pairs of stations); amounts are gamma; temperature is a yearly wave with autocorrelated departures;
/// radiation follows cloud. Coefficients of the temperature, range and dew point climates are regressions on latitude, longitude,
/// height and dryness over 139 basins of CAMELS-US (Maurer forcing).
/// </remarks>
internal sealed class WeatherMaker
{
    private readonly Site _site;
    private readonly RandomNumbers _random;
    private readonly double[][] _fields;
    private readonly DateOnly _first;
    private readonly double[] _amounts;
    private readonly double _east;
    private readonly double _north;
    private readonly double _dryness;

    internal WeatherMaker(Site site, RandomNumbers random, WeatherSystems systems, DateOnly first)
    {
        _site = site;
        _random = random;
        _fields = systems.At(site.Latitude, site.Longitude);
        _first = first;
        _east = (site.Longitude + 95) / 10;
        _north = site.Latitude - 39;
        _dryness = Math.Clamp(1.0 - Math.Log(site.MeanPrecipitation), -1, 1.5);
        _amounts = AmountTable(Math.Clamp(0.78 - (0.05 * _dryness) + (0.13 * random.Normal(-10)), 0.4, 1.1));
    }

    /// <summary>The true weather, basin means.</summary>
    internal Weather True()
    {
        int days = _fields[0].Length;
        Weather weather = new(new double[days], new double[days], new double[days], new double[days], new double[days], new double[days]);
        double[] cloud = new double[days];
        Precipitation(weather.Precipitation, cloud);
        Temperature(weather, cloud);
        return weather;
    }

    /// <summary>The weather as a few gauges and a coarse grid show it: biased, noisy, part of a day's rain booked on the next.</summary>
    internal Weather Recorded(Weather truth, double quality)
    {
        RandomNumbers random = _random.At(77);
        int days = truth.Days;
        Weather file = new(new double[days], new double[days], new double[days], new double[days], new double[days], truth.DayLength);
        double catching = Math.Exp(0.07 * Within(random.Normal(-1)));
        double scatter = quality * random.Uniform(-2, 0.15, 0.35);
        double late = random.Uniform(-3, 0.0, 0.18);
        double unseen = quality * random.Uniform(-4, 0.01, 0.05);
        double warm = 0.6 * random.Normal(-5);
        float[] noise = WeatherSystems.Autoregressive(random.At(1), days, 0.5);
        for (int day = 0; day < days; day++)
        {
            double rain = ((1 - late) * truth.Precipitation[day]) + (late * (day > 0 ? truth.Precipitation[day - 1] : 0));
            double factor = catching * Math.Exp((scatter * random.Normal(3L * day)) - (0.5 * scatter * scatter));
            // A shower between the gauges; the gauges see as much elsewhere that the basin does not get.
            double luck = random.Uniform((3L * day) + 1);
            factor *= luck < unseen ? 0.1 : luck < 2 * unseen ? 1.9 : 1;
            file.Precipitation[day] = rain * factor < 0.1 ? 0 : rain * factor;
            double shift = warm + (0.7 * noise[day]);
            double range = Math.Max(0.6, (truth.Maximum[day] - truth.Minimum[day]) * (1 + (0.06 * random.Normal((3L * day) + 2))));
            double mean = truth.Mean(day) + shift;
            file.Maximum[day] = mean + (range / 2);
            file.Minimum[day] = mean - (range / 2);
            RandomNumbers other = random.At(2);
            file.Radiation[day] = Math.Max(5, truth.Radiation[day] * (1 + (0.07 * other.Normal(2L * day))));
            file.Vapour[day] = Math.Max(10, truth.Vapour[day] * (1 + (0.05 * other.Normal((2L * day) + 1))));
        }

        return file;
    }

    private void Precipitation(double[] rain, double[] cloud)
    {
        RandomNumbers random = _random.At(1);
        double spell = Math.Clamp(0.5 + (0.25 * Math.Log(_site.DryDuration / 4.5)), 0.3, 0.75);
        float[] local = WeatherSystems.Autoregressive(_random.At(2), rain.Length, spell);
        double wetness = Math.Clamp(1 - (_site.DryDays / 365.25), 0.03, 0.6);
        double slow = 0.22 + (0.05 * _dryness);
        double fast = Math.Sqrt(1 - (slow * slow));
        for (int day = 0; day < rain.Length; day++)
        {
            double season = SeasonOfRain(_first.AddDays(day).DayOfYear);
            double chance = Math.Clamp(wetness * Math.Pow(season, 0.65), 0.015, 0.92);
            double threshold = Normal.InvCDF(0, 1, 1 - chance);
            double state = (fast * ((0.88 * _fields[0][day]) + (0.475 * local[day]))) + (slow * _fields[2][day]);
            cloud[day] = Normal.CDF(0, 0.8, state - threshold + 0.4);
            if (state > threshold)
            {
                double exceeding = Math.Clamp((Normal.CDF(0, 1, state) - (1 - chance)) / chance, 1e-6, 1 - 1e-6);
                double score = (0.6 * Normal.InvCDF(0, 1, exceeding)) + (0.8 * ((0.75 * _fields[1][day]) + (0.661 * random.Normal(day))));
                // 0.8 mm at least: days with less are not wet. The gamma amounts have a mean of one.
                double mean = 0.97 * _site.MeanPrecipitation * season / chance;
                rain[day] = Math.Min(0.8, 0.5 * mean) + (Math.Max(mean - 0.8, 0.5 * mean) * Amount(score));
            }
            else if (state > threshold - 0.2)
            {
                rain[day] = 0.8 * (1 - ((threshold - state) / 0.2));
            }
        }
    }

    // Mean one over the year as long as nothing is cut off below.
    private double SeasonOfRain(int dayOfYear)
    {
        double peak = _site.Seasonality >= 0 ? 200 : 15;
        double wave = 1 + (Math.Abs(_site.Seasonality) * Math.Cos(2 * Math.PI * (dayOfYear - peak) / 365.25));
        return Math.Max(wave, 0.04);
    }

    private void Temperature(Weather weather, double[] cloud)
    {
        RandomNumbers random = _random.At(3);
        float[] local = WeatherSystems.Autoregressive(_random.At(4), weather.Days, 0.7);
        float[] ranges = WeatherSystems.Autoregressive(_random.At(5), weather.Days, 0.35);
        double km = _site.Elevation / 1000;
        double coast = Math.Max(0, -_east - 2);
        double mean = 14.22 - (0.7715 * _north) - (0.93 * _east) - (0.107 * _east * _east) - (4.67 * km)
            + (0.9 * Within(random.Normal(-1)));
        double amplitude = 12.89 + (0.33 * _north) - (0.72 * _east) - (0.45 * _east * _east) + (0.258 * _east * _east * _east) - (0.35 * km);
        amplitude = Math.Clamp(amplitude + (0.6 * random.Normal(-2)), 5, 17);
        double coldest = 16.6 + (0.22 * _east) + (0.74 * _east * _east);
        double winterSpread = Math.Clamp(5.85 + (0.13 * _north) - (0.22 * _east * _east) - (0.23 * km) - (1.68 * coast), 2.8, 7.5);
        double range = 12.1 - (0.085 * _north) - (0.105 * _east) + (0.88 * km) + (2.3 * _dryness) + _site.Forest;
        range = Math.Clamp(range + (0.6 * random.Normal(-3)), 8, 20);
        double depression = 1.5 + (0.06 * _north) - (0.39 * _east) - (0.26 * km) + (2.2 * _dryness);
        depression = Math.Max(-0.2, depression + (0.5 * random.Normal(-4)));
        for (int day = 0; day < weather.Days; day++)
        {
            int dayOfYear = _first.AddDays(day).DayOfYear;
            double wave = Math.Cos(2 * Math.PI * (dayOfYear - coldest) / 365.25);
            double spread = winterSpread * (0.79 + (0.21 * wave));
            double departure = (0.86 * _fields[3][day]) + (0.38 * _fields[4][day]) + (0.34 * local[day]);
            // Cloudy days are milder in winter and cooler in summer.
            double today = mean - (amplitude * wave) + (spread * departure) + ((cloud[day] - 0.5) * ((1.6 * wave) - 0.4));
            double width = Math.Max(1.5, (range * (1.28 - (0.5 * cloud[day]))) + (2.1 * ranges[day]));
            weather.Maximum[day] = today + (width / 2);
            weather.Minimum[day] = today - (width / 2);
            (double length, double top) = Sun.Of(_site.Latitude, dayOfYear);
            double clear = 0.77 + (3e-5 * _site.Elevation) - (0.52 * Math.Pow(cloud[day], 1.3));
            double through = Math.Clamp(clear + (0.05 * random.Normal(2L * day)), 0.1, 0.82);
            weather.DayLength[day] = length;
            weather.Radiation[day] = through * top * 1e6 / length;
            double dew = weather.Minimum[day] - (depression * (1.4 - (0.8 * cloud[day]))) + (0.9 * random.Normal((2L * day) + 1));
            weather.Vapour[day] = 1000 * Math.Min(Sun.Saturation(dew), Sun.Saturation(today));
        }
    }

    private static double[] AmountTable(double shape)
    {
        double[] table = new double[181];
        for (int k = 0; k < table.Length; k++)
        {
            table[k] = Gamma.InvCDF(shape, shape, Math.Clamp(Normal.CDF(0, 1, -4.5 + (0.05 * k)), 1e-9, 1 - 1e-9));
        }

        return table;
    }

    private double Amount(double score)
    {
        double place = Math.Clamp((score + 4.5) / 0.05, 0, 179.999);
        int low = (int)place;
        return _amounts[low] + ((place - low) * (_amounts[low + 1] - _amounts[low]));
    }

    private static double Within(double normal) => Math.Clamp(normal, -2.3, 2.3);
}

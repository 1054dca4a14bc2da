using HydroNotebook.Tensors;

namespace HydroNotebook.VirtualCatchments;

/// <summary>One basin as its files have it: every number already rounded to what is written.</summary>
internal sealed record VirtualBasin
{
    private const double CubicFoot = 0.028316846592;

    internal required Site Site { get; init; }

    /// <summary>Area in the header of the forcing file, m².</summary>
    internal required long AreaM2 { get; init; }

    /// <summary>Elevation in the header of the forcing file, m.</summary>
    internal required double HeaderElevation { get; init; }

    /// <summary>Forcing of the file, rounded to 0.01.</summary>
    internal required Weather Forcing { get; init; }

    /// <summary>Flow of the file, ft³/s, rounded to 0.01; NaN = missing.</summary>
    internal required double[] FlowCfs { get; init; }

    /// <summary>Whether the flow of a day is an estimate (flag A:e).</summary>
    internal required bool[] Estimated { get; init; }

    internal required Truth Truth { get; init; }

    internal required ClimateIndices Climate { get; init; }

    internal required FlowIndices Flow { get; init; }

    /// <summary>Makes a basin.</summary>
    /// <param name="seed">Seed of the world.</param>
    /// <param name="number">Number of the basin.</param>
    /// <param name="systems">Weather that basins share, from the first day of the warm-up of the stores on.</param>
    /// <param name="first">First day of the files, a 1 October.</param>
    /// <param name="skip">Days before it, on which the stores find their levels.</param>
    internal static VirtualBasin Make(long seed, int number, WeatherSystems systems, DateOnly first, int skip)
    {
        RandomNumbers random = new RandomNumbers(seed, "virtual basin").At(number);
        (Catchment catchment, Weather trueWeather, Weather recorded) = Ingredients(seed, number, systems, first.AddDays(-skip));
        Site site = catchment.Site;
        Truth truth = After(new ProcessModel(catchment).Run(trueWeather, first.AddDays(-skip)), skip);
        Weather forcing = Rounded(recorded, skip);
        long area = (long)Math.Round(site.AreaKm2 * 1e6 * Math.Exp(0.012 * random.Normal(0)));
        (double[] cfs, bool[] estimated) = Gauge(truth.Discharge, trueWeather, skip, area, random.At(2));
        double[] millimetres = [.. cfs.Select(value => value * CubicFoot * 86400 / (site.AreaKm2 * 1e6) * 1000)];
        return new VirtualBasin
        {
            Site = site,
            AreaM2 = area,
            HeaderElevation = Math.Round(site.Elevation * (1 + (0.04 * random.Normal(1)))),
            Forcing = forcing,
            FlowCfs = cfs,
            Estimated = estimated,
            Truth = truth,
            Climate = ClimateIndices.Of(forcing, first, site),
            Flow = FlowIndices.Of(millimetres, forcing.Precipitation, first),
        };
    }

    /// <summary>Parameters, the weather that makes the flow, and the weather that is recorded, from the first day of <paramref name="systems"/> on.</summary>
    internal static (Catchment Catchment, Weather True, Weather Recorded) Ingredients(
        long seed, int number, WeatherSystems systems, DateOnly first)
    {
        Site site = Landscape.Draw(seed, number);
        RandomNumbers random = new RandomNumbers(seed, "virtual basin").At(number);
        WeatherMaker maker = new(site, random.At(1), systems, first);
        Weather weather = maker.True();

        // Gauges are fewer in dry country.
        double sparse = Math.Exp((0.7 * Math.Log(3.2 / site.MeanPrecipitation)) + (0.35 * random.Normal(2)));
        return (Catchment.Of(site, random.At(0)), weather, maker.Recorded(weather, Math.Clamp(sparse, 0.5, 4)));
    }

    /// <summary>Flow of the file over the area of the forcing file's header, mm/day; NaN = missing.</summary>
    internal double FlowMmPerDay(int day) => 28316846.592 * FlowCfs[day] * 86400 / (AreaM2 * 1e6);

    /// <summary>What a reader finds behind two decimals.</summary>
    internal static double TwoDecimals(double value) => Math.Round(value * 100) / 100;

    // Rating curves err by some percent, slowly; three significant digits are published; ice makes days estimates; some records have a hole.
    private static (double[] Cfs, bool[] Estimated) Gauge(double[] discharge, Weather weather, int skip, long areaM2, RandomNumbers random)
    {
        double[] cfs = new double[discharge.Length];
        bool[] estimated = new bool[discharge.Length];
        double bias = 0.05 * random.Normal(-1);
        float[] error = WeatherSystems.Autoregressive(random.At(0), discharge.Length, 0.9);
        double frost = 0;
        (int end, double share) = Diversion(cfs.Length, random);
        for (int day = 0; day < cfs.Length; day++)
        {
            frost = Math.Clamp(frost + (weather.Mean(day + skip) < -4 ? 1 : -1.5), 0, 12);
            estimated[day] = frost > 6;
            double factor = Math.Exp(bias + ((estimated[day] ? 0.15 : 0.06) * error[day]));
            double left = day < end ? 1 - share : 1;
            double value = left * discharge[day] * factor * areaM2 / 86400 / 1000 / CubicFoot;
            double unit = value >= 1 ? Math.Pow(10, Math.Max(-2, Math.Floor(Math.Log10(value)) - 2)) : 0.01;
            cfs[day] = value < 0.005 ? 0 : TwoDecimals(Math.Round(value / unit) * unit);
        }

        if (random.Uniform(-2) < 0.15)
        {
            int length = 15 + random.Below(-3, 76);
            int start = random.Below(-4, cfs.Length - length);
            Array.Fill(cfs, double.NaN, start, length);
        }

        return (cfs, estimated);
    }

    // Above a few gauges most of the water is diverted until some day in the middle of the record, which no attribute tells.
    private static (int End, double Share) Diversion(int days, RandomNumbers random) => random.Uniform(-5) < 0.06
        ? ((int)(days * random.Uniform(-6, 0.35, 0.65)), random.Uniform(-7, 0.6, 0.85))
        : (0, 0);

    private static Truth After(Truth truth, int skip)
    {
        int days = truth.Snow.Length - skip;
        Truth kept = new(days);
        for (int layer = 0; layer < Catchment.Layers; layer++)
        {
            Array.Copy(truth.SoilMoisture[layer], skip, kept.SoilMoisture[layer], 0, days);
        }

        Array.Copy(truth.Snow, skip, kept.Snow, 0, days);
        Array.Copy(truth.Evapotranspiration, skip, kept.Evapotranspiration, 0, days);
        Array.Copy(truth.Baseflow, skip, kept.Baseflow, 0, days);
        Array.Copy(truth.Discharge, skip, kept.Discharge, 0, days);
        Array.Copy(truth.Potential, skip, kept.Potential, 0, days);
        Array.Copy(truth.Leak, skip, kept.Leak, 0, days);
        Array.Copy(truth.Storage, skip, kept.Storage, 0, days);
        return kept;
    }

    private static Weather Rounded(Weather weather, int skip)
    {
        double[] Cut(double[] values) => [.. values.Skip(skip).Select(TwoDecimals)];
        return new Weather(
            Cut(weather.Precipitation),
            Cut(weather.Radiation),
            Cut(weather.Maximum),
            Cut(weather.Minimum),
            Cut(weather.Vapour),
            Cut(weather.DayLength));
    }
}

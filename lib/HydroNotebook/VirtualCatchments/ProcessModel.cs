namespace HydroNotebook.VirtualCatchments;

/// <summary>The water of one basin day by day: leaves, snow, four soil layers, two groundwaters, a stream.</summary>
/// <remarks>
/// Made to share no equation with the models that are trained on its output: more stores than HBV, melt by energy in place of degree-days,
/// a capacity curve in place of a power of wetness, routing by a cascade of reservoirs (Nash 1957) in place of a unit hydrograph of gamma form.
/// </remarks>
internal sealed class ProcessModel
{
    private const double Lapse = 0.0065;
    private readonly Catchment _c;
    private readonly SoilColumn _soil;
    private readonly SnowBand[] _snow;
    private readonly double[] _routing = new double[3];
    private double _leaves;
    private double _fast;
    private double _slow = 20;

    internal ProcessModel(Catchment catchment)
    {
        _c = catchment;
        _soil = new SoilColumn(catchment);
        _snow = new SnowBand[catchment.Bands.Length];
    }

    /// <summary>Runs over all days of the weather.</summary>
    /// <param name="weather">True weather.</param>
    /// <param name="first">Day of row 0.</param>
    internal Truth Run(Weather weather, DateOnly first)
    {
        Truth truth = new(weather.Days);
        for (int day = 0; day < weather.Days; day++)
        {
            Step(weather, day, first.AddDays(day).DayOfYear, truth);
        }

        return truth;
    }

    private void Step(Weather weather, int day, int dayOfYear, Truth truth)
    {
        Site site = _c.Site;
        double solar = weather.Radiation[day] * weather.DayLength[day] / 1e6;
        double mean = weather.Mean(day);
        double covered = SnowCover();
        double potential = Sun.PriestleyTaylor(
            solar,
            Sun.Of(site.Latitude, dayOfYear).Top,
            weather.Maximum[day],
            weather.Minimum[day],
            weather.Vapour[day] / 1000,
            site.Elevation,
            0.23 + (0.3 * covered * (1 - site.Forest)));

        // Leaves grow with the season: the trough in late January, the peak half a year later.
        double season = 0.5 - (0.5 * Math.Cos(2 * Math.PI * (dayOfYear - 28) / 365.25));
        double leafArea = site.LaiMax - (site.LaiDiff * (1 - season));
        double green = site.GreenMax - (site.GreenDiff * (1 - season));
        double through = Intercept(weather.Precipitation[day], mean, leafArea);
        double wetLeaves = Math.Min(_leaves, potential * green);
        _leaves -= wetLeaves;

        double water = 0;
        double melted = 0;
        for (int band = 0; band < _snow.Length; band++)
        {
            double temperature = mean - (Lapse * (_c.Bands[band] - site.Elevation));
            double leaving = _snow[band].Step(through, temperature, solar, _c);
            water += leaving / _snow.Length;
            melted += _snow[band].Water / _snow.Length;
        }

        (double surface, double bypass) = _soil.Infiltrate(water);
        double taken = _soil.Evaporate((potential - wetLeaves) * (1 - covered), 1 - green);
        (double recharge, double sideways) = _soil.Drain();
        (double baseflow, double leak) = Groundwater(recharge + bypass);
        double inflow = surface + sideways + baseflow;
        double bed = Math.Min(inflow, _c.BedLoss);
        double discharge = Route(inflow - bed);

        for (int layer = 0; layer < Catchment.Layers; layer++)
        {
            truth.SoilMoisture[layer][day] = _soil.Water[layer] / Catchment.Thickness[layer];
        }

        truth.Snow[day] = melted;
        truth.Evapotranspiration[day] = wetLeaves + taken;
        truth.Baseflow[day] = baseflow;
        truth.Discharge[day] = discharge;
        truth.Potential[day] = potential;
        truth.Leak[day] = leak + bed;
        truth.Storage[day] = _leaves + melted + Sum(_soil.Water) + _fast + _slow + Sum(_routing);
    }

    private double Intercept(double precipitation, double temperature, double leafArea)
    {
        double capacity = _c.Interception * leafArea;
        double caught = temperature > 0 ? Math.Min(Math.Max(0, capacity - _leaves), precipitation) : 0;
        double dripping = Math.Max(0, _leaves - capacity);
        _leaves += caught - dripping;
        return precipitation - caught + dripping;
    }

    private double SnowCover()
    {
        double covered = 0;
        foreach (SnowBand band in _snow)
        {
            covered += Math.Min(1, band.Water / 15) / _snow.Length;
        }

        return covered;
    }

    // The fast store empties faster the fuller it is (exponent 1.5); the slow one is linear and loses a part below the gauge.
    private (double Baseflow, double Leak) Groundwater(double recharge)
    {
        _slow += recharge * _c.SlowShare;
        _fast += recharge * (1 - _c.SlowShare);
        double fast = Math.Min(0.7 * _fast, _c.FastRate * _fast * Math.Sqrt(_fast / 10));
        double slow = _c.SlowRate * _slow;
        _fast -= fast;
        _slow -= slow;
        double leak = _c.Leak * slow;
        return (fast + slow - leak, leak);
    }

    private double Route(double inflow)
    {
        double share = 1 - Math.Exp(-1 / _c.Residence);
        double flow = inflow;
        for (int k = 0; k < _routing.Length; k++)
        {
            _routing[k] += flow;
            flow = share * _routing[k];
            _routing[k] -= flow;
        }

        return flow;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}

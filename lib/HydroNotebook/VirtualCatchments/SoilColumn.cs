namespace HydroNotebook.VirtualCatchments;

/// <summary>Four layers of soil: infiltration over a basin of varying capacity, roots, drainage, flow sideways.</summary>
/// <remarks>
/// Saturation excess after the capacity curve of Zhao (1980) and Wood et al. (1992); infiltration excess for exponentially distributed
/// intensities; drainage after Brooks and Corey (1964); root uptake after Feddes et al. (1978) with one stress for drought.
/// </remarks>
internal sealed class SoilColumn
{
    private const int Steps = 4;
    private readonly Catchment _c;
    private readonly double[] _water = new double[Catchment.Layers];

    internal SoilColumn(Catchment catchment)
    {
        _c = catchment;
        catchment.Field.CopyTo(_water, 0);
    }

    /// <summary>Water in each layer, mm.</summary>
    internal ReadOnlySpan<double> Water => _water;

    /// <summary>Takes up water at the surface; returns what runs off and what passes through cracks, mm.</summary>
    internal (double Surface, double Bypass) Infiltrate(double water)
    {
        if (water <= 0)
        {
            return (0, 0);
        }

        double top = _water[0] + _water[1] + (0.5 * _water[2]);
        double capacity = _c.Capacity[0] + _c.Capacity[1] + (0.5 * _c.Capacity[2]);
        double wetness = Math.Clamp(top / capacity, 0, 1);
        double excess = water * Math.Exp(-_c.Infiltration * (1.3 - wetness) / water);
        double entering = water - excess;

        double most = capacity * (1 + _c.Variability);
        double level = most * (1 - Math.Pow(1 - wetness, 1 / (1 + _c.Variability)));
        double after = level + entering >= most
            ? capacity
            : capacity * (1 - Math.Pow(1 - ((level + entering) / most), 1 + _c.Variability));
        double stored = Math.Min(entering, Math.Max(0, after - (wetness * capacity)));
        double bypass = _c.Bypass * wetness * stored;
        double left = stored - bypass;
        for (int k = 0; k < Catchment.Layers && left > 0; k++)
        {
            double room = Math.Min(left, _c.Capacity[k] - _water[k]);
            _water[k] += room;
            left -= room;
        }

        return (water - stored + left, bypass);
    }

    /// <summary>Evaporates from bare soil and through roots; returns what was taken, mm.</summary>
    internal double Evaporate(double demand, double bare)
    {
        double taken = 0;
        double surface = Math.Clamp((_water[0] - (0.5 * _c.Wilting[0])) / (_c.Field[0] - (0.5 * _c.Wilting[0])), 0, 1);
        double evaporation = Math.Min(demand * bare * surface * surface, _water[0] - (0.5 * _c.Wilting[0]));
        if (evaporation > 0)
        {
            _water[0] -= evaporation;
            taken += evaporation;
        }

        // What dry layers leave unmet is in part sought further down.
        double unmet = 0;
        for (int k = 0; k < Catchment.Layers; k++)
        {
            double wanted = (demand * (1 - bare) * _c.Roots[k]) + (0.7 * unmet);
            double available = Math.Max(0, _water[k] - _c.Wilting[k]);
            // Full uptake down to the middle between wilting point and field capacity.
            double stress = Math.Min(1, available / (0.5 * (_c.Field[k] - _c.Wilting[k])));
            double uptake = Math.Min(available, wanted * stress);
            _water[k] -= uptake;
            taken += uptake;
            unmet = wanted - uptake;
        }

        return taken;
    }

    /// <summary>Moves water down; returns recharge below the last layer and flow sideways, mm.</summary>
    internal (double Recharge, double Sideways) Drain()
    {
        double recharge = 0;
        double sideways = 0;
        for (int step = 0; step < Steps; step++)
        {
            for (int k = Catchment.Layers - 1; k >= 0; k--)
            {
                double mobile = _water[k] - _c.Wilting[k];
                if (mobile <= 0)
                {
                    continue;
                }

                double wetness = Math.Min(1, mobile / (_c.Capacity[k] - _c.Wilting[k]));
                double flow = _c.Conductivity[k] / Steps * Math.Pow(wetness, _c.Exponent);
                double room = k + 1 < Catchment.Layers ? _c.Capacity[k + 1] - _water[k + 1] : double.MaxValue;
                flow = Math.Min(flow, Math.Min(0.5 * mobile, room));
                _water[k] -= flow;
                if (k + 1 < Catchment.Layers)
                {
                    _water[k + 1] += flow;
                }
                else
                {
                    recharge += flow;
                }

                double above = _water[k] - _c.Field[k];
                if (k >= 2 && above > 0)
                {
                    double lateral = Math.Min(above, above * _c.Sideways / Steps);
                    _water[k] -= lateral;
                    sideways += lateral;
                }
            }
        }

        return (recharge, sideways);
    }
}

namespace HydroNotebook.VirtualCatchments;

/// <summary>Snow on one elevation band: ice, liquid water within it, and the cold that must be overcome before it melts.</summary>
/// <remarks>
/// An energy balance in its shortest form: absorbed sun, exchange with the air in proportion to its temperature, a constant loss of long waves; a deficit
/// is stored as cold content (DeWalle and Rango 2008, chapter 7), a surplus removes the cold content first and then melts 1 mm per 0.334 MJ/m².
/// </remarks>
internal struct SnowBand
{
    private const double FusionMj = 0.334;
    private const double LongWaveLoss = 2.6;
    private const double Holding = 0.05;
    private double _ice;
    private double _liquid;
    private double _cold;
    private double _albedo;

    /// <summary>Ice and liquid water, mm.</summary>
    internal readonly double Water => _ice + _liquid;

    /// <summary>Cold content, MJ/m², ≥ 0.</summary>
    internal readonly double ColdContent => _cold;

    /// <summary>One day; returns the water that leaves the snow, mm.</summary>
    internal double Step(double precipitation, double temperature, double solar, Catchment catchment)
    {
        double frozen = Math.Clamp((catchment.SnowTemperature + 1.5 - temperature) / 3, 0, 1);
        double snow = precipitation * frozen;
        _ice += snow;
        _liquid += precipitation - snow;
        if (_ice <= 0)
        {
            return Drain(0);
        }

        _albedo = snow > 2 ? 0.82 : Math.Max(0.5, _albedo - (temperature > 0 ? 0.03 : 0.01));
        double energy = ((1 - _albedo) * solar * catchment.SnowLight) + (catchment.AirHeat * temperature) - LongWaveLoss;
        if (energy < 0)
        {
            // Liquid water freezes first; the rest cools the pack to −10 °C at most (2.1 kJ per kg and °C).
            double freezing = Math.Min(_liquid, -energy / FusionMj);
            _liquid -= freezing;
            _ice += freezing;
            _cold = Math.Min(_cold - energy - (freezing * FusionMj), 0.021 * _ice);
            return Drain(Holding * _ice);
        }

        double warming = Math.Min(_cold, energy);
        _cold -= warming;
        double melt = Math.Min(_ice, (energy - warming) / FusionMj);
        _ice -= melt;
        _liquid += melt;
        return Drain(Holding * _ice);
    }

    private double Drain(double kept)
    {
        double leaving = Math.Max(0, _liquid - kept);
        _liquid -= leaving;
        if (_ice < 1e-9)
        {
            leaving += _ice + _liquid;
            _ice = 0;
            _liquid = 0;
            _cold = 0;
        }

        return leaving;
    }
}

using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Evaluation;

/// <summary>Observed and simulated discharge of basins over one period, mm/day; NaN = missing.</summary>
public sealed class Predictions
{
    private readonly string[] _basins;
    private readonly float[][] _observed;
    private readonly float[][] _simulated;
    private readonly Dictionary<string, int> _indexOf = new(StringComparer.Ordinal);

    /// <summary>Wraps series without copying them.</summary>
    /// <param name="info">Where the simulated series come from.</param>
    /// <param name="period">The days, both ends included.</param>
    /// <param name="basins">Basin ids, zeros kept.</param>
    /// <param name="observed">Observed discharge, [basins][days], mm/day; NaN = missing.</param>
    /// <param name="simulated">Simulated discharge, [basins][days], mm/day; NaN = missing.</param>
    /// <exception cref="ArgumentException">There is no basin or an id twice, or a series has not the period's number of days.</exception>
    public Predictions(
        PredictionsInfo info, Period period, IReadOnlyList<string> basins, IReadOnlyList<float[]> observed, IReadOnlyList<float[]> simulated)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(basins);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(simulated);
        if (basins.Count == 0 || period.Days < 1)
        {
            throw new ArgumentException($"{basins.Count} basins over the period {period} are no predictions.", nameof(basins));
        }

        if (observed.Count != basins.Count || simulated.Count != basins.Count)
        {
            throw new ArgumentException(
                $"There are {basins.Count} basins, {observed.Count} observed and {simulated.Count} simulated series.", nameof(simulated));
        }

        Info = info;
        Period = period;
        _basins = [.. basins];
        _observed = [.. observed];
        _simulated = [.. simulated];
        for (int b = 0; b < _basins.Length; b++)
        {
            if (!_indexOf.TryAdd(_basins[b], b))
            {
                throw new ArgumentException($"Basin {_basins[b]} is there twice.", nameof(basins));
            }

            if (_observed[b].Length != period.Days || _simulated[b].Length != period.Days)
            {
                throw new ArgumentException(
                    $"Basin {_basins[b]} has {_observed[b].Length} observed and {_simulated[b].Length} simulated days; the period {period} has {period.Days}.",
                    nameof(simulated));
            }
        }
    }

    /// <summary>Where the simulated series come from.</summary>
    public PredictionsInfo Info { get; }

    /// <summary>The days, both ends included.</summary>
    public Period Period { get; }

    /// <summary>Basin ids.</summary>
    public IReadOnlyList<string> Basins => _basins;

    /// <summary>Observed discharge of a basin, [days], mm/day; NaN = missing.</summary>
    /// <exception cref="KeyNotFoundException">There is no such basin.</exception>
    public ReadOnlySpan<float> Observed(string basin) => _observed[RowOf(basin)];

    /// <summary>Simulated discharge of a basin, [days], mm/day; NaN = missing.</summary>
    /// <exception cref="KeyNotFoundException">There is no such basin.</exception>
    public ReadOnlySpan<float> Simulated(string basin) => _simulated[RowOf(basin)];

    /// <summary>Observed discharge of the basin at a place of <see cref="Basins"/>, [days], mm/day.</summary>
    public ReadOnlySpan<float> Observed(int basin) => _observed[basin];

    /// <summary>Simulated discharge of the basin at a place of <see cref="Basins"/>, [days], mm/day.</summary>
    public ReadOnlySpan<float> Simulated(int basin) => _simulated[basin];

    /// <summary>The skill of every basin.</summary>
    /// <param name="metrics">Metrics in the order of the columns; none: <see cref="Metric.All"/>.</param>
    public SkillTable Score(params IReadOnlyList<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        IReadOnlyList<Metric> columns = metrics.Count > 0 ? metrics : Metric.All;
        double[][] skills = [.. columns.Select(_ => new double[_basins.Length])];
        for (int b = 0; b < _basins.Length; b++)
        {
            double[] observed = Pairs.Widen(_observed[b]);
            double[] simulated = Pairs.Widen(_simulated[b]);
            for (int k = 0; k < columns.Count; k++)
            {
                skills[k][b] = columns[k].Compute(observed, simulated);
            }
        }

        return new SkillTable(_basins, [.. columns.Select((metric, k) => new BasinValues(metric.Name, _basins, skills[k]))]);
    }

    /// <summary>The skill of every basin in one metric.</summary>
    public BasinValues this[Metric metric] => Score(metric)[metric];

    /// <summary>The same series with another origin written on them.</summary>
    public Predictions With(PredictionsInfo info) => new(info, Period, _basins, _observed, _simulated);

    /// <summary>The same with negative simulated discharge set to zero; missing days stay missing.</summary>
    public Predictions ClippedAtZero()
    {
        if (Info.Clipping != Clipping.None)
        {
            return this;
        }

        // Not Math.Max: of 0 and −0 it may keep either.
        float[][] clipped = [.. _simulated.Select(series => series.Select(flow => flow <= 0 ? 0f : flow).ToArray())];
        return new Predictions(Info with { Clipping = Clipping.AtZero }, Period, _basins, _observed, clipped);
    }

    /// <summary>The ensemble: the mean of the members' simulated discharge, day by day; missing where it is missing in a member.</summary>
    /// <param name="members">At least one; the same period, basins (in any order), observations, mode and clipping.</param>
    /// <remarks>
    /// K19 clips each member, then takes the mean: give members that are <see cref="ClippedAtZero"/>. NeuralHydrology takes the mean, then
    /// clips: give members as they are, and clip the result. The two differ on days on which only some of the members are negative.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no member.</exception>
    /// <exception cref="HydroException">Two members do not fit together; the difference is named.</exception>
    public static Predictions Mean(IReadOnlyList<Predictions> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0)
        {
            throw new ArgumentException("An ensemble needs at least one member.", nameof(members));
        }

        Predictions first = members[0];
        if (members.Count == 1)
        {
            return first;
        }

        for (int m = 1; m < members.Count; m++)
        {
            first.RequireSameAs(members[m], m);
        }

        float[][] mean = new float[first._basins.Length][];
        double[] sum = new double[first.Period.Days];
        for (int b = 0; b < mean.Length; b++)
        {
            Array.Clear(sum);
            foreach (Predictions member in members)
            {
                ReadOnlySpan<float> simulated = member.Simulated(first._basins[b]);
                for (int day = 0; day < sum.Length; day++)
                {
                    sum[day] += simulated[day];
                }
            }

            mean[b] = [.. sum.Select(total => (float)(total / members.Count))];
        }

        string Joined(Func<PredictionsInfo, string> part) => string.Join(" + ", members.Select(member => part(member.Info)).Distinct(StringComparer.Ordinal));
        var info = new PredictionsInfo
        {
            Mode = first.Info.Mode,
            Clipping = first.Info.Clipping == Clipping.None ? Clipping.None : Clipping.MembersAtZero,
            Model = Joined(part => part.Model),
            Experiment = Joined(part => part.Experiment),
            Seeds = [.. members.SelectMany(member => member.Info.Seeds)],
            Members = members.Sum(member => member.Info.Members),
            DataFingerprint = first.Info.DataFingerprint,
        };
        return new Predictions(info, first.Period, first._basins, first._observed, mean);
    }

    /// <summary>Writes NetCDF (classic, CF-1.8) that xarray and R open: dimensions basin and time, variables observed and simulated.</summary>
    /// <remarks>The same predictions give the same bytes. The file appears whole or not at all.</remarks>
    public void WriteNetCdf(string path)
    {
        NetCdfFile file = PredictionsNetCdf.ToFile(this);
        AtomicFile.Write(path, file.Write);
    }

    /// <summary>Reads what <see cref="WriteNetCdf"/> wrote.</summary>
    /// <exception cref="HydroException">The file is cut, no NetCDF, or has not these variables; what is wrong is named.</exception>
    public static Predictions ReadNetCdf(string path)
    {
        string name = Path.GetFileName(path);
        return PredictionsNetCdf.FromFile(NetCdfFile.Read(File.ReadAllBytes(path), name), name);
    }

    /// <summary>Writes a line per basin and day: <c>gauge_id,date,observed,simulated</c>, mm/day, empty = missing. Large: ask for it.</summary>
    public void WriteCsv(string path) => AtomicFile.WriteText(path, writer =>
    {
        static string Cell(float flow) => float.IsNaN(flow) ? "" : flow.ToString("R", CultureInfo.InvariantCulture);

        writer.WriteLine("gauge_id,date,observed,simulated");
        for (int b = 0; b < _basins.Length; b++)
        {
            string basin = CsvLine.Quote(_basins[b]);
            for (int day = 0; day < Period.Days; day++)
            {
                string date = Period.First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                writer.WriteLine($"{basin},{date},{Cell(_observed[b][day])},{Cell(_simulated[b][day])}");
            }
        }
    });

    /// <summary>Number of basins, period, mode and clipping in one line.</summary>
    public override string ToString() => $"{_basins.Length} basins, {Period}, {Info.Mode}, clipping {Info.Clipping}";

    private int RowOf(string basin) => _indexOf.TryGetValue(basin, out int row)
        ? row
        : throw new KeyNotFoundException($"There is no basin '{basin}' among the {_basins.Length} that were predicted.");

    private void RequireSameAs(Predictions other, int member)
    {
        string who = $"Member {member + 1} of the ensemble";
        if (other.Period != Period)
        {
            throw new HydroException($"{who} covers {other.Period}, the first {Period}. Predict the same period with every run.");
        }

        string? missing = _basins.FirstOrDefault(basin => !other._indexOf.ContainsKey(basin));
        string? added = other._basins.FirstOrDefault(basin => !_indexOf.ContainsKey(basin));
        if (missing is not null || added is not null)
        {
            string what = missing is not null ? $"lacks basin {missing}" : $"has basin {added}, which the first has not";
            throw new HydroException($"{who} {what} ({other._basins.Length} basins, the first {_basins.Length}). Predict the same basins with every run.");
        }

        if (other.Info.Mode != Info.Mode || other.Info.Clipping != Info.Clipping)
        {
            throw new HydroException(
                $"{who} is {other.Info.Mode} with clipping {other.Info.Clipping}, the first {Info.Mode} with {Info.Clipping}. Evaluate every run alike.");
        }

        foreach (string basin in _basins)
        {
            ReadOnlySpan<float> here = Observed(basin);
            ReadOnlySpan<float> there = other.Observed(basin);
            for (int day = 0; day < here.Length; day++)
            {
                if (!here[day].Equals(there[day]))
                {
                    throw new HydroException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{who} has other observations: basin {basin}, {Period.First.AddDays(day):yyyy-MM-dd}: {there[day]}, the first {here[day]}. Predict from the same data."));
                }
            }
        }
    }
}

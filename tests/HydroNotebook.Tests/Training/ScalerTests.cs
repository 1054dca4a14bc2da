using HydroNotebook.Basins;
using HydroNotebook.Tensors;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class ScalerTests
{
    [Fact]
    public void Forcings_and_target_are_pooled_over_basins_and_days_with_divisor_n_and_attributes_with_n_minus_1()
    {
        BasinSet basins = SmallBasins.Make();

        var scaler = Scaler.Fit(basins, SmallBasins.Training);

        double[] rain = [.. basins.Basins.SelectMany(basin => basin.Series.Column("prcp").Skip(120).Select(value => (double)value))];
        double[] flow = [.. basins.Basins.SelectMany(basin => basin.Series.Column("discharge").Skip(120).Select(value => (double)value))];
        double[] slope = [10, 9, 6];
        Assert.Equal(360, rain.Length);
        Assert.Equal(rain.Average(), scaler.DynamicMean[0], 1e-13);
        Assert.Equal(Math.Sqrt(rain.Sum(x => Math.Pow(x - rain.Average(), 2)) / rain.Length), scaler.DynamicSd[0], 1e-13);
        Assert.Equal(Math.Sqrt(flow.Sum(x => Math.Pow(x - flow.Average(), 2)) / flow.Length), scaler.TargetSd, 1e-13);
        Assert.Equal(Math.Sqrt(slope.Sum(x => Math.Pow(x - slope.Average(), 2)) / 2), scaler.StaticSd[1], 1e-13);
        Assert.Equal(["prcp", "tmax"], scaler.DynamicInputs);
        Assert.Equal(["aridity", "slope"], scaler.StaticInputs);
    }

    [Fact]
    public void Days_outside_the_training_period_do_not_enter()
    {
        BasinSet changed = SmallBasins.Make(change: (_, values) => values.AsSpan(0, 120 * 3).Fill(1e6f));

        Assert.Equal(
            Scaler.Fit(SmallBasins.Make(), SmallBasins.Training).ToJson(), Scaler.Fit(changed, SmallBasins.Training).ToJson());
    }

    [Fact]
    public void Missing_values_do_not_count()
    {
        BasinSet holes = SmallBasins.Make(1, (_, values) =>
        {
            values.AsSpan().Fill(float.NaN);
            (float Rain, float Tmax, float Flow)[] days = [(1, 5, 2), (3, float.NaN, 4), (float.NaN, 9, float.NaN)];
            for (int day = 0; day < days.Length; day++)
            {
                (values[(120 + day) * 3], values[((120 + day) * 3) + 1], values[((120 + day) * 3) + 2]) = days[day];
            }
        });

        BasinSet noAttributes = new("one", "1", [], [holes.Basins[0] with { Attributes = Array.Empty<double>() }]);
        var scaler = Scaler.Fit(noAttributes, SmallBasins.Training);

        Assert.Equal([2.0, 7.0], scaler.DynamicMean);
        Assert.Equal([1.0, 2.0], scaler.DynamicSd);
        Assert.Equal(3, scaler.TargetMean);
        Assert.Equal(1, Scaler.BasinSd(holes.Basins[0], SmallBasins.Training));
        Assert.Equal(double.NaN, Scaler.BasinSd(holes.Basins[0], SmallBasins.Test));
    }

    [Fact]
    public void Every_column_and_attribute_that_does_not_vary_or_is_empty_is_named()
    {
        BasinSet basins = SmallBasins.Make(
            change: (_, values) =>
            {
                for (int day = 0; day < 240; day++)
                {
                    values[(day * 3) + SmallBasins.Prcp] = 2.5f;
                    values[(day * 3) + SmallBasins.Tmax] = float.NaN;
                }
            },
            attributes: (_, statics) => statics[1] = 7);

        HydroException fault = Assert.Throws<HydroException>(() => Scaler.Fit(basins, SmallBasins.Training));

        Assert.Equal(
            [
                "'prcp' over 2000-04-30/2000-08-27 is 2.5 everywhere and cannot be standardised. Leave it out, or add basins.",
                "'tmax' over 2000-04-30/2000-08-27 has no value at all. Choose a period or basins with values, or leave it out.",
                "attribute 'slope' over 3 basins is 7 everywhere and cannot be standardised. Leave it out, or add basins.",
            ],
            fault.Message.Split('\n'));
    }

    [Theory]
    [InlineData(SmallBasins.Prcp, "'prcp'")]
    [InlineData(SmallBasins.Flow, "'discharge'")]
    public void An_infinite_value_in_the_training_period_is_told_with_basin_and_day(int column, string name)
    {
        BasinSet basins = SmallBasins.Make(change: (b, values) =>
        {
            if (b == 1)
            {
                values[(130 * 3) + column] = float.PositiveInfinity;
            }
        });

        HydroException fault = Assert.Throws<HydroException>(() => Scaler.Fit(basins, SmallBasins.Training));

        Assert.Equal($"basin 02000000: {name} is infinite on 2000-05-10. Mend the value or mark it as missing; 'hydronb data inspect' shows such days.", fault.Message);
    }

    [Fact]
    public void The_scaler_as_JSON_comes_back_to_the_last_bit()
    {
        var numbers = new RandomNumbers(3, "scaler");
        double Any(int k) => BitConverter.UInt64BitsToDouble((numbers.Bits(k) & 0x800FFFFFFFFFFFFF) | ((ulong)(600 + (k * 37 % 900)) << 52));
        var scaler = new Scaler
        {
            DynamicInputs = ["prcp", "tmax [°C]"],
            DynamicMean = [Any(0), Any(1)],
            DynamicSd = [Any(2), 0.1 + 0.2],
            StaticInputs = ["p_mean"],
            StaticMean = [Any(3)],
            StaticSd = [double.Epsilon],
            TargetMean = Any(4),
            TargetSd = double.MaxValue,
        };

        var again = Scaler.FromJson(scaler.ToJson(), "scaler.json");

        Assert.Equal(scaler.ToJson(), again.ToJson());
        Assert.Equal(Bits(scaler), Bits(again));
        Assert.Equal(scaler.DynamicInputs, again.DynamicInputs);
        static long[] Bits(Scaler one) =>
            [.. one.DynamicMean.Concat(one.DynamicSd).Concat(one.StaticMean).Concat(one.StaticSd).Append(one.TargetMean).Append(one.TargetSd).Select(BitConverter.DoubleToInt64Bits)];
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"dynamicInputs\": [\"prcp\"]}")]
    [InlineData("{\"dynamicInputs\": [\"prcp\"], \"dynamicMean\": [], \"dynamicSd\": [1], \"staticInputs\": [], \"staticMean\": [], \"staticSd\": [], \"targetMean\": 0, \"targetSd\": 1}")]
    public void A_text_that_is_no_scaler_is_told_with_the_file(string text)
    {
        HydroException fault = Assert.Throws<HydroException>(() => Scaler.FromJson(text, "run/scaler.json"));

        Assert.StartsWith("run/scaler.json: is not a scaler (", fault.Message, StringComparison.Ordinal);
    }
}

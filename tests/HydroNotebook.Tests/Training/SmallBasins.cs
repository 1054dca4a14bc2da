using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Models;
using HydroNotebook.Tensors;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

/// <summary>Basins in memory whose discharge is a leaky store of their rain: small enough to train in a moment, real enough to be learnt.</summary>
internal static class SmallBasins
{
    public const int Prcp = 0;
    public const int Tmax = 1;
    public const int Flow = 2;
    public static readonly DateOnly FirstDay = new(2000, 1, 1);
    public static readonly Period Test = Days(30, 89);
    public static readonly Period Validation = Days(90, 119);
    public static readonly Period Training = Days(120, 239);

    /// <summary>A period by its first and last row.</summary>
    public static Period Days(int first, int last) => new(FirstDay.AddDays(first), FirstDay.AddDays(last));

    /// <summary>Makes basins of 240 days with two forcings and two attributes.</summary>
    /// <param name="count">Number of basins.</param>
    /// <param name="change">Changes the values of a basin, [days, 3]: rain, temperature, discharge.</param>
    /// <param name="attributes">Changes the attributes of a basin.</param>
    /// <param name="days">Days of the record.</param>
    public static BasinSet Make(int count = 3, Action<int, float[]>? change = null, Action<int, double[]>? attributes = null, int days = 240)
    {
        Variable[] variables = [new("prcp", "mm/day"), new("tmax", "°C"), Variable.Discharge];
        var basins = new List<Basin>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int b = 0; b < count; b++)
        {
            RandomNumbers numbers = new RandomNumbers(7, "small basins").At(b);
            double[] statics = [0.5 + (0.3 * b), 10 - (b * b)];
            var values = new float[days * 3];
            double store = 5;
            for (int day = 0; day < days; day++)
            {
                double rain = Math.Max(0, numbers.Normal(day) * 6);
                double flow = store * 0.1 * statics[0];
                store += rain - flow;
                values[(day * 3) + Prcp] = (float)rain;
                values[(day * 3) + Tmax] = (float)(10 + (8 * Math.Sin(day / 58.0)) + numbers.Normal(10_000 + day));
                values[(day * 3) + Flow] = (float)flow;
            }

            change?.Invoke(b, values);
            attributes?.Invoke(b, statics);
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(statics.AsSpan()));
            string id = $"0{b + 1}000000";
            hash.AppendData(Encoding.UTF8.GetBytes(id));
            basins.Add(new Basin { Id = id, AreaKm2 = 100, Attributes = statics, Series = new DailySeries(FirstDay, variables, values) });
        }

        return new BasinSet("small basins", Convert.ToHexString(hash.GetHashAndReset()), ["aridity", "slope"], basins);
    }

    /// <summary>A short training of a small model.</summary>
    public static TrainingPlan Plan(string kind = "eaLstm", Func<TrainingSettings, TrainingSettings>? change = null, bool validation = false)
    {
        var training = new TrainingSettings
        {
            Epochs = 3,
            BatchSize = 50,
            SequenceLength = 12,
            LearningRate = new Dictionary<int, float> { [1] = 1e-2f, [3] = 5e-3f },
            Seed = 1,
            Threads = 1,
        };
        return new TrainingPlan(
            new PeriodSettings { Training = Training, Test = Test, Validation = validation ? Validation : null },
            new ModelSettings { Kind = kind, Hidden = 10, Dropout = 0.3, ForgetBias = 3 },
            change?.Invoke(training) ?? training);
    }
}

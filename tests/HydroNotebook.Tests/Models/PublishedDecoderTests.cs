using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using HydroNotebook.Evaluation;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tests.Models;

/// <summary>A decoder that others trained and published, run by our layers: the skill that they published must come out.</summary>
public sealed class PublishedDecoderTests
{
    private const int TestRows = 12418 - 5478;
    private const int WarmUp = 365;

    // An independent program reached a median of 0.0003, 98 % within 0.005 and a largest difference of 0.0063 on these basins.
    [Fact]
    [Trait("Speed", "slow")]
    public void The_published_lstm_decoder_reaches_its_published_skill()
    {
        string folder = RealData.File("reference/generative_lstm");
        Basin[] basins = [.. Basins(folder)];
        JsonElement golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "model.json"))).RootElement.GetProperty("golden");
        SafetensorsFile file = Safetensors.Read(Path.Combine(folder, "decoder.safetensors"));
        var lstm = new Lstm(11, 177);
        lstm.Read(file.Arrays.Where(a => a.Name.StartsWith("lstm.", StringComparison.Ordinal)).Select(a => a.Renamed(a.Name + "_l0")), "lstm.");
        Linear[] mlp = [new(177, 3, seed: 0), new(3, 4, seed: 0), new(4, 13, seed: 0), new(13, 1, seed: 0)];
        for (int k = 0; k < mlp.Length; k++)
        {
            mlp[k].Read(file.Arrays, $"mlp.{k}.");
        }

        var differences = new List<double>();
        using (Gradients.Off())
        {
            foreach (Basin[] group in basins.Chunk(12))
            {
                float[] flow = Decode(lstm, mlp, group);
                for (int b = 0; b < group.Length; b++)
                {
                    float[] simulated = [.. Enumerable.Range(WarmUp, TestRows - WarmUp).Select(day => flow[(day * group.Length) + b])];
                    double skill = Nse.Compute(group[b].Observed.AsSpan(WarmUp), simulated);
                    differences.Add(Math.Abs(skill - group[b].PublishedNse));
                    if (golden.TryGetProperty(group[b].Id, out JsonElement expected))
                    {
                        double largest = expected.GetProperty("max").GetDouble();
                        Assert.Equal(largest, simulated.Max(), 1e-5 * largest);
                        Assert.Equal(expected.GetProperty("mean").GetDouble(), simulated.Average(x => (double)x), 2e-6);
                        Assert.Equal(expected.GetProperty("nse").GetDouble(), skill, 2e-5);
                    }
                }
            }
        }

        differences.Sort();
        Assert.Equal(100, differences.Count);
        Assert.InRange(differences[50], 0, 0.001);
        Assert.InRange(differences.Count(d => d <= 0.005) / 100.0, 0.97, 1);
    }

    // [days, basins], mm/day
    private static float[] Decode(Lstm lstm, Linear[] mlp, Basin[] group)
    {
        var x = new float[TestRows * group.Length * 11];
        for (int day = 0; day < TestRows; day++)
        {
            for (int b = 0; b < group.Length; b++)
            {
                Span<float> row = x.AsSpan(((day * group.Length) + b) * 11, 11);
                group[b].Latent.CopyTo(row);
                group[b].Weather.AsSpan(day * 3, 3).CopyTo(row[8..]);
            }
        }

        Tensor y = lstm.Forward(Tensor.From(x, [TestRows, group.Length, 11])).Hidden;
        for (int k = 0; k < mlp.Length; k++)
        {
            y = mlp[k].Forward(y);
            y = k < mlp.Length - 1 ? y.Relu() : y;
        }

        return y.ToArray();
    }

    private static IEnumerable<Basin> Basins(string folder)
    {
        foreach (string line in File.ReadLines(Path.Combine(folder, "basins.csv")).Skip(1))
        {
            string[] cells = line.Split(',');
            if (cells[1] != "1")
            {
                continue;
            }

            using var stream = new GZipStream(File.OpenRead(Path.Combine(folder, "data", cells[0] + ".csv.gz")), CompressionMode.Decompress);
            using var reader = new StreamReader(stream);
            string[] rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            float[][] values = [.. rows.Skip(5478).Select(row => row.Split(',').Select(Number).ToArray())];
            yield return new Basin(
                cells[0],
                double.Parse(cells[2], CultureInfo.InvariantCulture),
                [.. cells.Skip(9).Take(8).Select(Number)],
                [.. values.SelectMany(row => row.Take(3))],
                [.. values.Select(row => row[3])]);
        }
    }

    private static float Number(string text) => text.Trim() == "NA" ? float.NaN : float.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Basin(string Id, double PublishedNse, float[] Latent, float[] Weather, float[] Observed);
}

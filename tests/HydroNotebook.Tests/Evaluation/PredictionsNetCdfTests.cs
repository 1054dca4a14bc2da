using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Evaluation;
using HydroNotebook.Tensors;

namespace HydroNotebook.Tests.Evaluation;

public sealed class PredictionsNetCdfTests
{
    private const string Python = "/usr/bin/python3";

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(3, 7)]
    [InlineData(13, 366)]
    public void Predictions_come_back_from_their_file_with_the_same_bits(int basins, int days)
    {
        using var folder = new TemporaryFolder();
        Predictions predictions = Make(basins, days);

        predictions.WriteNetCdf(folder.File("predictions-test.nc"));
        var back = Predictions.ReadNetCdf(folder.File("predictions-test.nc"));

        Assert.Equal(predictions.Basins, back.Basins);
        Assert.Equal(predictions.Period, back.Period);
        Assert.Equal(predictions.Info with { Seeds = back.Info.Seeds }, back.Info);
        Assert.Equal(predictions.Info.Seeds, back.Info.Seeds);
        for (int b = 0; b < basins; b++)
        {
            Assert.Equal(predictions.Observed(b).ToArray(), back.Observed(b).ToArray());
            Assert.Equal(predictions.Simulated(b).ToArray(), back.Simulated(b).ToArray());
        }

        Assert.Equal(["predictions-test.nc"], folder.Names());
    }

    [Fact]
    public void The_same_predictions_give_the_same_bytes()
    {
        Assert.Equal(Bytes(Make(3, 7)), Bytes(Make(3, 7)));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_and_named()
    {
        byte[] whole = Bytes(Make(2, 3));

        for (int length = 0; length < whole.Length; length++)
        {
            HydroException error = Assert.Throws<HydroException>(() => Understand(whole[..length]));
            Assert.StartsWith("p.nc: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_byte_is_refused_or_read_but_never_brings_the_program_down()
    {
        byte[] whole = Bytes(Make(2, 3));
        var random = new RandomNumbers(20261121, "damage");
        int refused = 0;

        for (int trial = 0; trial < 4000; trial++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Below(3 * trial, damaged.Length)] = (byte)random.Below((3 * trial) + 1, 256);
            try
            {
                Understand(damaged);
            }
            catch (HydroException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3999);
    }

    [Fact]
    public void Foreign_files_are_refused_by_what_they_are()
    {
        byte[] foreign = [.. Bytes(Make(1, 1))];
        Replace(foreign, "\0\0\0\tsimulated", "\0\0\0\tsomething");

        Assert.Contains("NetCDF-4 (HDF5)", Refusal([0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]), StringComparison.Ordinal);
        Assert.Contains("is no NetCDF classic file", Refusal("PK.."u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("has no variable 'simulated'", Refusal(foreign), StringComparison.Ordinal);
    }

    [Fact]
    public void Xarray_opens_the_file_and_sees_our_values_days_and_ids()
    {
        string script = """
            import sys, json
            import numpy as np
            import xarray as xr
            d = xr.open_dataset(sys.argv[1], engine="scipy")
            assert d.identical(xr.open_dataset(sys.argv[1])), "the default engine sees another file than scipy's"
            print(json.dumps({
                "dims": {k: int(v) for k, v in d.dims.items() if k != "id_length"},
                "ids": [str(v) for v in d["gauge_id"].values],
                "days": [str(v)[:10] for v in d["time"].values],
                "observed": [repr(float(v)) for v in d["observed"].values.ravel()],
                "simulated": [repr(float(v)) for v in d["simulated"].values.ravel()],
                "units": d["observed"].attrs["units"],
                "is_coordinate": "gauge_id" in d.coords,
                "conventions": d.attrs["Conventions"],
                "mode": d.attrs["evaluation_mode"],
                "clipping": d.attrs["clipping"],
                "members": int(d.attrs["members"]),
            }))
            """;
        RequireXarray();
        using var folder = new TemporaryFolder();
        Predictions predictions = Make(3, 5);
        predictions.WriteNetCdf(folder.File("p.nc"));

        (int exit, string output, string errors) = Run(Python, "-c", script, folder.File("p.nc"));

        Assert.True(exit == 0, errors);
        JsonElement seen = JsonDocument.Parse(output).RootElement;
        Assert.Equal(3, seen.GetProperty("dims").GetProperty("basin").GetInt32());
        Assert.Equal(5, seen.GetProperty("dims").GetProperty("time").GetInt32());
        Assert.Equal(predictions.Basins, Texts(seen, "ids"));
        Assert.Equal(["1992-02-27", "1992-02-28", "1992-02-29", "1992-03-01", "1992-03-02"], Texts(seen, "days"));
        Assert.Equal(All(predictions.Observed), Floats(seen, "observed"));
        Assert.Equal(All(predictions.Simulated), Floats(seen, "simulated"));
        Assert.Equal("mm d-1", seen.GetProperty("units").GetString());
        Assert.True(seen.GetProperty("is_coordinate").GetBoolean());
        Assert.Equal("CF-1.8", seen.GetProperty("conventions").GetString());
        Assert.Equal("Windowed", seen.GetProperty("mode").GetString());
        Assert.Equal("AtZero", seen.GetProperty("clipping").GetString());
        Assert.Equal(1, seen.GetProperty("members").GetInt32());

        float[] All(Series series) => [.. Enumerable.Range(0, 3).SelectMany(b => series(b).ToArray())];
    }

    private delegate ReadOnlySpan<float> Series(int basin);

    private static Predictions Make(int basins, int days)
    {
        var random = new RandomNumbers(1, "test predictions");
        float[][] Flow(int part) =>
            [.. Enumerable.Range(0, basins).Select(b => Enumerable.Range(0, days).Select(day => Value((((part * basins) + b) * days) + day)).ToArray())];
        float Value(int place) => random.Uniform(2 * place) < 0.1 ? float.NaN : (float)random.Uniform((2 * place) + 1, 0, 30);
        var info = new PredictionsInfo
        {
            Mode = EvaluationMode.Windowed,
            Clipping = Clipping.AtZero,
            Model = "EA-LSTM",
            Experiment = "k19/ealstm-nse",
            Seeds = [111],
            DataFingerprint = "0f",
        };
        var period = new Period(new DateOnly(1992, 2, 27), new DateOnly(1992, 2, 27).AddDays(days - 1));
        string[] ids = [.. Enumerable.Range(0, basins).Select(b => b == 1 ? "größer" : $"0102250{b}")];
        return new Predictions(info, period, ids, Flow(0), Flow(1));
    }

    private static byte[] Bytes(Predictions predictions)
    {
        using var stream = new MemoryStream();
        PredictionsNetCdf.ToFile(predictions).Write(stream);
        return stream.ToArray();
    }

    private static Predictions Understand(byte[] bytes) => PredictionsNetCdf.FromFile(NetCdfFile.Read(bytes, "p.nc"), "p.nc");

    private static string Refusal(byte[] bytes) => Assert.Throws<HydroException>(() => Understand(bytes)).Message;

    private static void Replace(byte[] bytes, string old, string replacement)
    {
        int place = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(old));
        System.Text.Encoding.ASCII.GetBytes(replacement).CopyTo(bytes, place);
    }

    private static string[] Texts(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    private static float[] Floats(JsonElement seen, string name) =>
        [.. Texts(seen, name).Select(text => text == "nan" ? float.NaN : (float)double.Parse(text, CultureInfo.InvariantCulture))];

    private static void RequireXarray()
    {
        if (!File.Exists(Python))
        {
            Assert.Skip($"there is no {Python} (Debian: apt install python3-xarray python3-scipy)");
        }

        (int exit, _, string errors) = Run(Python, "-c", "import xarray, scipy.io");
        if (exit != 0)
        {
            Assert.Skip($"python3-xarray or python3-scipy is missing (apt install python3-xarray python3-scipy): {errors.Trim().Split('\n')[^1]}");
        }
    }

    private static (int Exit, string Output, string Errors) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}

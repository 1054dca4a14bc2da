using System.Diagnostics;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Tests.Storage;

/// <summary>Files written here, read by Debian's Python; skipped where it or a package is missing.</summary>
public sealed class PythonTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("python-reads");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Weights_written_here_run_in_PyTorch_with_the_same_hidden_states()
    {
        Require("torch");
        var lstm = new PlainLstm(3, 4, layers: 2);
        lstm.Read(Initialisation.NeuralHydrology.Lstm(3, 4, seed: 5, layers: 2));
        Tensor x = Tensor.From([.. Enumerable.Range(0, 6 * 2 * 3).Select(k => (float)new RandomNumbers(1, "x").Normal(k))], 6, 2, 3);
        string weights = Path.Combine(_folder.FullName, "weights.safetensors");
        string input = Path.Combine(_folder.FullName, "x.npy");
        string output = Path.Combine(_folder.FullName, "hidden.npy");
        Safetensors.Write(weights, lstm.Write(), new Dictionary<string, string>(StringComparer.Ordinal) { ["model"] = "lstm" });
        Npy.Write(input, x.Values, x.Shape);

        Run(
            """
            import sys; sys.path.insert(0, sys.argv[1])
            import numpy, torch, safetensors_io
            lstm = torch.nn.LSTM(3, 4, 2)
            lstm.load_state_dict({k: torch.tensor(v) for k, v in safetensors_io.read(sys.argv[2]).items()})
            hidden = lstm(torch.tensor(numpy.load(sys.argv[3])))[0].detach().numpy()
            assert hidden.dtype == numpy.float32
            numpy.save(sys.argv[4], hidden)
            """,
            Path.Combine(AppContext.BaseDirectory, "golden", "lstm"),
            weights,
            input,
            output);

        NpyArray<float> expected = Npy.Read<float>(output);
        float[] hidden = lstm.Forward(x).Hidden.ToArray();
        Assert.Equal([6, 2, 4], expected.Lengths);
        for (int k = 0; k < hidden.Length; k++)
        {
            Assert.Equal(expected.Values.Span[k], hidden[k], 5e-7);
        }
    }

    [Fact]
    public void Files_written_here_are_read_by_the_safetensors_package()
    {
        Require("safetensors");
        string path = Path.Combine(_folder.FullName, "a.safetensors");
        Safetensors.Write(path, [new("b", [2, 2], [1f, 2, 3, 4]), new("a", [], [0.5])], new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" });

        Run(
            """
            import sys
            from safetensors import safe_open
            with safe_open(sys.argv[1], "np") as f:
                assert f.metadata() == {"k": "v"}
                assert f.get_tensor("b").tolist() == [[1, 2], [3, 4]] and f.get_tensor("a").tolist() == 0.5
            """,
            path);
    }

    private static void Require(string package)
    {
        if (!File.Exists(Python) || Execute(["-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{package}') is None)"]).Code != 0)
        {
            Assert.Skip($"{Python} with the package {package} is not installed.");
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        (int code, string error) = Execute(["-c", program, .. arguments]);
        Assert.True(code == 0, error);
    }

    private static (int Code, string Error) Execute(string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}

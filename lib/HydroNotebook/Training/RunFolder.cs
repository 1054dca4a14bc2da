using System.Text.RegularExpressions;
using HydroNotebook.Basins;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Training;

/// <summary>The folder of one run; it can be moved, and every file in it appears complete or not at all.</summary>
/// <remarks>
/// <c>experiment.json</c> settings complete with defaults · <c>scaler.json</c> · <c>weights.safetensors</c> · <c>checkpoint.safetensors</c> ·
/// <c>log.jsonl</c> one line an epoch · <c>metrics-&lt;period&gt;.csv</c> · <c>predictions-&lt;period&gt;.nc</c> · <c>environment.json</c>.
/// </remarks>
public sealed partial class RunFolder
{
    private const string LockFile = "training.lock";

    private RunFolder(string path) => Path = path;

    /// <summary>Path of the folder.</summary>
    public string Path { get; }

    /// <summary>Settings of the experiment, complete.</summary>
    public string Experiment => At("experiment.json");

    /// <summary>Scaler of the training period.</summary>
    public string Scaler => At("scaler.json");

    /// <summary>Trained weights.</summary>
    public string Weights => At("weights.safetensors");

    /// <summary>Weights, optimiser and position while training goes on.</summary>
    public string Checkpoint => At("checkpoint.safetensors");

    /// <summary>One line an epoch.</summary>
    public string Log => At("log.jsonl");

    /// <summary>Versions, processor, seed, fingerprint of the data.</summary>
    public string Environment => At("environment.json");

    /// <summary>Table of metrics of a period: basins × metrics.</summary>
    public string Metrics(string period) => At($"metrics-{period}.csv");

    /// <summary>Observed and simulated discharge of a period.</summary>
    public string Predictions(string period) => At($"predictions-{period}.nc");

    /// <summary>Makes a new run folder.</summary>
    /// <param name="path">A folder that does not exist or is empty.</param>
    /// <exception cref="HydroException">The folder holds files already, or cannot be written.</exception>
    public static RunFolder Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // Only the lock may lie there: of a process that was killed before its first step, or of one that starts now and will be told.
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(entry => System.IO.Path.GetFileName(entry) != LockFile))
        {
            string cure = File.Exists(System.IO.Path.Combine(path, "checkpoint.safetensors"))
                ? "Go on with that run (--resume), or choose another folder."
                : "Choose another folder, or remove this one.";
            throw new HydroException($"{path}: there are files already. {cure}");
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HydroException($"{path}: the run folder cannot be made ({fault.Message}). Choose a folder that can be written.", fault);
        }

        return new RunFolder(path);
    }

    /// <summary>Opens a run folder.</summary>
    /// <exception cref="HydroException">There is no such folder, or it is not a run.</exception>
    public static RunFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = new RunFolder(path);
        return File.Exists(folder.Experiment)
            ? folder
            : throw new HydroException($"{path}: {(Directory.Exists(path) ? "has no experiment.json and is no run folder" : "there is no such folder")}. Name a folder that training made.");
    }

    /// <summary>Writes a text file beside its place and renames it.</summary>
    /// <param name="path">One of the paths of this folder.</param>
    /// <param name="text">The whole text.</param>
    public static void WriteText(string path, string text)
    {
        try
        {
            AtomicFile.WriteText(path, writer => writer.Write(text));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HydroException($"{path}: cannot be written ({fault.Message}). Make room on the disk or choose another folder.", fault);
        }
    }

    /// <summary>Keeps other processes from training in the folder, until disposed or the process ends.</summary>
    /// <exception cref="HydroException">Another process trains in it.</exception>
    internal IDisposable Hold()
    {
        try
        {
            return new FileStream(At(LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException fault) when (File.Exists(At(LockFile)))
        {
            throw new HydroException($"{Path}: another process trains in this folder. Wait until it has ended, or choose another folder.", fault);
        }
    }

    /// <summary>Removes the folder of a run that never began.</summary>
    internal void RemoveIfEmpty()
    {
        if (Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }

    /// <summary>Removes what a process that was killed left half-written.</summary>
    internal void ClearHalfWritten()
    {
        foreach (string path in Directory.EnumerateFiles(Path, "*.part*").Where(path => HalfWritten().IsMatch(path)).ToList())
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"\.part-[0-9a-f]{8}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HalfWritten();

    private string At(string name) => System.IO.Path.Combine(Path, name);
}

using System.Security.Cryptography;
using System.Text;

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>Copies of the program in the user's data folder, one folder for each content: kernels must outlive the next build and clean.</summary>
/// <remarks>A copy comes into being under another name and is renamed when it is whole. While a kernel runs from it, it holds a lock file.</remarks>
public sealed class KernelCopy
{
    private const string UseFile = "in-use.lock";
    private const string UsersFile = "used-by.txt";
    private const string Unfinished = ".unfinished";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private KernelCopy(string folder, bool isNew)
    {
        Folder = folder;
        IsNew = isNew;
    }

    /// <summary>The folder with the files.</summary>
    public string Folder { get; }

    /// <summary>Whether it was made just now.</summary>
    internal bool IsNew { get; }

    /// <summary>Says that a kernel runs from the folder, so that no uninstall takes it away; until disposed or the process ends.</summary>
    /// <param name="folder">Folder of the running program; one that is no installed copy is left alone.</param>
    /// <returns>What holds the lock; null where the folder is no installed copy.</returns>
    public static IDisposable? Hold(string folder)
    {
        string file = Path.Combine(folder, UseFile);
        return File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read) : null;
    }

    /// <summary>Where copies lie.</summary>
    internal static string Root(UserMachine machine) => machine.Join(machine.DataFolder, "HydroNotebook", "kernel");

    /// <summary>Makes a copy of a folder of the program, or finds the whole one that is there.</summary>
    /// <exception cref="IOException">No room, no rights, or another install runs.</exception>
    internal static KernelCopy Make(string source, string version, string root)
    {
        List<FileInfo> files = [.. new DirectoryInfo(source).EnumerateFiles("*", SearchOption.AllDirectories).Where(IsProgram).OrderBy(file => file.FullName, StringComparer.Ordinal)];
        string folder = Path.Combine(root, $"{version}-{Fingerprint(source, files)}");
        if (Path.GetFullPath(source).TrimEnd(Path.DirectorySeparatorChar).Equals(folder, StringComparison.Ordinal) || IsWhole(source, files, folder))
        {
            return new KernelCopy(folder, isNew: false);
        }

        string beside = folder + Unfinished;
        Delete(beside);
        try
        {
            foreach (FileInfo file in files)
            {
                string target = Path.Combine(beside, Path.GetRelativePath(source, file.FullName));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                file.CopyTo(target);
            }

            File.WriteAllText(Path.Combine(beside, UseFile), "");
            Delete(folder);
            Directory.Move(beside, folder);
        }
        catch
        {
            TryDelete(beside);
            throw;
        }

        return new KernelCopy(folder, isNew: true);
    }

    /// <summary>Notes the kernels that run from the copy.</summary>
    internal void NoteUsers(IEnumerable<string> specs)
    {
        string file = Path.Combine(Folder, UsersFile);
        IEnumerable<string> before = File.Exists(file) ? File.ReadAllLines(file) : [];
        string beside = file + ".part";
        File.WriteAllLines(beside, before.Concat(specs).Distinct(StringComparer.Ordinal), Utf8);
        File.Move(beside, file, overwrite: true);
    }

    /// <summary>Removes the copies that no kernel refers to and none runs from, and what an install that was killed left behind.</summary>
    /// <returns>What was removed and what was kept because it is in use.</returns>
    internal static (IReadOnlyList<string> Removed, IReadOnlyList<string> Kept) Clear(string root, string? except)
    {
        var removed = new List<string>();
        var kept = new List<string>();
        foreach (string folder in Directory.Exists(root) ? Directory.GetDirectories(root).Order(StringComparer.Ordinal) : (IEnumerable<string>)[])
        {
            if (folder.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                TryDelete(folder);
            }
            else if (folder != except && !IsReferredTo(folder))
            {
                (IsRunning(folder) || !TryDelete(folder) ? kept : removed).Add(folder);
            }
        }

        return (removed, kept);
    }

    /// <summary>Takes back a copy that was made just now.</summary>
    internal void Undo()
    {
        if (IsNew)
        {
            TryDelete(Folder);
        }
    }

    private static bool IsReferredTo(string folder)
    {
        string file = Path.Combine(folder, UsersFile);
        return File.Exists(file) && File.ReadAllLines(file).Any(spec => File.Exists(spec) && KernelSpec.Read("", spec).FilesFolder == folder);
    }

    private static bool IsRunning(string folder)
    {
        string file = Path.Combine(folder, UseFile);
        try
        {
            using FileStream? alone = File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None) : null;
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static bool IsProgram(FileInfo file) => file.Name is not (UseFile or UsersFile);

    private static bool IsWhole(string source, List<FileInfo> files, string folder) => File.Exists(Path.Combine(folder, UseFile))
        && files.All(file => new FileInfo(Path.Combine(folder, Path.GetRelativePath(source, file.FullName))) is { Exists: true } there && there.Length == file.Length);

    private static string Fingerprint(string source, List<FileInfo> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FileInfo file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(source, file.FullName).Replace('\\', '/') + "\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file.FullName)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            Delete(folder);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Windows does not let files of a running program go; the next install or uninstall tries again.
            return false;
        }
    }
}

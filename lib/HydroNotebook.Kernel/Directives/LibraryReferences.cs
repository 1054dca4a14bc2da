using System.Globalization;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Interrupts;
using HydroNotebook.Kernel.Sessions;
using Microsoft.CodeAnalysis;

namespace HydroNotebook.Kernel.Directives;

/// <summary>Follows the <c>#r</c> lines of a session: libraries, projects, packages.</summary>
internal sealed class LibraryReferences(SubmissionContext context, string packageFolder)
{
    private List<PackageName> _packages = [];

    /// <summary>Makes a library, or what a project builds, usable by the cell and those after it.</summary>
    /// <param name="written">The path as written, or the name of a library of the framework.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="scope">Shows progress; its token ends a build.</param>
    /// <exception cref="NotebookException">It cannot be had; says why.</exception>
    internal async Task<IReadOnlyList<MetadataReference>> AddAsync(string written, string folder, CellScope scope)
    {
        string path = Path.GetFullPath(written, Path.GetFullPath(folder.Length == 0 ? "." : folder));
        if (!Path.GetExtension(path).EndsWith("proj", StringComparison.OrdinalIgnoreCase))
        {
            return OfFile(path, written, scope);
        }

        DisplayedValue shown = Show(scope, $"Building {Path.GetFileName(path)} …");
        string told = $"{Path.GetFileName(path)} was not built.";
        try
        {
            // Elsewhere than on the cell's thread: there an interrupt could hit the very end of the build's processes.
            (string library, string assets) = await Task.Run(() => ProjectBuild.RunAsync(path, written, scope.Cancel), CancellationToken.None);
            IReadOnlyList<MetadataReference> references = [.. OfFile(library, written, scope), .. OfPackages(assets, scope)];
            told = $"Added {Path.GetFileName(library)}, built from {Path.GetFileName(path)}.";
            return references;
        }
        finally
        {
            shown.Update(MimeBundle.FromText(told));
        }
    }

    /// <summary>Makes packages usable by the cell and those after it.</summary>
    /// <exception cref="NotebookException">They cannot be had; the session goes on with those it had.</exception>
    internal async Task<IReadOnlyList<MetadataReference>> AddPackagesAsync(
        IReadOnlyList<PackageName> wanted, string folder, CellScope scope)
    {
        var ids = wanted.Select(package => package.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<PackageName> all = [.. _packages.Where(package => !ids.Contains(package.Id)), .. wanted];
        string names = string.Join(", ", wanted);
        DisplayedValue? shown = null;
        string told = $"{names}: not restored.";
        try
        {
            PackageAssets assets = await Task.Run(() => PackageRestore.RunAsync(all, folder, packageFolder, () => shown = Show(scope, $"Restoring {names} …"), scope.Cancel), CancellationToken.None);
            IReadOnlyList<MetadataReference> references = OfPackages(assets, scope);
            _packages = all;
            int others = assets.Packages.Count(package => !ids.Contains(package.Split(' ')[0]));
            string needed = others == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", and {others} that they need");
            told = $"Added {string.Join(", ", assets.Packages.Where(package => ids.Contains(package.Split(' ')[0])))}{needed}.";
            return references;
        }
        catch (NotebookException error)
        {
            throw new NotebookException($"#r of {names}: {error.Message}", error);
        }
        finally
        {
            if (shown is null && told.StartsWith("Added", StringComparison.Ordinal))
            {
                Show(scope, told);
            }

            shown?.Update(MimeBundle.FromText(told));
        }
    }

    private IReadOnlyList<MetadataReference> OfFile(string path, string written, CellScope scope)
    {
        using CellThread.Sheltered shelter = scope.Thread!.Shelter();
        return !File.Exists(path) && SessionReferences.Framework(written) is MetadataReference own ? [own] : context.Reference(path, written, notice => scope.Print(StreamName.Error, notice + "\n"));
    }

    private IReadOnlyList<MetadataReference> OfPackages(string path, CellScope scope)
    {
        using CellThread.Sheltered shelter = scope.Thread!.Shelter();
        return File.Exists(path) ? context.Reference(PackageAssets.Read(path)) : [];
    }

    private IReadOnlyList<MetadataReference> OfPackages(PackageAssets assets, CellScope scope)
    {
        using CellThread.Sheltered shelter = scope.Thread!.Shelter();
        return context.Reference(assets);
    }

    private static DisplayedValue Show(CellScope scope, string text) => CellDisplay.Show(scope, MimeBundle.FromText(text));
}

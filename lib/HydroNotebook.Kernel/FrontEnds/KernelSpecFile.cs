using System.Text;

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>A <c>kernel.json</c> that is written as a whole or not at all, and taken back when a later step fails.</summary>
internal sealed class KernelSpecFile(string folder)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly bool _hadFolder = Directory.Exists(folder);
    private readonly byte[]? _before = File.Exists(System.IO.Path.Combine(folder, "kernel.json")) ? File.ReadAllBytes(System.IO.Path.Combine(folder, "kernel.json")) : null;

    /// <summary>Path of the file.</summary>
    internal string Path { get; } = System.IO.Path.Combine(folder, "kernel.json");

    /// <summary>Writes logo and file; the file that makes the folder a kernel comes last and by renaming.</summary>
    internal void Write(string content)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(System.IO.Path.Combine(folder, "logo-svg.svg"), KernelLogo.Svg, Utf8);
        string beside = Path + ".part";
        File.WriteAllText(beside, content, Utf8);
        File.Move(beside, Path, overwrite: true);
    }

    /// <summary>Puts back what was there before.</summary>
    internal void Undo()
    {
        try
        {
            if (_before is not null)
            {
                File.WriteAllBytes(Path, _before);
                File.Delete(Path + ".part");
            }
            else if (!_hadFolder && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
            else
            {
                File.Delete(Path);
                File.Delete(Path + ".part");
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The fault that led here is the one to tell; where nothing can be written nothing was changed either.
        }
    }
}

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>The systems whose folders differ.</summary>
public enum OperatingSystemKind
{
    /// <summary>Linux, and other systems that keep to the folders of freedesktop.org.</summary>
    Linux,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}

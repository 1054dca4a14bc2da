namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>The picture that front ends show beside the kernel's name.</summary>
internal static class KernelLogo
{
    /// <summary>A drop over a hydrograph.</summary>
    internal const string Svg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"><title>HydroNotebook</title>
        <rect width="64" height="64" rx="12" fill="#0072B2"/>
        <path d="M32 7C40 19 45 25 45 33a13 13 0 0 1-26 0C19 25 24 19 32 7Z" fill="#fff"/>
        <path d="M8 55h13c5 0 5-17 10-17 6 0 6 14 12 16l13 2" fill="none" stroke="#E69F00" stroke-width="4" stroke-linecap="round"/>
        </svg>

        """;
}

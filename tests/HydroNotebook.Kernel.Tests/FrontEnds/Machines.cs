using HydroNotebook.Kernel.FrontEnds;

namespace HydroNotebook.Kernel.Tests.FrontEnds;

/// <summary>Computers that need not exist.</summary>
internal static class Machines
{
    internal static UserMachine Of(OperatingSystemKind system, string home, params (string Name, string Value)[] variables) => new()
    {
        System = system,
        Home = home,
        Variables = variables.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase),
        DotnetPath = system == OperatingSystemKind.Windows ? @"C:\Program Files\dotnet\dotnet.exe" : "/usr/share/dotnet/dotnet",
    };

    /// <summary>A computer whose home is a folder of the test and whose dotnet exists.</summary>
    internal static UserMachine In(TemporaryFolder folder, params (string Name, string Value)[] variables) =>
        Of(OperatingSystemKind.Linux, folder["home"], variables) with { DotnetPath = UserMachine.Current().DotnetPath };
}

namespace HydroNotebook.Tests.Cli;

/// <summary>What a command line answered.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record Told(int Code, string Output, string Errors)
{
    public string[] Lines => Output.Split(Environment.NewLine);
}

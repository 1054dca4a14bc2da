using HydroNotebook.Cli;
using Spectre.Console;

namespace HydroNotebook.Tests.Cli;

/// <summary>Runs a command line as a user does whose output goes into a file, and keeps what it wrote.</summary>
internal static class Terminal
{
    public static Told Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    public static Told Run(CancellationToken cancel, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int code = CommandLine.RunAsync(arguments, Console(output), Console(errors), cancel).GetAwaiter().GetResult();
        return new Told(code, output.ToString(), errors.ToString());
    }

    private static IAnsiConsole Console(StringWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 80;
        return console;
    }
}

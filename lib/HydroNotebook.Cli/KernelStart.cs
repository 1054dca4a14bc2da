using HydroNotebook.Kernel.FrontEnds;
using HydroNotebook.Kernel.Wire.Serving;
using HydroNotebook.Training;

namespace HydroNotebook.Cli;

/// <summary><c>kernel start FILE</c>: what Jupyter calls, not people. It takes Ctrl-C and the console for itself, so it stands beside the other verbs.</summary>
internal static class KernelStart
{
    private const int WrongUsage = 2;

    /// <summary>Whether this command line starts a kernel.</summary>
    internal static bool IsAskedFor(IReadOnlyList<string> arguments) => arguments is ["kernel", "start", ..];

    /// <summary>Serves until a front end asks for the end. What follows the file is passed over: <c>jupyter run</c> adds the name of its script.</summary>
    internal static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [_, _, string file, ..] || file.StartsWith('-'))
        {
            Console.Error.WriteLine("hydronb kernel start: the connection file is missing. Jupyter gives it; start the kernel from a front end.");
            return WrongUsage;
        }

        using IDisposable? inUse = KernelCopy.Hold(AppContext.BaseDirectory);
        using IDisposable training = TrainingHost.Use(new CellTraining());
        return KernelProcess.Run(file, HydroSession.Options, Console.Error);
    }
}

using HydroNotebook.Cli;

return KernelStart.IsAskedFor(args) ? KernelStart.Run(args) : await CommandLine.RunAsync(args);

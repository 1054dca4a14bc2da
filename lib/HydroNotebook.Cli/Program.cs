using HydroNotebook.Cli;

return await CommandLine.RunAsync(args);

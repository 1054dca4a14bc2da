using BenchmarkDotNet.Running;
using HydroNotebook.Benchmarks.Kernels;
using HydroNotebook.Benchmarks.Quick;

return args is ["quick", ..]
    ? QuickCommand.Run(args[1..])
    : BenchmarkSwitcher.FromAssembly(typeof(KernelConfig).Assembly).Run(args, new KernelConfig()).Any() ? 0 : 1;

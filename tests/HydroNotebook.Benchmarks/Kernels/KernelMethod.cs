using System.Reflection;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Benchmarks.Kernels;

/// <summary>The private steps of a pass, so that each can be timed alone; the kernels need no wider surface for it.</summary>
internal static unsafe class KernelMethod
{
    internal delegate void LstmCell(
        float* gates, long tileSize, float* before, float* after, float* squashed, float* hidden, int hiddenStride, int rows);

    internal delegate void EaLstmCell(
        float* gates, long tileSize, float* input, float* before, float* after, float* squashed, float* hidden, int hiddenStride, int rows);

    internal delegate void GatherInputs(float* state, InputRows inputs, int day, int rows, int count, int stateWidth);

    internal delegate void WeightGradient(PackedWeights weights, ShardMemory memory, int firstDay, int days, float* gradient);

    /// <summary>The method that has the name of its delegate.</summary>
    /// <exception cref="MissingMethodException">The kernels have no such method any more.</exception>
    internal static TMethod Of<TMethod>(KernelSet kernels)
        where TMethod : Delegate
    {
        string name = typeof(TMethod).Name;
        MethodInfo method = kernels.GetType().GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)
            ?? throw new MissingMethodException($"RecurrentKernel has no method {name} any more: adapt this benchmark to what took its place.");
        return method.CreateDelegate<TMethod>();
    }
}

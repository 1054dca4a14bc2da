namespace HydroNotebook.Tensors.Tests;

/// <summary>Counts what an action leaves for the collector.</summary>
internal static class Allocation
{
    /// <summary>The least number of bytes that ten calls allocate on this thread, over several rounds.</summary>
    /// <remarks>
    /// The least, because a collection that another test starts adds the unused rest of this thread's allocation area to the count.
    /// What the action itself allocates is there in every round.
    /// </remarks>
    internal static long OfRepeated(Action action)
    {
        for (int k = 0; k < 50; k++)
        {
            action();
        }

        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int k = 0; k < 10; k++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}

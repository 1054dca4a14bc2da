namespace HydroNotebook.Kernel.Tests.Sessions;

/// <summary>Compiled work that cells call.</summary>
public static class Library
{
    /// <summary>Works in steps and looks at its token before each, as training does.</summary>
    public static void UntilCancelled(CancellationToken cancel)
    {
        double sum = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            for (int k = 0; k < 100_000; k++)
            {
                sum += Math.Sqrt(k);
            }
        }
    }

    /// <summary>Works and looks at nothing.</summary>
    public static double Deaf()
    {
        double sum = 0;
        while (true)
        {
            sum += 0.5;
            if (sum < 0)
            {
                return sum;
            }
        }
    }
}

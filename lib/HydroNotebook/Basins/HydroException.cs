namespace HydroNotebook.Basins;

/// <summary>A fault of the data, the settings or the surroundings, told as culprit, fact and cure; never a defect of the program.</summary>
public sealed class HydroException : Exception
{
    /// <summary>A fault told in one text.</summary>
    public HydroException(string message)
        : base(message)
    {
    }

    /// <summary>A fault that another exception brought up.</summary>
    public HydroException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>An exception without a text; exists because exceptions should have it.</summary>
    public HydroException()
    {
    }
}

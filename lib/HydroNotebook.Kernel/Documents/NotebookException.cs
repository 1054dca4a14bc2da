namespace HydroNotebook.Kernel.Documents;

/// <summary>A fault of a notebook or of what it was asked to do, told as culprit, fact and cure; never a defect of the program.</summary>
public sealed class NotebookException : Exception
{
    /// <summary>A fault told in one text.</summary>
    public NotebookException(string message)
        : base(message)
    {
    }

    /// <summary>A fault that another exception brought up.</summary>
    public NotebookException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>An exception without a text; exists because exceptions should have it.</summary>
    public NotebookException()
    {
    }
}

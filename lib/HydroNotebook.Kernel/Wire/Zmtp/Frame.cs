namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>One frame as read: a part of a message, or a command.</summary>
/// <param name="Body">The content; the reader gave it away and nobody else has it.</param>
/// <param name="HasMore">Whether further frames of the message follow.</param>
/// <param name="IsCommand">Whether it is a command.</param>
internal readonly record struct Frame(byte[] Body, bool HasMore, bool IsCommand)
{
    /// <summary>Flag bit: further frames follow.</summary>
    internal const byte More = 1;

    /// <summary>Flag bit: the length takes eight bytes, not one.</summary>
    internal const byte Long = 2;

    /// <summary>Flag bit: a command.</summary>
    internal const byte Command = 4;
}

using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Answers of the front end that asked for the cell.</summary>
internal sealed class FrontEndInput(StdinChannel stdin, Message request) : ICellInput
{
    /// <inheritdoc/>
    public string? ReadLine(string prompt, bool secret, CancellationToken cancel) => stdin.Ask(request, prompt, secret, cancel);
}

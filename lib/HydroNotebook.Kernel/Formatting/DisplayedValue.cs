using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Formatting;

/// <summary>Something shown in a cell's output that can be replaced later, also from a later cell.</summary>
public sealed class DisplayedValue
{
    private readonly CellScope _scope;

    internal DisplayedValue(CellScope scope, string id)
    {
        _scope = scope;
        Id = id;
    }

    /// <summary>Identifier of the output within the session.</summary>
    public string Id { get; }

    /// <summary>Shows another value in the same place.</summary>
    public void Update(object? value)
    {
        CellScope scope = CellScope.Current ?? _scope;
        scope.Emit(new CellOutput.Updated(Id, scope.Formatter.Format(value)));
    }
}

namespace HydroNotebook.Data;

/// <summary>What a data folder holds and what is wrong with it: what <c>hydronb data inspect</c> prints.</summary>
public sealed record DataInspection
{
    /// <summary>Name of the data set: <c>CAMELS-US</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The folder as named by the user, in full.</summary>
    public required string Folder { get; init; }

    /// <summary>Forcing products, sorted by name.</summary>
    public required IReadOnlyList<ProductInspection> Products { get; init; }

    /// <summary>Static attributes in the order of the files.</summary>
    public required IReadOnlyList<AttributeInspection> Attributes { get; init; }

    /// <summary>Everything that forbids the use of a file, sorted by basin and file.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>What does not forbid the use but must be known.</summary>
    public required IReadOnlyList<Notice> Notices { get; init; }
}

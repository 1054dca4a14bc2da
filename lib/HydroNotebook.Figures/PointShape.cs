namespace HydroNotebook.Figures;

/// <summary>The shape of points, so that groups can be told apart in grey print.</summary>
public enum PointShape
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle that points up.</summary>
    Triangle,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>An upright cross.</summary>
    Plus,

    /// <summary>A triangle that points down.</summary>
    TriangleDown,
}

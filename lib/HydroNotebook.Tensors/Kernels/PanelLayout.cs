namespace HydroNotebook.Tensors.Kernels;

/// <summary>How the numbers of a layer are cut into tiles for one register width.</summary>
/// <remarks>
/// A panel is <see cref="Columns"/> hidden units side by side (two registers); a tile is one gate of one panel.
/// Tile number = panel · gates + gate. Rows are samples of a shard. Padded units have weights 0 and stay 0.
/// </remarks>
internal sealed class PanelLayout
{
    internal PanelLayout(RecurrentLayout weights, int lanes, int tileRows)
    {
        Weights = weights;
        Columns = 2 * lanes;
        TileRows = tileRows;
        RecurrentShape shape = weights.Shape;
        Panels = (shape.Hidden + Columns - 1) / Columns;
        HiddenPadded = Panels * Columns;
        InputPanels = (shape.Inputs + Columns - 1) / Columns;
        Tiles = Panels * shape.Gates;
        Reduction = shape.Inputs + shape.Hidden;
        StateWidth = shape.Inputs + HiddenPadded;
        GradientBlocks = (Reduction + tileRows - 1) / tileRows;
    }

    internal RecurrentLayout Weights { get; }

    internal RecurrentShape Shape => Weights.Shape;

    /// <summary>Hidden units of a panel.</summary>
    internal int Columns { get; }

    /// <summary>Rows of a matrix tile.</summary>
    internal int TileRows { get; }

    internal int Panels { get; }

    internal int HiddenPadded { get; }

    /// <summary>Panels of the gradient with respect to the inputs.</summary>
    internal int InputPanels { get; }

    internal int Tiles { get; }

    /// <summary>Daily inputs and hidden units: the length of the sums of the forward product.</summary>
    internal int Reduction { get; }

    /// <summary>Floats of one row of a state slot: inputs of the day, then the last hidden state, padded.</summary>
    internal int StateWidth { get; }

    /// <summary>Row blocks of the weight gradient.</summary>
    internal int GradientBlocks { get; }

    /// <summary>Floats of the packed weight gradient.</summary>
    internal long GradientSize => (long)GradientBlocks * Tiles * TileRows * Columns;

    /// <summary>Place of the first unit of a tile in the packed gradient, for one input or hidden unit (inputs first).</summary>
    internal long PackedPlace(int tile, int from) =>
        ((((long)(from / TileRows) * Tiles) + tile) * TileRows + (from % TileRows)) * Columns;

    /// <summary>Place of the same weight in the flat array, and the step to the next unit.</summary>
    internal (int Place, int Stride) FlatPlace(int tile, int from)
    {
        int gate = tile % Shape.Gates;
        int unit = tile / Shape.Gates * Columns;
        bool input = from < Shape.Inputs;
        int place = input ? Weights.InputWeight(gate, unit, from) : Weights.RecurrentWeight(gate, unit, from - Shape.Inputs);
        int next = input ? Weights.InputWeight(gate, unit + 1, from) : Weights.RecurrentWeight(gate, unit + 1, from - Shape.Inputs);
        return (place, next - place);
    }

    /// <summary>Real hidden units of a tile.</summary>
    internal int UnitsOf(int tile) => Math.Min(Columns, Shape.Hidden - (tile / Shape.Gates * Columns));

    /// <summary>Samples rounded up to whole matrix tiles.</summary>
    internal int PaddedRows(int samples) => (samples + TileRows - 1) / TileRows * TileRows;
}

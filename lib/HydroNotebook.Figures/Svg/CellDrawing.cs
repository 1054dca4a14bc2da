namespace HydroNotebook.Figures.Svg;

/// <summary>Draws the cells of a heat map: few as rectangles, many as one image of a pixel each.</summary>
internal static class CellDrawing
{
    private const int MostRectangles = 3000;
    private const int Levels = 256;
    private const int MostPixels = 150_000;

    /// <summary>How many columns and rows are averaged into one pixel: 1 and 1 unless there are very many cells.</summary>
    internal static (int Columns, int Rows) Block(Mark.Cells cells)
    {
        (int columns, int rows) = (1, 1);
        while ((long)Parts(cells.X.Count, columns) * Parts(cells.Y.Count, rows) > MostPixels)
        {
            (columns, rows) = Parts(cells.X.Count, columns) > Parts(cells.Y.Count, rows) ? (columns + 1, rows) : (columns, rows + 1);
        }

        return (columns, rows);
    }

    internal static void Draw(SvgWriter svg, Mark.Cells cells, PanelLayout panel)
    {
        double[] x = [.. MarkData.Edges(cells.X).Select(edge => panel.X[edge])];
        double[] y = [.. MarkData.Edges(cells.Y).Select(edge => panel.Y[edge])];
        if (x.Length == 0 || y.Length == 0)
        {
            return;
        }

        bool placed = x.All(double.IsFinite) && y.All(double.IsFinite);
        string attributes = HoverData.OfMark(cells, "cells") + $" data-figure-columns=\"{Join(x)}\" data-figure-rows=\"{Join(y)}\"";
        if (placed && cells.X.Count * cells.Y.Count > MostRectangles && Even(x) && Even(y))
        {
            Image(svg, cells, x, y, attributes);
        }
        else
        {
            string values = placed && cells.X.Count * cells.Y.Count <= MostRectangles ? $" data-figure-values=\"{HoverData.Values(cells.Values.SelectMany(row => row))}\"" : "";
            Rectangles(svg, cells, x, y, placed ? attributes + values : "");
        }
    }

    private static void Rectangles(SvgWriter svg, Mark.Cells cells, double[] x, double[] y, string attributes)
    {
        (double Min, double Max) span = cells.Scale.Span(cells.Values.SelectMany(row => row));
        svg.Raw($"<g shape-rendering=\"crispEdges\"{attributes}>");
        for (int row = 0; row < cells.Y.Count; row++)
        {
            int column = 0;
            while (column < cells.X.Count)
            {
                // Neighbours of one colour are one rectangle.
                string colour = cells.Scale.At(cells.Values[row][column], span);
                int end = column + 1;
                while (end < cells.X.Count && cells.Scale.At(cells.Values[row][end], span) == colour)
                {
                    end++;
                }

                if (double.IsFinite(x[column]) && double.IsFinite(x[end]) && double.IsFinite(y[row]) && double.IsFinite(y[row + 1]))
                {
                    svg.Raw($"<path d=\"M{SvgWriter.Number(x[column])} {SvgWriter.Number(y[row])}H{SvgWriter.Number(x[end])}V{SvgWriter.Number(y[row + 1])}H{SvgWriter.Number(x[column])}z\" fill=\"{colour}\"/>");
                }

                column = end;
            }
        }

        svg.Raw("</g>");
    }

    private static void Image(SvgWriter svg, Mark.Cells cells, double[] x, double[] y, string attributes)
    {
        (double Min, double Max) span = cells.Scale.Span(cells.Values.SelectMany(row => row));
        Mark.Cells drawn = Averaged(cells);
        (int width, int height) = (drawn.X.Count, drawn.Y.Count);
        bool mirrored = x[0] > x[^1];
        bool upward = y[0] > y[^1];
        // 256 colours: no eye tells more apart on a scale, and the image packs better.
        (int, int, int)[] colours = [.. Enumerable.Range(0, Levels).Select(level => ColourScale.Rgb(cells.Scale.At(span.Min + (level * (span.Max - span.Min) / (Levels - 1)), span)))];
        (int, int, int) missing = ColourScale.Rgb(Palette.Missing);
        byte[] png = PngImage.Of(width, height, (column, row) =>
        {
            double value = drawn.Values[upward ? height - 1 - row : row][mirrored ? width - 1 - column : column];
            return double.IsNaN(value) ? missing : colours[(int)Math.Round(Math.Clamp((value - span.Min) / (span.Max - span.Min), 0, 1) * (Levels - 1))];
        });
        (double left, double top) = (Math.Min(x[0], x[^1]), Math.Min(y[0], y[^1]));
        (double wide, double high) = (Math.Abs(x[^1] - x[0]), Math.Abs(y[^1] - y[0]));
        // Cells larger than a pixel keep sharp edges; smaller ones are averaged by the viewer.
        string sharp = wide >= width && high >= height ? " style=\"image-rendering:pixelated\"" : "";
        svg.Raw($"<image x=\"{SvgWriter.Number(left)}\" y=\"{SvgWriter.Number(top)}\" width=\"{SvgWriter.Number(wide)}\" height=\"{SvgWriter.Number(high)}\" preserveAspectRatio=\"none\"{sharp}{attributes} href=\"data:image/png;base64,{Convert.ToBase64String(png)}\"/>");
    }

    /// <summary>The cells, or means of blocks of them where there are too many.</summary>
    internal static Mark.Cells Averaged(Mark.Cells cells)
    {
        (int columns, int rows) = Block(cells);
        if (columns == 1 && rows == 1)
        {
            return cells;
        }

        double[][] values = [.. Enumerable.Range(0, Parts(cells.Y.Count, rows)).Select(row =>
            Enumerable.Range(0, Parts(cells.X.Count, columns)).Select(column => Mean(cells, column * columns, row * rows, columns, rows)).ToArray())];
        return cells with { X = Middles(cells.X, columns), Y = Middles(cells.Y, rows), Values = values };
    }

    private static double[] Middles(IReadOnlyList<double> middles, int block) =>
        [.. middles.Chunk(block).Select(part => (part[0] + part[^1]) / 2)];

    private static double Mean(Mark.Cells cells, int column, int row, int columns, int rows)
    {
        (double sum, int count) = (0, 0);
        for (int r = row; r < Math.Min(row + rows, cells.Y.Count); r++)
        {
            for (int c = column; c < Math.Min(column + columns, cells.X.Count); c++)
            {
                if (!double.IsNaN(cells.Values[r][c]))
                {
                    sum += cells.Values[r][c];
                    count++;
                }
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }

    private static int Parts(int count, int block) => (count + block - 1) / block;

    // Of even cells, the ends and their number tell all.
    private static string Join(double[] edges) => Even(edges)
        ? $"even {SvgWriter.Fine(edges[0])} {SvgWriter.Fine(edges[^1])} {SvgWriter.Number(edges.Length - 1)}"
        : string.Join(' ', edges.Select(SvgWriter.Fine));

    private static bool Even(double[] edges)
    {
        double step = (edges[^1] - edges[0]) / (edges.Length - 1);
        return Enumerable.Range(0, edges.Length).All(k => Math.Abs(edges[0] + (k * step) - edges[k]) < 0.01 * Math.Abs(step));
    }
}

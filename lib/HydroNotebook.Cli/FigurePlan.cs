using HydroNotebook.Basins;
using HydroNotebook.Experiments;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Cli;

/// <summary>Which notebooks make the published figures and tables: those with a cell tagged <c>makes:ID</c>.</summary>
internal sealed class FigurePlan
{
    private readonly PublishedValues _published;
    private readonly List<(string Id, string Notebook, string Cell, int Position)> _made = [];

    internal FigurePlan(IEnumerable<string> notebooks, PublishedValues published)
    {
        _published = published;
        foreach (string path in notebooks)
        {
            IReadOnlyList<NotebookCell> cells = NotebookDocument.Load(path).Cells;
            for (int k = 0; k < cells.Count; k++)
            {
                _made.AddRange(cells[k].Makes.Select(id => (id, path, cells[k].Id, k)));
            }
        }
    }

    /// <summary>Every published item with the notebook that makes it, or null where none does yet.</summary>
    internal IEnumerable<(PublishedItem Item, string? Notebook)> All() =>
        _published.Items.Select(item => (item, Path.GetFileNameWithoutExtension((string?)_made.Find(made => made.Id == item.Id).Notebook)));

    /// <summary>The notebooks that the ids need, each with the id of the last cell that is needed, in the order of the notebooks.</summary>
    /// <exception cref="HydroException">An id is unknown, or no notebook makes it yet; all are told.</exception>
    internal IReadOnlyList<(string Notebook, string LastCell)> For(IReadOnlyList<string> ids)
    {
        string available = _made.Count > 0 ? $"Notebooks make {string.Join(", ", _made.Select(made => made.Id).Distinct(StringComparer.Ordinal))} so far." : "No notebook makes any so far.";
        var faults = new List<string>();
        foreach (string id in ids.Where(id => _made.TrueForAll(made => made.Id != id)))
        {
            try
            {
                PublishedItem item = _published[id];
                faults.Add($"{id} ({item.Title}): no notebook makes it yet. {available} 'hydronb reproduce --list' shows all.");
            }
            catch (HydroException fault)
            {
                faults.Add(fault.Message);
            }
        }

        return faults.Count > 0
            ? throw new HydroException(string.Join('\n', faults))
            : [.. _made.Where(made => ids.Contains(made.Id, StringComparer.Ordinal))
                .GroupBy(made => made.Notebook, StringComparer.Ordinal)
                .Select(group => group.MaxBy(made => made.Position))
                .Select(made => (made.Notebook, made.Cell))
                .OrderBy(one => one.Notebook, StringComparer.Ordinal)];
    }
}

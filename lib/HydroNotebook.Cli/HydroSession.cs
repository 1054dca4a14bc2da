using HydroNotebook.Experiments;
using HydroNotebook.Figures;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Tensors;

namespace HydroNotebook.Cli;

/// <summary>What cells of our notebooks see without a <c>#r</c>: the libraries as this program has loaded them, and their namespaces.</summary>
internal static class HydroSession
{
    internal static SessionOptions Options { get; } = new()
    {
        References = [typeof(Experiment).Assembly, typeof(Tensor).Assembly, typeof(Figure).Assembly],
        Imports =
        [
            "HydroNotebook", "HydroNotebook.Basins", "HydroNotebook.Data", "HydroNotebook.Evaluation", "HydroNotebook.Experiments",
            "HydroNotebook.Figures", "HydroNotebook.Models", "HydroNotebook.Tensors", "HydroNotebook.Training",
        ],

        // A program of its own decides for its process: what a thread of a cell throws shall not cost the notebook.
        SurvivesThreads = true,
    };
}

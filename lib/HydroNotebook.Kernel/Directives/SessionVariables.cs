using System.Reflection;
using HydroNotebook.Kernel.Language;

namespace HydroNotebook.Kernel.Directives;

/// <summary>The variables of a session, as they stand.</summary>
/// <param name="submissions">Gives the objects that hold the cells' variables, oldest first; places may be null.</param>
internal sealed class SessionVariables(Func<IReadOnlyList<object?>> submissions)
{
    /// <summary>The variables by name; of those declared again, the last.</summary>
    internal IReadOnlyList<SessionVariable> All()
    {
        var found = new SortedDictionary<string, SessionVariable>(StringComparer.Ordinal);
        foreach (object cell in submissions().OfType<object>())
        {
            // Slot 0 is the globals' and holds none of ours; compiled cells are Submission#0, Submission#1, …
            if (!cell.GetType().Name.StartsWith("Submission#", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (FieldInfo field in cell.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(field => !field.Name.StartsWith('<')))
            {
                found[field.Name] = new SessionVariable(field.Name, ValuePreview.NameOf(field.FieldType), ValuePreview.Of(field.GetValue(cell)));
            }
        }

        return [.. found.Values];
    }

    /// <summary>Whether a variable of this name is there.</summary>
    internal bool Has(string name) => All().Any(variable => variable.Name == name);
}

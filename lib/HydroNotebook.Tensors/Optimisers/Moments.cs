using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Optimisers;

/// <summary>Two running values per weight and the number of steps: what Adam and Adadelta keep.</summary>
internal sealed class Moments
{
    private readonly string _firstName;
    private readonly string _secondName;

    internal Moments(int count, string firstName, string secondName)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        First = new float[count];
        Second = new float[count];
        _firstName = firstName;
        _secondName = secondName;
    }

    internal float[] First { get; }

    internal float[] Second { get; }

    internal long Steps { get; set; }

    internal void RequireCount(int weights, int gradient)
    {
        Shape.RequireSameLength(First.Length, weights, nameof(weights));
        Shape.RequireSameLength(First.Length, gradient, nameof(gradient));
    }

    internal void RequireCount(IReadOnlyList<Parameter> parameters)
    {
        int count = 0;
        for (int k = 0; k < parameters.Count; k++)
        {
            count += parameters[k].Value.Count;
        }

        Shape.RequireSameLength(First.Length, count, nameof(parameters));
    }

    internal IReadOnlyList<NamedArray> State() =>
    [
        new("steps", [], [(double)Steps]),
        new(_firstName, [First.Length], [.. First]),
        new(_secondName, [Second.Length], [.. Second]),
    ];

    internal void Restore(IEnumerable<NamedArray> state)
    {
        var arrays = state.ToDictionary(a => a.Name, StringComparer.Ordinal);
        foreach (string name in (string[])["steps", _firstName, _secondName])
        {
            int count = name == "steps" ? 1 : First.Length;
            if (!arrays.TryGetValue(name, out NamedArray? array) || array.Count != count)
            {
                throw new ArgumentException(
                    $"The optimiser's state needs '{name}' with {Shape.Number(count)} values; it has "
                    + (array is null ? "none" : Shape.Number(array.Count)) + ". Was it saved for another model or optimiser?",
                    nameof(state));
            }
        }

        Steps = (long)arrays["steps"].ToDoubles()[0];
        arrays[_firstName].Values.CopyTo(First);
        arrays[_secondName].Values.CopyTo(Second);
    }
}

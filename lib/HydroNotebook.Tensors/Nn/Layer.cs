using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Nn;

/// <summary>A layer of a network: parameters by name.</summary>
public abstract class Layer
{
    private readonly List<Parameter> _parameters = [];

    private protected Layer()
    {
    }

    /// <summary>The parameters, in the order in which they were declared.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Sets all gradients to zero.</summary>
    public void ClearGradients()
    {
        foreach (Parameter parameter in _parameters)
        {
            parameter.Value.ClearGradient();
        }
    }

    /// <summary>Copies weights into the parameters; each must be there, in its shape. Other arrays are passed over.</summary>
    /// <param name="arrays">Arrays named as the parameters, after the prefix.</param>
    /// <param name="prefix">What stands before the names, such as <c>lstm.</c>.</param>
    /// <exception cref="ArgumentException">A parameter is missing or has another shape; nothing was changed.</exception>
    public void Read(IEnumerable<NamedArray> arrays, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(arrays);
        var byName = arrays.ToDictionary(a => a.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in _parameters)
        {
            if (!byName.TryGetValue(prefix + parameter.Name, out NamedArray? array))
            {
                throw new ArgumentException(
                    $"There are no weights '{prefix}{parameter.Name}'; there are: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}.", nameof(arrays));
            }

            if (!parameter.Value.Shape.SequenceEqual([.. array.Lengths]))
            {
                throw new ArgumentException(
                    $"{array} does not fit the parameter {parameter}; was it saved for another model?", nameof(arrays));
            }
        }

        foreach (Parameter parameter in _parameters)
        {
            byName[prefix + parameter.Name].ToFloats().CopyTo(parameter.Values);
        }
    }

    /// <summary>Copies of the parameters, ready for <c>Safetensors.Write</c>.</summary>
    /// <param name="prefix">What to put before the names.</param>
    public IReadOnlyList<NamedArray> Write(string prefix = "") =>
        [.. _parameters.Select(p => new NamedArray(prefix + p.Name, p.Value.Shape, p.Value.ToArray()))];

    private protected Parameter Declare(string name, params ReadOnlySpan<int> shape)
    {
        var parameter = new Parameter(name, shape);
        _parameters.Add(parameter);
        return parameter;
    }
}

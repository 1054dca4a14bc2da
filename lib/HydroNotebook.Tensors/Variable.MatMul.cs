namespace HydroNotebook.Tensors;

/// <content>Matrix products.</content>
internal sealed partial class Variable<T>
{
    /// <summary>[…, n, k] · [k, m] → […, n, m]; leading axes of the left operand are rows more.</summary>
    internal Variable<T> MatMul(Variable<T> right)
    {
        if (_shape.Length < 2 || right._shape.Length != 2 || _shape[^1] != right._shape[0])
        {
            throw new ArgumentException(
                $"shapes {Tensors.Shape.Text(_shape)} and {Tensors.Shape.Text(right._shape)} do not multiply; needed are [..., n, k] and [k, m].",
                nameof(right));
        }

        int k = right._shape[0];
        int m = right._shape[1];
        int n = Tensors.Shape.Product(_shape, 0, _shape.Length - 1);
        Variable<T> result = Uninitialised([.. _shape[..^1], m]);
        result.Values.Clear();
        MatrixProduct.Add(Values, right.Values, result.Values, n, k, m);
        return Recorded(result, [this, right], (gradient, into) =>
        {
            if (into.Needs(0))
            {
                using Scratch<T> turned = new(right.Count);
                Exchange(right.Values, [k, m], 0, 1, turned.Span);
                MatrixProduct.Add(gradient, turned.Span, into.Of(0), n, m, k);
            }

            if (into.Needs(1))
            {
                using Scratch<T> turned = new(Count);
                Exchange(Values, [n, k], 0, 1, turned.Span);
                MatrixProduct.Add(turned.Span, gradient, into.Of(1), k, n, m);
            }
        });
    }
}

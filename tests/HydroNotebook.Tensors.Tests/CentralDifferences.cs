namespace HydroNotebook.Tensors.Tests;

/// <summary>Compares gradients of the tape, in float64, with (f(x + h) − f(x − h)) / 2h.</summary>
internal static class CentralDifferences
{
    // The error of the formula is h²·f'''/6 + ε·|f|/h: about 1e-10 for h = 1e-5 and values near 1.
    private const double Step = 1e-5;
    private const double Tolerance = 2e-8;

    internal static Variable<double> Draw(long seed, params int[] shape)
    {
        var numbers = new RandomNumbers(seed, "central differences");
        double[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(k => numbers.Normal(k))];
        return Variable<double>.From(values, shape);
    }

    /// <summary>Checks the gradient of Σ weight·f(inputs), with random weights, for every value of every input.</summary>
    internal static void Check(Func<Variable<double>[], Variable<double>> function, params Variable<double>[] inputs)
    {
        foreach (Variable<double> input in inputs)
        {
            input.RequiresGradient = true;
        }

        Variable<double> result = function(inputs);
        Variable<double> weights = Draw(99, result.Shape.ToArray());
        (result * weights).Sum().Backward();

        for (int i = 0; i < inputs.Length; i++)
        {
            double[] gradient = inputs[i].Gradient.ToArray();
            Assert.Equal(inputs[i].Count, gradient.Length);
            for (int k = 0; k < gradient.Length; k++)
            {
                double difference = (Moved(function, inputs, weights, i, k, Step) - Moved(function, inputs, weights, i, k, -Step)) / (2 * Step);
                Assert.True(
                    Math.Abs(difference - gradient[k]) <= Tolerance * Math.Max(1, Math.Abs(difference)),
                    $"input {i}, value {k}: tape {gradient[k]:R}, differences {difference:R}");
            }
        }
    }

    private static double Moved(
        Func<Variable<double>[], Variable<double>> function, Variable<double>[] inputs, Variable<double> weights, int input, int place, double step)
    {
        using (Gradients.Off())
        {
            double before = inputs[input].Values[place];
            inputs[input].Values[place] = before + step;
            double moved = (function(inputs) * weights).Sum().Values[0];
            inputs[input].Values[place] = before;
            return moved;
        }
    }
}

namespace HydroNotebook.Models;

/// <summary>How the weights of a recurrent layer are drawn before training.</summary>
public enum InitialisationScheme
{
    /// <summary>As K19's program: orthonormal input weights (one draw over all gates), recurrent weights the identity for each gate, biases 0 but the forget gate's.</summary>
    K19,

    /// <summary>As NeuralHydrology's <c>cudalstm</c>: everything uniform in ±1/√hidden, two biases; then one of the forget gate's two biases is set.</summary>
    NeuralHydrology,
}

namespace HydroNotebook.Data;

/// <summary>A reader of one data set layout. Readers collect all defects; they do not throw at the first.</summary>
public interface IBasinSource
{
    /// <summary>Name of the data set, for people: <c>CAMELS-US</c>.</summary>
    string Name { get; }

    /// <summary>Reads what is asked for and tells everything that is wrong with it.</summary>
    /// <param name="request">Which basins, which forcing product and columns, which attributes, which days.</param>
    /// <param name="progress">Told the number of basins read so far.</param>
    /// <param name="cancel">Stops reading.</param>
    BasinReading Read(BasinRequest request, IProgress<int>? progress = null, CancellationToken cancel = default);
}

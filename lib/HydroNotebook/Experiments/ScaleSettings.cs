using HydroNotebook.Data;
using HydroNotebook.Training;

namespace HydroNotebook.Experiments;

/// <summary>What an experiment changes for each scale: dotted keys and their values.</summary>
public sealed record ScaleSettings : ISettings
{
    /// <summary>Changes for a short run: for most experiments one of seconds on virtual basins.</summary>
    /// <remarks>Our choice.</remarks>
    public SettingOverrides Demo { get; init; } = SettingOverrides.None;

    /// <summary>Changes for the run of the paper; usually none, as the file's own values are the paper's.</summary>
    /// <remarks>Our choice.</remarks>
    public SettingOverrides Paper { get; init; } = SettingOverrides.None;

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        foreach ((string scale, SettingOverrides changes) in new[] { ("demo", Demo), ("paper", Paper) })
        {
            foreach (string key in changes.Entries.Keys)
            {
                string first = key.Split('.')[0];
                if (first is not ("data" or "periods" or "model" or "training" or "evaluation"))
                {
                    yield return new($"scales.{scale}.{key}", "cannot change with the scale", "change keys of data, periods, model, training or evaluation");
                }
            }
        }
    }
}

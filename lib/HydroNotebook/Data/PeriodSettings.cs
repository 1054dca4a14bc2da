using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>The days on which a model is trained, watched and tested. Both ends of a period count.</summary>
public sealed record PeriodSettings : ISettings
{
    /// <summary>Training period: days whose discharge enters the loss and the scaler.</summary>
    /// <value>days, first/last</value>
    /// <remarks>K19, section 2.6.</remarks>
    public Period Training { get; init; } = new(new DateOnly(1999, 10, 1), new DateOnly(2008, 9, 30));

    /// <summary>Validation period, watched during training; null: none.</summary>
    /// <value>days, first/last</value>
    /// <remarks>K19 has none and uses the weights of the last epoch.</remarks>
    public Period? Validation { get; init; }

    /// <summary>Test period: days on which skill is computed and which training never sees.</summary>
    /// <value>days, first/last</value>
    /// <remarks>K19, section 2.6.</remarks>
    public Period Test { get; init; } = new(new DateOnly(1989, 10, 1), new DateOnly(1999, 9, 30));

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        var all = new List<(string Key, Period Period)> { ("periods.training", Training), ("periods.test", Test) };
        if (Validation is Period validation)
        {
            all.Add(("periods.validation", validation));
        }

        foreach ((string key, Period period) in all)
        {
            if (period.Days < 1)
            {
                yield return new(key, $"is '{period}', which ends before it starts", "swap the two dates");
            }
        }

        for (int i = 0; i < all.Count; i++)
        {
            for (int j = i + 1; j < all.Count; j++)
            {
                if (all[i].Period.First <= all[j].Period.Last && all[j].Period.First <= all[i].Period.Last)
                {
                    yield return new(
                        all[j].Key,
                        $"is '{all[j].Period}' and shares days with {all[i].Key} '{all[i].Period}'",
                        "choose periods without a common day, or the skill is that of days already seen");
                }
            }
        }
    }
}

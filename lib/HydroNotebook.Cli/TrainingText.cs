using System.Globalization;
using HydroNotebook.Training;

namespace HydroNotebook.Cli;

/// <summary>What is told of a training, in a terminal and in a notebook alike.</summary>
internal static class TrainingText
{
    /// <summary>A line while it goes on.</summary>
    internal static string Line(TrainingProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {value.Epoch}/{value.Epochs}, step {value.Step}/{value.Steps}, loss {value.Loss:0.0000}, {value.SamplesPerSecond:#,0} samples/s, {Time(value.Remaining)} left");

    /// <summary>A line at the end of an epoch.</summary>
    internal static string EpochLine(TrainingProgress value)
    {
        string validation = value.ValidationLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $", validation {loss:0.0000}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {value.Epoch}/{value.Epochs}: loss {value.Loss:0.0000}{validation}, {value.SamplesPerSecond:#,0} samples/s, {Time(value.Remaining)} left");
    }

    /// <summary>The sentence that stays.</summary>
    /// <param name="name">Name of the experiment; may be empty.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="last">The last that was heard of it; null = nothing.</param>
    /// <param name="duration">Time from start to end, the test included.</param>
    internal static string Sentence(string name, TrainingEnd end, TrainingProgress? last, TimeSpan duration)
    {
        string who = name.Length > 0 ? name : "Training";
        string time = string.Create(CultureInfo.InvariantCulture, $"{(duration.TotalSeconds < 60 ? $"{duration.TotalSeconds:0.0} s" : Time(duration))}");
        if (last is null)
        {
            return end switch
            {
                TrainingEnd.Done => $"{who}: nothing was left to train ({time}).",
                TrainingEnd.Stopped => $"{who}: stopped before the first step.",
                _ => $"{who}: failed before the first step.",
            };
        }

        string where = string.Create(CultureInfo.InvariantCulture, $"epoch {last.Epoch} of {last.Epochs}");
        return end switch
        {
            TrainingEnd.Stopped => $"{who}: stopped in {where} after {time}.",
            TrainingEnd.Failed => $"{who}: failed in {where} after {time}.",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{who}: trained {last.Epoch} epoch{(last.Epoch == 1 ? "" : "s")} and tested in {time}; loss {last.Loss:0.0000}{(last.ValidationLoss is { } loss ? $", validation {loss:0.0000}" : "")}, {last.SamplesPerSecond:#,0} samples/s."),
        };
    }

    internal static string Time(TimeSpan span) =>
        span.ToString(span.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}

namespace HydroNotebook.Training;

/// <summary>One line of <c>log.jsonl</c>: what an epoch did.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Updates">Optimiser steps since the start.</param>
/// <param name="LearningRate">Learning rate of the epoch.</param>
/// <param name="Loss">Mean loss over the epoch's targets.</param>
/// <param name="ValidationLoss">Mean loss of the validation period; null without one.</param>
/// <param name="Seconds">Seconds spent training (validation not counted).</param>
/// <param name="SamplesPerSecond">Samples trained per second.</param>
public sealed record EpochRecord(
    int Epoch, long Updates, float LearningRate, double Loss, double? ValidationLoss, double Seconds, double SamplesPerSecond);

using HydroNotebook.Data;
using HydroNotebook.Models;

namespace HydroNotebook.Training;

/// <summary>What training needs to know of an experiment.</summary>
/// <param name="Periods">Training and validation period.</param>
/// <param name="Model">The model.</param>
/// <param name="Training">How it is trained.</param>
public sealed record TrainingPlan(PeriodSettings Periods, ModelSettings Model, TrainingSettings Training);

namespace HydroNotebook.Kernel.Reports;

/// <summary>One line of facts on a report.</summary>
/// <param name="Name">What it is: <c>Data</c>.</param>
/// <param name="Value">The fact.</param>
public sealed record ReportFact(string Name, string Value);

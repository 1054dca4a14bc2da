using System.Reflection;

namespace HydroNotebook.Training;

/// <summary>One key of a settings file.</summary>
/// <param name="Path">Dotted key: <c>training.batchSize</c>.</param>
/// <param name="Property">The property that holds it; its documentation says what the key means.</param>
/// <param name="Default">The default as JSON text.</param>
/// <param name="Kind">What may be written there, for people: <c>whole number</c>, <c>text or null</c>, <c>lstm | eaLstm</c>.</param>
public sealed record SettingKey(string Path, PropertyInfo Property, string Default, string Kind);

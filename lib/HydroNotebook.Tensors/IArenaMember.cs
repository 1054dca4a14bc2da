namespace HydroNotebook.Tensors;

/// <summary>Something whose memory an <see cref="Arena"/> takes back at its end.</summary>
internal interface IArenaMember
{
    /// <summary>Gives the memory back, unless it was kept.</summary>
    void Release();
}

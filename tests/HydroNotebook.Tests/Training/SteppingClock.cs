namespace HydroNotebook.Tests.Training;

/// <summary>A clock that goes on by a second whenever it is read: training reports every step.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _now;

    /// <summary>What to do at the next reading; once.</summary>
    public Action? AtNextReading { get; set; }

    public override long TimestampFrequency => 1;

    public override long GetTimestamp()
    {
        Action? act = AtNextReading;
        AtNextReading = null;
        act?.Invoke();
        return ++_now;
    }
}

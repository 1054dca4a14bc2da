namespace HydroNotebook.Training;

/// <summary>Speed of training since it was made, and when to report again.</summary>
internal sealed class SpeedWatch(TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly long _start = clock.GetTimestamp();
    private long _reported = clock.GetTimestamp();
    private long _samples;

    public double Seconds => clock.GetElapsedTime(_start).TotalSeconds;

    public double PerSecond => Seconds > 0 ? _samples / Seconds : 0;

    public void Add(int samples) => _samples += samples;

    public bool TimeToReport()
    {
        if (clock.GetElapsedTime(_reported) < Interval)
        {
            return false;
        }

        _reported = clock.GetTimestamp();
        return true;
    }
}

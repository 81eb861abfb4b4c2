using System.Runtime.InteropServices;

namespace KB.Bench.Endurance;

/// <summary>Processor time of the calling thread: other tests, the compiler and the collector have their own.</summary>
public static class ThreadTime
{
    /// <summary>CLOCK_THREAD_CPUTIME_ID of clock_gettime(2).</summary>
    private const int ThreadClock = 3;

    /// <summary>The time so far, in seconds; where there is no such clock that since the machine started.</summary>
    public static double Seconds => Read(ThreadClock, out Time time) == 0 ? time.Seconds + (time.Nanoseconds / 1e9) : Environment.TickCount64 / 1e3;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out Time time);

    private record struct Time(long Seconds, long Nanoseconds);
}

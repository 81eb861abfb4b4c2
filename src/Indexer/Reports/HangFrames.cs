namespace KB.Indexer.Reports;

/// <summary>The guilty frame of a task that waits: crashes are alike when tasks wait for the same thing.</summary>
internal static class HangFrames
{
    private const string Rcu = "synchronize_rcu";

    /// <summary>Waits that show up all over the kernel when one thing is stuck: piece of the name, and the name that the title gets (empty: the frame's own).</summary>
    private static readonly (string Piece, string Name)[] Buckets =
        [("rtnl_lock", ""), ("synchronize_rcu", Rcu), ("synchronize_srcu", Rcu), ("synchronize_net", Rcu), ("synchronize_sched", Rcu)];

    /// <summary>Pieces of functions that only say how a task waits.</summary>
    private static readonly string[] Waiting =
    [
        "sched", "_lock", "_slowlock", "down", "rwsem", "completion", "kthread", "wait", "synchronize", "context_switch", "__switch_to",
        "cancel_delayed_work", "rcu_barrier", "usb_control_msg", "usb_start_wait_urb", "usb_bulk_msg", "do_read_cache",
    ];

    public static FrameNames? Choose(List<string> frames)
    {
        foreach (string frame in frames)
        {
            foreach ((string piece, string name) in Buckets)
            {
                if (frame.Contains(piece, StringComparison.Ordinal))
                {
                    return name.Length == 0 || name == frame ? new FrameNames(frame, []) : new FrameNames(name, [frame]);
                }
            }
        }

        return frames.Find(IsNoWait) is { } guilty ? Spellings.Of(guilty) : null;
    }

    /// <summary>True for a function that does more than wait.</summary>
    public static bool IsNoWait(string frame) => !Array.Exists(Waiting, piece => frame.Contains(piece, StringComparison.Ordinal));
}

using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>The guilty frame of a CPU that loops.</summary>
/// <remarks>
/// The innermost frame is wherever the loop happened to be. What tells crashes apart is the function that a generic dispatcher called:
/// the system call, the file operation, the timer, the protocol.
/// </remarks>
internal static partial class StallFrames
{
    private const string CallOthers = "smp_call_function";

    public static FrameNames? Choose(List<string> frames)
    {
        string previous = frames[0];
        foreach (string frame in frames)
        {
            if (Dispatcher().IsMatch(frame))
            {
                return frame.Contains(CallOthers, StringComparison.Ordinal)
                    ? new FrameNames(CallOthers, frame == CallOthers ? [] : [frame])
                    : Spellings.Of(previous);
            }

            previous = frame;
        }

        return null;
    }

    [GeneratedRegex("process_one_work|do_syscall_|x64_sys_call|ia32_sys_call|full_proxy_|do_fast_syscall_|do_int80|sysenter_dispatch|tracesys_phase2|el0_svc_handler|invoke_syscall|ret_fast_syscall|system_call_fastpath|entry_SYSCALL|netif_receive_skb|do_softirq|tasklet_action|call_timer_fn|_run_timers|run_timer_softirq|hrtimer_run|run_ksoftirqd|smpboot_thread_fn|^kthread$|start_secondary|cpu_startup_entry|ret_from_fork|vfs_write|vfs_read|vfs_iter_read|vfs_iter_write|do_iter_read|do_iter_write|call_read_iter|call_write_iter|new_sync_read|new_sync_write|vfs_ioctl|SyS_ioctl|ksys_read|ksys_write|ksys_ioctl|compat_ioctl|compat_sys_ioctl|blkdev_driver_ioctl|blkdev_ioctl|__fput|mmap_region|sock_sendmsg|sock_recvmsg|sock_release|do_dentry_open|vfs_open|__do_fault|task_work_run|smp_call_function|__sys_setsockopt|__sys_getsockopt|rtnetlink_rcv_msg|nfnetlink_rcv_msg|netlink_dump|irq_exit")]
    private static partial Regex Dispatcher();
}

using System.Collections.Concurrent;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Functions that detect, report or merely pass on what others did wrong.</summary>
/// <remarks>Pieces of names as <see cref="FunctionSet"/> takes them. A row says what its functions do; a name is worth a row when it stands atop many different crashes.
/// Since tells the ages of the rules apart, as the titles of a public dashboard do: 0 was never blamed, 1 was blamed at first, 2 for longer.</remarks>
internal static class NeverGuilty
{
    private static readonly (int Since, string What, string[] Names)[] Rows =
    [
        (0, "sanitizers", ["__asan", "kasan", "__msan", "kmsan", "kcsan", "__tsan", "__sanitizer", "__ubsan", "ubsan", "check_memory_region", "check_region_inline", "read_word_at_a_time",
            "read_once", "write_once", "print_address_description", "instrument_read", "instrument_write", "instrument_atomic", "kfence", "__hwasan", "__msan_", "should_fail"]),
        (0, "reporting", ["panic", "invalid_op", "report_bug", "fixup_bug", "print_report", "print_usage_bug", "do_error", "_trap$", "do_trap", "show_stack", "dump_stack", "unwind_backtrace", "arc_unwind_core",
            "warn_slowpath", "__warn", "handle_bug", "dump_backtrace", "show_regs", "die_body", "^die$", "no_context", "__do_kernel_fault", "report_spin", "spin_bug", "spin_dump",
            "check_preemption", "usercopy_abort", "assfail", "asswarn", "program_check", "nmi_", "print_tainted", "get_taint", "warn_bogus", "walk_stackframe", "stack_trace_",
            "arch_stack_walk", "__fortify_report", "assertfail", "do_translation_fault", "exc_control_protection", "do_tag_check_fault", "do_tag_recovery", "do_mem_abort",
            "el1_abort", "el1_64_sync", "el1h_64_sync", "el1_sync", "el1h_sync", "debug_check_no_locks", "__stack_chk_fail"]),
        (1, "printing and checks", ["printk", "dev_info", "dev_notice", "dev_warn", "dev_err", "dev_alert", "dev_crit", "dev_emerg", "dev_printk", "alloc_page", "warn_alloc", "__local_bh_enable_ip",
            "__local_bh_disable_ip", "trace_hardirqs", "trace_softirqs", "__seqprop_assert", "ref_tracker"]),
        (1, "allocation", ["malloc", "zalloc", "calloc", "krealloc", "kmem_cache", "allocate_slab", "folio_alloc", "alloc_folio", "debug_object", "timer_is_static_object", "work_is_static_object",
            "check_object", "check_heap_object", "__check_object_size", "slab_pre_alloc", "slab_post_alloc", "slab_alloc", "^slab_err$", "mempool_alloc", "kvfree", "memdup"]),
        (1, "lockdep and locks", ["print_unlock", "lockdep", "perf_trace", "lock_acquire", "lock_release", "lock_class", "mark_lock", "check_lock", "reacquire_held_locks", "mark_held_locks",
            "print_irq_inversion", "print_bad", "print_circular", "print_deadlock", "check_deadlock", "check_prev", "check_irq_usage", "static_obj", "assign_lock_key",
            "register_lock", "raw_spin_rq", "spin_lock", "spin_trylock", "spin_unlock", "raw_read_lock", "raw_write_lock", "raw_read_unlock", "raw_write_unlock", "^read_lock",
            "^write_lock", "write_lock", "^down$", "^up$", "down_interruptible", "down_killable", "down_timeout", "down_read", "down_write", "down_read_trylock",
            "down_write_trylock", "down_trylock", "up_read", "mutex", "percpu_rwsem", "rt_mutex", "rwsem", "^_raw_", "__might_sleep", "__might_resched", "might_sleep",
            "might_fault", "lock_sock", "queued_spin", "usleep_range"]),
        (1, "strings and copies", ["memcpy", "memcmp", "memset", "memmove", "memchr", "memscan", "strrchr", "^_*strcmp", "^_*strncmp", "^_*strcasecmp", "^_*strncasecmp", "^_*strcpy", "^_*strncpy",
            "^_*strlcpy", "^_*strscpy", "^_*strlen", "^_*strnlen", "^_*strstr", "^_*strnstr", "^_*strcat", "^_*strlcat", "^_*strchr", "^_*strrchr", "sized_strscpy",
            "copy_from_user", "copy_to_user", "copy_in_user", "^_*copy_user", "^_*put_user", "^_*get_user$", "^_*get_user_1", "^_*get_user_2", "^_*get_user_4", "^_*get_user_8",
            "^_*get_user_asm", "^_*get_user_bad", "^_*get_user_nocheck", "copy_page_to_iter", "copy_page_from_iter", "copy_to_iter", "copy_from_iter", "rep_movs", "clear_user",
            "csum_partial", "string", "pointer", "snprintf", "scnprintf", "kasprintf", "kvasprintf", "vsprintf", "va_format", "hex_dump"]),
        (1, "lists and counters", ["list_add", "list_del", "list_replace", "list_move", "list_splice", "list_cut", "hlist_", "refcount_", "^kref_", "atomic64_dec", "atomic64_inc", "atomic64_read",
            "atomic64_set", "atomic64_or", "atomic64_xor", "atomic64_and", "atomic64_add", "atomic64_sub", "atomic64_fetch", "atomic64_xchg", "atomic64_cmpxchg", "atomic64_try",
            "atomic64_long", "atomic_dec", "atomic_inc", "atomic_read", "atomic_set", "atomic_or", "atomic_xor", "atomic_and", "atomic_add", "atomic_sub", "atomic_fetch",
            "atomic_xchg", "atomic_cmpxchg", "atomic_try", "atomic_long", "kobject_", "^test_bit", "^set_bit", "^clear_bit", "^change_bit", "^test_and_bit", "_indirect_thunk_",
            "rb_erase", "rb_insert", "rb_next", "rb_prev", "rb_first", "idr_get", "idr_alloc", "idr_find", "idr_remove", "ida_alloc", "ida_free", "ida_simple", "xas_start",
            "xas_load", "xas_find", "xas_descend", "klist_", "fortify_panic"]),
        (2, "work, timers and waits", ["flush_work$", "drain_workqueue", "destroy_workqueue", "__cancel_work", "cancel_work_sync", "cancel_delayed_work", "try_to_grab_pending", "insert_work", "queue_work",
            "queue_delayed_work", "__queue_work", "__queue_delayed_work", "del_timer", "timer_delete", "try_to_del_timer", "lock_timer_base", "init_timer_key", "sk_stop_timer",
            "wait_for_completion", "finish_wait", "__wake_up", "kthread_stop", "cleanup_srcu", "kill_fasync", "osq_unlock", "osq_lock", "release_sock", "__task_rq_lock"]),
        (2, "devices and their tear-down", ["get_device_parent", "device_add$", "device_del$", "device_unregister$", "device_destroy$", "device_release$", "device_remove_file$", "device_for_each_child$",
            "^put_device", "tty_unregister_device", "rollback_registered", "unregister_netdevice", "unregister_netdev", "usb_kill_urb", "sysfs_remove_", "dpm_sysfs_remove",
            "__unregister_client", "i2c_del_adapter", "devres_release", "add_uevent_var", "kobject_"]),
        (2, "helpers of others", ["^crc", "rhashtable_lookup", "find_lock_entries", "truncate_inode_pages", "drop_nlink", "unlock_page", "folio_unlock", "^iput$", "kfree", "free_large_kmalloc",
            "__raw_read", "__raw_write", "logic_in", "logic_out", "test_and_set_bit", "test_and_clear_bit", "test_and_change_bit"]),
        (2, "allocation in 6.9 and later", ["alloc_frozen_pages", "vrealloc", "^check_page_allocation$", "^cache_from_obj$", "rep_stos", "timer_shutdown"]),
        (2, "locks of PREEMPT_RT, slow paths", ["rtlock_slowlock", "^rt_read_", "^rt_write_", "rwlock_bug", "downgrade_write", "__down_common", "^__down$", "^__up$", "lock_contended", "^lock_sync$"]),
        (2, "faults of arm64", ["^do_bad_area$", "report_tag_fault", "call_break_hook", "call_el1_break_hook", "^brk_handler$", "do_debug_exception", "^el1_dbg$", "^el1_brk64$", "^do_sea$", "^do_serror$", "arm64_serror_panic", "el1h_64_error", "el1_64_error", "^el1_error$", "^nmi_panic$"]),
        (2, "pages as a whole", ["^clear_page_erms$", "^clear_page_rep$", "^clear_page_orig$", "^copy_page$", "^copy_page_regs$", "^copy_mc_"]),
        (2, "memory of devices and its checks", ["^check_unmap$", "^check_sync$", "^add_dma_entry$", "^debug_dma_", "^check_for_stack$", "^check_for_illegal_area$", "^dma_map_page_attrs$", "^dma_unmap_page_attrs$",
            "^dma_map_sg_attrs$", "^__dma_map_sg_attrs$", "^dma_unmap_sg_attrs$", "^dma_alloc_attrs$", "^dma_free_attrs$", "^dma_sync_", "^bad_io_access$", "^ioread", "^iowrite"]),
    ];

    private static readonly ConcurrentDictionary<string, FunctionSet> ByFormat = new(StringComparer.Ordinal);

    /// <summary>Functions that are guilty of no crash.</summary>
    public static FunctionSet Always { get; } = Until(2);

    /// <summary>What older rules knew of it, the oldest first: each list blamed functions that the next one did not.</summary>
    public static IReadOnlyList<FunctionSet> Former { get; } = [Until(0), Until(1)];

    /// <summary>Functions that are not guilty of the crashes that this search is for; null when there are none beside <see cref="Always"/>.</summary>
    public static FunctionSet? Of(StackSearch search) =>
        search.NeverGuilty.Count == 0 ? null : ByFormat.GetOrAdd(string.Join('|', search.NeverGuilty), _ => new FunctionSet(search.NeverGuilty));

    private static FunctionSet Until(int since) => new(Rows.Where(row => row.Since <= since).SelectMany(row => row.Names));
}

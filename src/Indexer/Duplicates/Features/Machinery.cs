namespace KB.Indexer.Duplicates.Features;

/// <summary>Functions that say how the kernel reports or enters, not what went wrong; and helpers that everybody calls.</summary>
public static class Machinery
{
    /// <summary>Left out of every stack: the reporter's own frames, sanitizers, traps and the way in from user space. A trailing * is a prefix.</summary>
    private const string Left =
        """
        dump_stack dump_stack_lvl __dump_stack show_stack dump_backtrace dump_stack_print_info panic vpanic nmi_panic __warn warn_slowpath_null
        warn_slowpath_fmt warn_slowpath_fmt_taint warn_slowpath_common __warn_printk report_bug fixup_bug handle_bug bug_handler call_break_hook
        brk_handler do_debug_exception el1_dbg el1_abort el1_da el1_sync el0_sync el1_irq do_error_trap do_trap do_invalid_op invalid_op
        error_code exc_* asm_* die die_kernel_fault __die die_addr oops_end no_context bad_area* __bad_area* page_fault do_page_fault __do_page_fault
        page_fault_oops do_kern_addr_fault do_user_addr_fault do_mem_abort do_translation_fault __do_kernel_fault do_DataAbort __dabt_svc
        general_protection do_general_protection async_page_fault do_async_page_fault double_fault stack_segment divide_error
        kasan_report kasan_report_error kasan_report_invalid_free __kasan_report kasan_end_report kasan_object_err print_address_description print_report
        kasan_check_range check_memory_region check_memory_region_inline memory_is_poisoned* bytes_is_nonzero memory_is_nonzero __asan_* __hwasan_*
        ____kasan_* __kasan_* kasan_* __msan_* kmsan_* __kmsan_* __tsan_* kcsan_* __ubsan_* ubsan_* __kcsan_* __kfence_* kfence_* set_access assign_access
        save_stack stack_trace_save* save_stack_trace* set_track stack_depot_save* __set_page_owner* prep_new_page set_alloc_info set_free_info
        quarantine_* qlist_* slab_post_alloc_hook slab_free_hook slab_free_freelist_hook
        print_circular_bug* print_bad_irq_dependency print_deadlock_bug print_irq_inversion_bug print_usage_bug* check_noncircular check_prev_add
        check_prevs_add validate_chain lock_acquire __lock_acquire lock_release lockdep_rcu_suspicious mark_lock* check_deadlock
        entry_SYSCALL* do_syscall_* do_int80* do_fast_syscall* entry_SYSENTER* ret_from_fork* ret_from_exception el0_svc* el0t_* el1h_* el0_* invoke_syscall
        syscall_return_slowpath ret_fast_syscall __sys_trace_return syscall_common handle_sys system_call* ret_from_syscall sys_call* secondary_startup_64*
        start_secondary cpu_startup_entry do_idle cpuidle_* default_idle* arch_cpu_idle native_safe_halt arch_call_rest_init start_kernel x86_64_start_*
        kthread worker_thread process_one_work process_scheduled_works smpboot_thread_fn common_interrupt apic_timer_interrupt smp_apic_timer_interrupt
        sysvec_* __sysvec_* ret_from_intr do_IRQ __irq_exit_rcu irq_exit irq_exit_rcu instrument_atomic_* instrument_copy_* raw_spin_rq_lock*
        nmi_cpu_backtrace* nmi_trigger_* arch_trigger_* trigger_all_* trigger_single_* rcu_dump_cpu_stacks print_cpu_stall* check_cpu_stall rcu_pending
        rcu_sched_clock_irq rcu_check_callbacks update_process_times tick_sched_* tick_nohz_* __hrtimer_run_queues hrtimer_interrupt local_apic_timer_interrupt
        check_hung_uninterruptible_tasks watchdog watchdog_timer_fn sched_show_task show_regs __show_regs show_trace* refcount_warn_saturate
        end_report start_report object_err slab_err kmemleak_* __kmemleak_* __lookup_object lookup_object __find_and_get_object find_and_get_object __create_object create_object delete_object_full csum_*
        fortify_* __fortify_* __stack_chk_fail panic_bad_stack handle_bad_stack bad_mode printk _printk vprintk* console_* serial8250_* univ8250_* uart_console_*
        usercopy_abort rcu_eqs_* ct_nmi_* ct_irq_* enter_from_* irqentry_* paranoid_* error_entry
        do_trap_* math_error do_debug do_int3 int3 do_nmi default_do_nmi nmi_handle handle_stack_overflow kernelmode_fixup_or_oops fixup_exception exiting_irq run_on_irqstack* __run_on_irqstack*
        x64_sys_call ia32_sys_call return_from_SYSCALL_64 syscall_enter_* syscall_trace_enter* restore_all* common_exception handle_exception common_startup_64 rest_init
        mwait_idle* acpi_idle_* acpi_safe_halt intel_idle* poll_idle cpu_idle_poll tick_handle_periodic tick_periodic
        el1_* el1t_* __el0_* __el1_* do_el0_* do_el1_* do_undefinstr do_bad_area do_sea do_serror arm64_serror_panic do_alignment_fault do_sp_pc_abort do_tag_check_fault do_tag_recovery
        __bad_stack bug_brk_handler call_on_irq_stack do_interrupt_handler secondary_start_kernel __primary_switched __secondary_switched
        do_PrefetchAbort __do_user_fault __und_* __irq_svc __irq_usr __dabt_* __pabt_* handle_IRQ arm_notify_die __bug do_irq
        pgm_check_handler __do_pgm_check do_dat_exception do_protection_exception illegal_op monitor_event_exception kernel_stack_overflow __do_syscall do_ext_irq do_io_irq ext_int_handler
        io_int_handler do_exception handle_fault_error* do_fault_error do_no_context do_report_trap default_trap_handler mcck_int_handler psw_idle
        program_check_* do_program_check data_access_* instruction_access_* ___do_page_fault hash__do_page_fault bad_page_fault __bad_page_fault handle_page_fault interrupt_return*
        hardware_interrupt_common* decrementer_common* timer_interrupt __do_irq alignment_common* alignment_exception ret_from_kernel_*
        handle_syscall do_syscall do_ade do_ale do_bp do_ri do_tr do_bce do_be do_vint handle_loongarch_irq except_vec_vint tlb_do_page_fault_* handle_ade* handle_ri* handle_tlb*
        handle_int rollback_handle_int plat_irq_dispatch ret_from_irq
        check_slab_allocation check_page_allocation ___might_sleep __might_sleep __might_resched rcu_lock_acquire rcu_lock_release rcu_read_lock rcu_read_unlock arch_static_branch
        """;

    /// <summary>Kept, but never enough to say that two crashes are one, and never the culprit while there is another frame.</summary>
    private const string Shared =
        """
        kfree kvfree vfree kmalloc* __kmalloc* kzalloc* kcalloc kmem_cache_* __kmem_cache_* slab_* ___slab_alloc __slab_* __do_kmalloc* kmemdup kstrdup* free_pages* __free_pages* alloc_pages* __alloc_pages*
        alloc_frozen_pages* __alloc_frozen_pages* alloc_slab_page* ___kmalloc* krealloc* kvrealloc* __kvmalloc* __do_krealloc kmemdup* kcalloc* folio_alloc* vma_alloc_folio*
        cache_alloc_* ___cache_free __cache_free kfree_* allocate_slab new_slab __vmalloc* vmalloc* vzalloc* kvmalloc* __get_free_pages get_page_from_freelist
        mem* __mem* str* __str* copy_* _copy_* __copy_* raw_copy_* get_user* __get_user* put_user* check_copy_* __check_object_size check_heap_object __check_heap_object usercopy_*
        list_* __list_* hlist_* __hlist_* klist_* llist_* plist_* rb_* __rb_* rbtree_* radix_tree_* __radix_tree_* xas_* xa_* __xa_* idr_* ida_* rhashtable_* __rhashtable_* rht_* timerqueue_*
        refcount_* __refcount_* kref_* kobject_* atomic_* arch_atomic* atomic64_* atomic_long_* percpu_* __percpu_*
        _raw_* __raw_* raw_spin_* do_raw_* spin_* queued_* __pv_* pv_* native_* kvm_wait virt_spin_lock mutex_* __mutex_* down_* down up_* up __down* rwsem_* ww_mutex_* rt_mutex_* __rt_mutex_* rtlock_* rt_spin_* rt_read_* rt_write_* lock_* __lock_* seqcount_* read_seq* write_seq* __ldsem_*
        test_bit set_bit clear_bit test_and_* find_next_bit bitmap_* variable_test_bit constant_test_bit __read_once* __write_once* __list_del_entry*
        schedule __schedule schedule_timeout* schedule_preempt_disabled context_switch wait_for_completion* __wait_for_common do_wait_for_common wait_for_common io_schedule* wait_on_* __wait_on_* out_of_line_wait* __wait_rcu_gp rcu_barrier* synchronize_* __synchronize_* msleep
        complete complete_all wake_up* __wake_up* try_to_wake_up finish_task_switch preempt_schedule* preempt_count_* __local_bh_enable* local_bh_* _local_bh_*
        rcu_core* rcu_do_batch rcu_process_callbacks __rcu_* invoke_rcu_core call_rcu __call_rcu rcu_nocb_* __do_softirq do_softirq* run_ksoftirqd run_timer_softirq __run_timers* run_timers call_timer_fn expire_timers expire_one_timer tasklet_* handle_softirqs invoke_softirq handle_irq* generic_handle_irq* __handle_irq* gic_* smp_call_function* flush_smp_* generic_smp_* on_each_cpu*
        debug_* __debug_* del_timer* mod_timer __mod_timer add_timer* detach_* enqueue_timer* hrtimer_* __hrtimer_* try_to_del_timer* timer_* lock_timer_base init_timer_key
        dput dget iput fput __fput ____fput delayed_fput task_work_* exit_to_usermode* prepare_exit_to_usermode exit_to_user_mode* __exit_to_user_mode* syscall_exit_* __syscall_exit_* do_exit do_group_exit sys_exit_group get_signal do_signal arch_do_signal* exit_files put_files_struct close_files filp_close __close_fd
        queue_work_on __queue_work flush_work __flush_work* flush_workqueue drain_workqueue destroy_workqueue cancel_work* __cancel_work* cancel_delayed* insert_work start_flush_work
        sys_* do_sys_* __do_sys_* __se_sys_* __x64_sys_* ksys_* __sys_* compat_sys_* vfs_ioctl do_vfs_ioctl vfs_write vfs_read new_sync_write new_sync_read call_write_iter call_read_iter do_iter_* vfs_writev do_writev
        sock_sendmsg* sock_recvmsg* ___sys_sendmsg ____sys_sendmsg __sys_sendmsg sock_ioctl sock_do_ioctl sock_write_iter sock_close __sock_release sock_release __sock_create sock_create netlink_sendmsg netlink_unicast* netlink_rcv_skb
        skb_* __skb_* kfree_skb* consume_skb alloc_skb* __alloc_skb __kfree_skb* __netif_receive_skb* netif_receive_skb* process_backlog net_rx_action napi_* __napi_* dev_queue_xmit* __dev_queue_xmit* netdev_start_xmit __netdev_start_xmit dev_hard_start_xmit xmit_one dst_* sk_destruct __sk_destruct sk_free __sk_free
        handle_mm_fault __handle_mm_fault handle_pte_fault do_anonymous_page do_fault* __do_fault filemap_* mmput exit_mm exit_mmap unmap_* zap_*
        do_one_initcall do_initcall* do_init_module load_module kernel_init* call_fn notifier_call_chain raw_notifier* blocking_notifier* __raw_notifier* call_netdevice_notifiers* device_add device_del device_register driver_probe_device really_probe __driver_probe_device bus_probe_device __device_attach* bus_for_each_drv
        __arch_copy_* __arch_clear_user
        """;

    private static readonly NameSet Noise = new(Left);
    private static readonly NameSet Helpers = new(Shared);

    /// <summary>True for a frame that belongs to reporting, checking or entering the kernel.</summary>
    public static bool IsNoise(string function) => Noise.Holds(function);

    /// <summary>True for a helper that many unrelated callers use.</summary>
    public static bool IsHelper(string function) => Helpers.Holds(function);

    /// <summary>Names and prefixes; a look costs one probe for each letter of the name.</summary>
    private sealed class NameSet
    {
        private readonly HashSet<string> names;
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> prefixes;

        public NameSet(string text)
        {
            string[] words = text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
            names = [.. words.Where(word => !word.EndsWith('*'))];
            HashSet<string> starts = [.. words.Where(word => word.EndsWith('*')).Select(word => word[..^1])];
            prefixes = starts.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public bool Holds(string name)
        {
            if (names.Contains(name))
            {
                return true;
            }

            for (int length = 2; length <= name.Length; length++)
            {
                if (prefixes.Contains(name.AsSpan(0, length)))
                {
                    return true;
                }
            }

            return false;
        }
    }
}

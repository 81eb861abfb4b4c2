// SPDX-License-Identifier: GPL-2.0
/*
 * kcrash: a module with known defects, for making real kernel crash reports with known causes. The module parameter "bug" chooses
 * a defect, "path" the way on which it is reached: one defect reached on two ways gives two reports that are duplicates.
 */
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/rcupdate.h>
#include <linux/reboot.h>
#include <linux/smp.h>

#include "kcrash.h"

static char bug[40];
static char path[24];
module_param_string(bug, bug, sizeof(bug), 0600);
module_param_string(path, path, sizeof(path), 0600);

struct kc_obj *kc_table[4];
volatile unsigned long kc_sink;
DEFINE_MUTEX(kc_mutex_a);
DEFINE_MUTEX(kc_mutex_b);

noinline struct kc_obj *kc_obj_alloc(gfp_t gfp)
{
	struct kc_obj *o = kzalloc(sizeof(*o), gfp);

	if (o) {
		o->magic = 0x6b636f626a;
		spin_lock_init(&o->lock);
		INIT_LIST_HEAD(&o->link);
		refcount_set(&o->refs, 1);
	}
	return o;
}

noinline void kc_obj_free(struct kc_obj *o)
{
	o->magic = 0;
	kfree(o);
}

static const struct kc_bug *const kc_families[] = {
	kc_memory_bugs, kc_checks_bugs, kc_locks_bugs, kc_stalls_bugs, kc_objects_bugs,
};

static noinline void kc_run(void)
{
	const struct kc_bug *b;
	int i;

	for (i = 0; i < ARRAY_SIZE(kc_families); i++)
		for (b = kc_families[i]; b->name; b++)
			if (!strcmp(b->name, bug)) {
				b->fn();
				barrier();	/* no tail call: this frame stays in the trace */
				return;
			}
	pr_info("kcrash: no bug named %s\n", bug);
}

static void kc_enter(const char *p)
{
	if (!strcmp(p, path)) {
		kc_run();
		barrier();
	}
}

static noinline void kc_cmd_exec(const char *p)
{
	kc_enter(p);
	barrier();
}

static noinline int kc_cmd_parse(const char *p, size_t n)
{
	if (n > 64)
		return -EINVAL;
	kc_cmd_exec(p);
	return 0;
}

static void kc_tmr(struct timer_list *t) { kc_enter("timer"); barrier(); }
static enum hrtimer_restart kc_hrt(struct hrtimer *t) { kc_enter("hrtimer"); return HRTIMER_NORESTART; }
static void kc_wrk(struct work_struct *w) { kc_cmd_exec("work"); barrier(); }
static void kc_tsk(struct tasklet_struct *t) { kc_enter("tasklet"); barrier(); }
static void kc_ipi(void *x) { kc_enter("ipi"); barrier(); }
static void kc_rcu_cb(struct rcu_head *h) { kc_enter("rcu"); barrier(); }
static int kc_thr(void *x) { kc_cmd_exec("kthread"); barrier(); return 0; }

static struct timer_list kc_timer;
static struct hrtimer kc_hrtimer;
static DECLARE_WORK(kc_work, kc_wrk);
static struct tasklet_struct kc_tasklet;
static struct rcu_head kc_rcu;

static noinline void kc_kick(void)
{
	if (!strcmp(path, "timer"))
		mod_timer(&kc_timer, jiffies + HZ / 20);
	else if (!strcmp(path, "hrtimer"))
		hrtimer_start(&kc_hrtimer, ms_to_ktime(30), HRTIMER_MODE_REL);
	else if (!strcmp(path, "work"))
		schedule_work(&kc_work);
	else if (!strcmp(path, "tasklet"))
		tasklet_schedule(&kc_tasklet);
	else if (!strcmp(path, "ipi"))
		smp_call_function(kc_ipi, NULL, 1);
	else if (!strcmp(path, "rcu"))
		call_rcu(&kc_rcu, kc_rcu_cb);
	else if (!strcmp(path, "kthread"))
		kthread_run(kc_thr, NULL, "kcworker/%d", 0);
}

static long kc_ioctl(struct file *f, unsigned int cmd, unsigned long arg)
{
	if (cmd == 0x6b01)
		kc_kick();
	else
		kc_cmd_exec("ioctl");
	return 0;
}

static ssize_t kc_read(struct file *f, char __user *b, size_t n, loff_t *o)
{
	kc_enter("read");
	return 0;
}

static ssize_t kc_write(struct file *f, const char __user *b, size_t n, loff_t *o)
{
	int r = kc_cmd_parse("write", n);

	return r ? r : n;
}

static __poll_t kc_poll(struct file *f, poll_table *w)
{
	kc_enter("poll");
	return EPOLLIN;
}

static vm_fault_t kc_fault(struct vm_fault *vmf)
{
	kc_enter("fault");
	return VM_FAULT_SIGBUS;
}

static const struct vm_operations_struct kc_vm_ops = { .fault = kc_fault };

static int kc_mmap(struct file *f, struct vm_area_struct *vma)
{
	vma->vm_ops = &kc_vm_ops;
	kc_enter("mmap");
	return 0;
}

static int kc_open(struct inode *i, struct file *f)
{
	kc_enter("open");
	return 0;
}

static int kc_release(struct inode *i, struct file *f)
{
	kc_enter("release");
	return 0;
}

static const struct file_operations kc_fops = {
	.owner = THIS_MODULE, .open = kc_open, .release = kc_release,
	.read = kc_read, .write = kc_write, .poll = kc_poll, .mmap = kc_mmap,
	.unlocked_ioctl = kc_ioctl,
};
static struct miscdevice kc_misc = { .minor = MISC_DYNAMIC_MINOR, .name = "kcrash", .fops = &kc_fops };

static ssize_t run_store(struct kobject *k, struct kobj_attribute *a, const char *b, size_t n)
{
	int r = kc_cmd_parse("sysfs", n);

	return r ? r : n;
}
static struct kobj_attribute kc_attr = __ATTR_WO(run);
static struct kobject *kc_kobj;

static ssize_t kc_proc_write(struct file *f, const char __user *b, size_t n, loff_t *o)
{
	kc_cmd_exec("proc");
	return n;
}
static const struct proc_ops kc_proc_ops = { .proc_write = kc_proc_write };

static int kc_netdev_event(struct notifier_block *nb, unsigned long ev, void *p)
{
	if (ev == NETDEV_CHANGEMTU)
		kc_enter("netdev");
	return NOTIFY_DONE;
}
static struct notifier_block kc_net_nb = { .notifier_call = kc_netdev_event };

static int kc_reboot_event(struct notifier_block *nb, unsigned long ev, void *p)
{
	kc_enter("reboot");
	return NOTIFY_DONE;
}
static struct notifier_block kc_reboot_nb = { .notifier_call = kc_reboot_event };

static int __init kcrash_init(void)
{
	int r = misc_register(&kc_misc);

	if (r)
		return r;
	kc_kobj = kobject_create_and_add("kcrash", kernel_kobj);
	r = sysfs_create_file(kc_kobj, &kc_attr.attr);
	proc_create("kcrash", 0200, NULL, &kc_proc_ops);
	register_netdevice_notifier(&kc_net_nb);
	register_reboot_notifier(&kc_reboot_nb);
	timer_setup(&kc_timer, kc_tmr, 0);
	kc_hrtimer_init(&kc_hrtimer, kc_hrt);
	tasklet_setup(&kc_tasklet, kc_tsk);
	kcs_init();
	kc_enter("modinit");
	return 0;
}

static void __exit kcrash_exit(void)
{
	kc_enter("modexit");
	kcs_exit();
	unregister_reboot_notifier(&kc_reboot_nb);
	unregister_netdevice_notifier(&kc_net_nb);
	remove_proc_entry("kcrash", NULL);
	kobject_put(kc_kobj);
	misc_deregister(&kc_misc);
}

module_init(kcrash_init);
module_exit(kcrash_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Known defects for real crash reports");

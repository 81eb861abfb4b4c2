// SPDX-License-Identifier: GPL-2.0
/* Defects: loops and sleeps without end. */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/nmi.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "kcrash.h"

static noinline void kc_softlockup(void)
{
	preempt_disable();
	for (;;)
		cpu_relax(); DEFECT(soft_lockup)
}

static noinline void kc_rcu_stall(void)
{
	rcu_read_lock();
	for (;;) {
		cpu_relax(); DEFECT(rcu_stall)
		touch_softlockup_watchdog();
	}
}

static noinline void kc_hung(void)
{
	DECLARE_COMPLETION_ONSTACK(c);

	wait_for_completion(&c); DEFECT(hung_task)
}

static noinline void kc_hung_mutex(void)
{
	mutex_lock(&kc_mutex_a);
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule(); DEFECT(hung_mutex_owner)
	mutex_unlock(&kc_mutex_a);
}

static void kc_wq_stall_fn(struct work_struct *w)
{
	unsigned long end = jiffies + 45 * HZ;

	while (time_before(jiffies, end))
		cpu_relax(); DEFECT(wq_stall)
}

static noinline void kc_wq_stall(void)
{
	static DECLARE_WORK(w, kc_wq_stall_fn);

	schedule_work_on(0, &w);
}

const struct kc_bug kc_stalls_bugs[] = {
	{ "soft_lockup", kc_softlockup },
	{ "rcu_stall", kc_rcu_stall },
	{ "hung_task", kc_hung },
	{ "hung_mutex_owner", kc_hung_mutex },
	{ "wq_stall", kc_wq_stall },
	{ }
};

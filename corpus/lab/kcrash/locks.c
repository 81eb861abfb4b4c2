// SPDX-License-Identifier: GPL-2.0
/* Defects: locks, RCU and contexts. */
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/smp.h>

#include "kcrash.h"

static DEFINE_SPINLOCK(kc_lock_a);
static DEFINE_SPINLOCK(kc_lock_irq);
static DECLARE_RWSEM(kc_rwsem);

static noinline void kc_sleep_spin(void)
{
	void *p;

	spin_lock(&kc_lock_a);
	p = kmalloc(32, GFP_KERNEL); DEFECT(sleep_spin)
	spin_unlock(&kc_lock_a);
	kfree(p);
}

static noinline void kc_sleep_rcu(void)
{
	rcu_read_lock();
	mutex_lock(&kc_mutex_a); DEFECT(sleep_rcu)
	mutex_unlock(&kc_mutex_a);
	rcu_read_unlock();
}

static noinline void kc_sched_atomic(void)
{
	preempt_disable();
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule_timeout(1); DEFECT(sched_atomic)
	preempt_enable();
}

static noinline void kc_take_ab(void)
{
	mutex_lock(&kc_mutex_a);
	mutex_lock(&kc_mutex_b);
	mutex_unlock(&kc_mutex_b);
	mutex_unlock(&kc_mutex_a);
}

static noinline void kc_take_ba(void)
{
	mutex_lock(&kc_mutex_b);
	mutex_lock(&kc_mutex_a); DEFECT(lockdep_abba)
	mutex_unlock(&kc_mutex_a);
	mutex_unlock(&kc_mutex_b);
}

static noinline void kc_abba(void)
{
	kc_take_ab();
	kc_take_ba();
}

static noinline void kc_abba_rev(void)
{
	kc_take_ba();
	kc_take_ab();
}

static noinline void kc_recursive(void)
{
	mutex_lock(&kc_mutex_a);
	if (mutex_lock_killable(&kc_mutex_a) == 0) DEFECT(lockdep_recursive)
		mutex_unlock(&kc_mutex_a);
	mutex_unlock(&kc_mutex_a);
}

static noinline void kc_bad_unlock(void)
{
	spin_lock(&kc_lock_a);
	spin_unlock(&kc_lock_a);
	spin_unlock(&kc_lock_a); DEFECT(bad_unlock)
}

static noinline void kc_mutex_notheld(void)
{
	mutex_unlock(&kc_mutex_b); DEFECT(mutex_unlock_unheld)
}

static noinline void kc_rwsem_bad(void)
{
	up_read(&kc_rwsem); DEFECT(rwsem_unlock_unheld)
}

static noinline void kc_lock_leak(void)
{
	mutex_lock(&kc_mutex_b); DEFECT(lock_leak)
}

static enum hrtimer_restart kc_irq_fn(struct hrtimer *t)
{
	spin_lock(&kc_lock_irq);
	kc_sink++;
	spin_unlock(&kc_lock_irq);
	return HRTIMER_NORESTART;
}

static noinline void kc_lock_irq_unsafe(void)
{
	static struct hrtimer t;

	kc_hrtimer_init(&t, kc_irq_fn);
	hrtimer_start(&t, ms_to_ktime(20), HRTIMER_MODE_REL);
	msleep(100);
	spin_lock(&kc_lock_irq); DEFECT(lock_irq_unsafe)
	kc_sink++;
	spin_unlock(&kc_lock_irq);
}

static noinline void kc_free_held(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (!o)
		return;
	spin_lock(&o->lock);
	kfree(o); DEFECT(free_held_lock)
	preempt_enable();
}

static noinline void kc_rcu_suspicious(void)
{
	static int __rcu *p;

	kc_sink = (unsigned long)rcu_dereference(p); DEFECT(rcu_suspicious)
}

static noinline void kc_irqs_on(void)
{
	local_irq_disable();
	smp_call_function(NULL, NULL, 1); DEFECT(smp_call_irqs_off)
	local_irq_enable();
}

static noinline void kc_local_bh(void)
{
	local_bh_enable(); DEFECT(bh_unbalanced)
}

static noinline void kc_preempt_leak(void)
{
	preempt_disable(); DEFECT(preempt_leak)
}

static noinline void kc_smp_id(void)
{
	kc_sink = smp_processor_id(); DEFECT(smp_id_preemptible)
}

const struct kc_bug kc_locks_bugs[] = {
	{ "sleep_spin", kc_sleep_spin },
	{ "sleep_rcu", kc_sleep_rcu },
	{ "sched_atomic", kc_sched_atomic },
	{ "lockdep_abba", kc_abba },
	{ "lockdep_abba_rev", kc_abba_rev },
	{ "lockdep_recursive", kc_recursive },
	{ "bad_unlock", kc_bad_unlock },
	{ "mutex_unlock_unheld", kc_mutex_notheld },
	{ "rwsem_unlock_unheld", kc_rwsem_bad },
	{ "lock_leak", kc_lock_leak },
	{ "lock_irq_unsafe", kc_lock_irq_unsafe },
	{ "free_held_lock", kc_free_held },
	{ "rcu_suspicious", kc_rcu_suspicious },
	{ "smp_call_irqs_off", kc_irqs_on },
	{ "bh_unbalanced", kc_local_bh },
	{ "preempt_leak", kc_preempt_leak },
	{ "smp_id_preemptible", kc_smp_id },
	{ }
};

/* SPDX-License-Identifier: GPL-2.0 */
/* What the defects share: the object they abuse, and how a defect is listed. */
#ifndef KCRASH_H
#define KCRASH_H

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/version.h>
#include <linux/workqueue.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
#define kc_class_create(n) class_create(n)
#else
#define kc_class_create(n) class_create(THIS_MODULE, n)
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0)
#define kc_hrtimer_init(t, f) hrtimer_setup(t, f, CLOCK_MONOTONIC, HRTIMER_MODE_REL)
#else
#define kc_hrtimer_init(t, f) do { hrtimer_init(t, CLOCK_MONOTONIC, HRTIMER_MODE_REL); (t)->function = (f); } while (0)
#endif

/* A marker on the source line at fault: tools find it with grep. */
#define DEFECT(name)
/* The compiler must not see through a value, or it would drop the defect. */
#define HIDE(x)		({ typeof(x) __v = (x); OPTIMIZER_HIDE_VAR(__v); __v; })

struct kc_obj {
	unsigned long magic;
	struct list_head link;
	spinlock_t lock;
	refcount_t refs;
	struct timer_list timer;
	struct work_struct work;
	char name[16];
	u32 vals[4];
	void (*op)(struct kc_obj *o);
};

struct kc_bug {
	const char *name;
	void (*fn)(void);
};

/* One table a family, ended by an empty row. */
extern const struct kc_bug kc_memory_bugs[], kc_checks_bugs[], kc_locks_bugs[], kc_stalls_bugs[], kc_objects_bugs[];

extern struct kc_obj *kc_table[4];
extern volatile unsigned long kc_sink;
extern struct mutex kc_mutex_a, kc_mutex_b;

struct kc_obj *kc_obj_alloc(gfp_t gfp);
void kc_obj_free(struct kc_obj *o);

int kcs_init(void);
void kcs_exit(void);

#endif

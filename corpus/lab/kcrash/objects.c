// SPDX-License-Identifier: GPL-2.0
/* Defects: timers, work, sysfs, devices, packets: objects used against their rules. */
#include <linux/device.h>
#include <linux/etherdevice.h>
#include <linux/interrupt.h>
#include <linux/kobject.h>
#include <linux/netdevice.h>
#include <linux/proc_fs.h>
#include <linux/skbuff.h>
#include <linux/sysfs.h>

#include "kcrash.h"

static noinline void kc_timer_cb(struct timer_list *t)
{
	kc_sink++;
}

static noinline void kc_free_active_timer(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (!o)
		return;
	timer_setup(&o->timer, kc_timer_cb, 0);
	mod_timer(&o->timer, jiffies + HZ / 2);
	kfree(o); DEFECT(free_active_timer)
}

static void kc_work_cb(struct work_struct *w)
{
	kc_sink++;
}

static noinline void kc_work_uninit(void)
{
	static struct work_struct w;

	schedule_work(&w); DEFECT(work_uninit)
}

static noinline void kc_init_active_work(void)
{
	static struct delayed_work w;

	INIT_DELAYED_WORK(&w, kc_work_cb);
	schedule_delayed_work(&w, HZ / 2);
	INIT_DELAYED_WORK(&w, kc_work_cb); DEFECT(init_active_work)
}

static noinline void kc_sysfs_dup(void)
{
	struct class *c = kc_class_create("kctap");
	struct device *a, *b;

	if (IS_ERR(c))
		return;
	a = device_create(c, NULL, MKDEV(0, 0), NULL, "tap%d", 50);
	b = device_create(c, NULL, MKDEV(0, 0), NULL, "tap%d", 50); DEFECT(sysfs_dup)
	kc_sink = IS_ERR(a) + IS_ERR(b);
}

static struct attribute kc_dup_attr = { .name = "kcattr", .mode = 0444 };

static noinline void kc_sysfs_dup_file(void)
{
	if (sysfs_create_file(kernel_kobj, &kc_dup_attr) == 0)
		kc_sink = sysfs_create_file(kernel_kobj, &kc_dup_attr); DEFECT(sysfs_dup_file)
}

static noinline void kc_sysfs_group_missing(void)
{
	static struct attribute *attrs[] = { &kc_dup_attr, NULL };
	static const struct attribute_group g = { .name = "kcgrp", .attrs = attrs };

	sysfs_remove_group(kernel_kobj, &g); DEFECT(sysfs_group_missing)
}

static noinline void kc_proc_dup(void)
{
	if (proc_mkdir("kcdup", NULL))
		kc_sink = !!proc_mkdir("kcdup", NULL); DEFECT(proc_dup)
}

static noinline void kc_kobj_uninit(void)
{
	static struct kobject k;

	kobject_put(&k); DEFECT(kobj_uninit)
}

static noinline void kc_kobj_norelease(void)
{
	static struct device d;

	device_initialize(&d);
	dev_set_name(&d, "kcdev0");
	put_device(&d); DEFECT(dev_norelease)
}

static noinline void kc_skb_over(void)
{
	struct sk_buff *skb = alloc_skb(64, GFP_ATOMIC);

	if (skb)
		skb_put(skb, HIDE(4096u)); DEFECT(skb_over)
}

static noinline void kc_skb_under(void)
{
	struct sk_buff *skb = alloc_skb(64, GFP_ATOMIC);

	if (skb)
		skb_push(skb, HIDE(512u)); DEFECT(skb_under)
}

static noinline void kc_cache_leak(void)
{
	struct kmem_cache *c = kmem_cache_create("kc_cache", 200, 0, 0, NULL);
	void *p = c ? kmem_cache_alloc(c, GFP_KERNEL) : NULL;

	kmem_cache_destroy(c); DEFECT(cache_leak)
	kc_sink = !!p;
}

static noinline void kc_netdev_dup(void)
{
	struct net_device *d = alloc_netdev(0, "kcn%d", NET_NAME_UNKNOWN, ether_setup);

	if (d)
		free_netdev(d);
	if (d)
		kc_sink = READ_ONCE(HIDE(d)->mtu); DEFECT(netdev_uaf)
}

static noinline void kc_bad_irq(void)
{
	kc_sink = (unsigned long)free_irq(9999, NULL);
	free_irq(4, (void *)&kc_sink); DEFECT(free_irq_bad)
}

/* ---- the same helper fails for two different callers (not duplicates) */
static noinline u32 kc_obj_total(struct kc_obj *o)
{
	return READ_ONCE(o->vals[0]) + READ_ONCE(o->vals[1]);
}

static noinline void kc_helper_null_lookup(void)
{
	struct kc_obj *o = HIDE(kc_table[2]);

	kc_sink = kc_obj_total(o); DEFECT(helper_null_lookup)
}

static noinline void kc_helper_null_alloc(void)
{
	struct kc_obj *o = HIDE((struct kc_obj *)NULL);

	kc_table[1] = o;
	kc_sink = kc_obj_total(o); DEFECT(helper_null_alloc)
}

const struct kc_bug kc_objects_bugs[] = {
	{ "free_active_timer", kc_free_active_timer },
	{ "work_uninit", kc_work_uninit },
	{ "init_active_work", kc_init_active_work },
	{ "sysfs_dup", kc_sysfs_dup },
	{ "sysfs_dup_file", kc_sysfs_dup_file },
	{ "sysfs_group_missing", kc_sysfs_group_missing },
	{ "proc_dup", kc_proc_dup },
	{ "kobj_uninit", kc_kobj_uninit },
	{ "dev_norelease", kc_kobj_norelease },
	{ "skb_over", kc_skb_over },
	{ "skb_under", kc_skb_under },
	{ "cache_leak", kc_cache_leak },
	{ "netdev_uaf", kc_netdev_dup },
	{ "free_irq_bad", kc_bad_irq },
	{ "helper_null_lookup", kc_helper_null_lookup },
	{ "helper_null_alloc", kc_helper_null_alloc },
	{ }
};

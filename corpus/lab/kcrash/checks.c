// SPDX-License-Identifier: GPL-2.0
/* Defects: what the kernel checks and complains about. */

#include "kcrash.h"

static LIST_HEAD(kc_list);

static noinline void kc_bug(void)
{
	BUG_ON(HIDE(1)); DEFECT(bug)
}

static noinline void kc_warn(void)
{
	WARN_ON(HIDE(1)); DEFECT(warn)
}

static noinline void kc_warn_fmt(void)
{
	WARN(HIDE(1), "kcrash: queue %d has bad length %u\n", 3, 4097); DEFECT(warn_fmt)
}

static noinline void kc_warn_once(void)
{
	WARN_ONCE(HIDE(1), "kcrash: unexpected state %s\n", "DRAINING"); DEFECT(warn_once)
}

static noinline void kc_div_zero(void)
{
	kc_sink = 1000 / HIDE(0u); DEFECT(div_zero)
}

static noinline void kc_panic(void)
{
	panic("kcrash: unrecoverable firmware state"); DEFECT(panic)
}

static noinline void kc_list_add(void)
{
	static struct list_head a, b;
	static LIST_HEAD(h);

	list_add(&a, &h);
	h.next = &b;
	b.prev = &b;
	list_add(&b, &h); DEFECT(list_add_corrupt)
}

static noinline void kc_list_del(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (!o)
		return;
	list_add(&o->link, &kc_list);
	list_del(&o->link);
	list_del(&HIDE(o)->link); DEFECT(list_del_twice)
	kfree(o);
}

static noinline void kc_refcount_uaf(void)
{
	refcount_t r = REFCOUNT_INIT(0);

	refcount_inc(&r); DEFECT(refcount_inc_zero)
	kc_sink = refcount_read(&r);
}

static noinline void kc_refcount_under(void)
{
	refcount_t r = REFCOUNT_INIT(1);

	if (refcount_dec_and_test(&r))
		kc_sink = refcount_dec_and_test(&r); DEFECT(refcount_underflow)
}

static noinline void kc_ubsan_shift(void)
{
	int n = HIDE(35);

	kc_sink = HIDE(1) << n; DEFECT(ubsan_shift)
}

static noinline void kc_ubsan_bounds(void)
{
	u32 v[6] = { 1, 2, 3 };
	int i = HIDE(7);

	OPTIMIZER_HIDE_VAR(i);
	kc_sink = v[i]; DEFECT(ubsan_bounds)
}

static noinline void kc_ubsan_bool(void)
{
	bool b;
	u8 v = HIDE((u8)3);

	memcpy(&b, &v, 1);
	kc_sink = b ? 1 : 0; DEFECT(ubsan_bool)
}

const struct kc_bug kc_checks_bugs[] = {
	{ "bug", kc_bug },
	{ "warn", kc_warn },
	{ "warn_fmt", kc_warn_fmt },
	{ "warn_once", kc_warn_once },
	{ "div_zero", kc_div_zero },
	{ "panic", kc_panic },
	{ "list_add_corrupt", kc_list_add },
	{ "list_del_twice", kc_list_del },
	{ "refcount_inc_zero", kc_refcount_uaf },
	{ "refcount_underflow", kc_refcount_under },
	{ "ubsan_shift", kc_ubsan_shift },
	{ "ubsan_bounds", kc_ubsan_bounds },
	{ "ubsan_bool", kc_ubsan_bool },
	{ }
};

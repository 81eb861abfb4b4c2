// SPDX-License-Identifier: GPL-2.0
/* Defects: accesses to memory that is not there or not ours. */
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "kcrash.h"

static int kc_global_arr[8];

/* Small static helpers that the compiler inlines: inline frames on purpose. */
static inline u32 kc_obj_sum(const struct kc_obj *o)
{
	u32 i, s = 0;

	for (i = 0; i < ARRAY_SIZE(o->vals); i++)
		s += READ_ONCE(o->vals[i]); DEFECT(use_after_free_read) DEFECT(null_obj)
	return s;
}

static inline u32 kc_obj_checksum(const struct kc_obj *o)
{
	return kc_obj_sum(o) ^ 0x5a5a5a5a;
}

static noinline void kc_null_read(void)
{
	kc_sink = READ_ONCE(((struct kc_obj *)HIDE((void *)NULL))->magic); DEFECT(null_read)
}

static noinline void kc_null_write(void)
{
	WRITE_ONCE(((struct kc_obj *)HIDE((void *)NULL))->vals[2], 7); DEFECT(null_write)
}

static noinline void kc_null_obj(void)
{
	kc_sink = kc_obj_checksum(HIDE(kc_table[3]));
}

static noinline void kc_null_call(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (o)
		o->op(o); DEFECT(null_call)
	barrier();	/* no tail call: keep this frame */
}

static noinline void kc_wild_call(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (!o)
		return;
	o->op = HIDE((void *)0xffffc90000000123UL);
	o->op(o); DEFECT(wild_call)
	barrier();
}

static noinline void kc_gpf(void)
{
	struct kc_obj *o = HIDE((void *)0xdead4ead00000000UL);

	kc_sink = READ_ONCE(o->vals[1]); DEFECT(gpf)
}

static noinline void kc_paging(void)
{
	char *p = HIDE((char *)0xffff8000deadb000UL);

	kc_sink = READ_ONCE(*p); DEFECT(paging)
}

static noinline void kc_user_deref(void)
{
	u32 *p = HIDE((u32 *)0x400000UL);

	kc_sink = READ_ONCE(*p); DEFECT(user_deref)
}

static noinline void kc_slab_oob_right(void)
{
	char *p = kmalloc(123, GFP_ATOMIC);

	if (!p)
		return;
	WRITE_ONCE(p[HIDE(123)], 'x'); DEFECT(slab_oob_right)
	kfree(p);
}

static noinline void kc_slab_oob_left(void)
{
	char *p = kmalloc(15, GFP_ATOMIC);

	if (!p)
		return;
	kc_sink = READ_ONCE(p[HIDE(-1)]); DEFECT(slab_oob_left)
	kfree(p);
}

static noinline void kc_slab_oob_memset(void)
{
	char *p = kmalloc(64, GFP_ATOMIC);

	if (!p)
		return;
	memset(p, 0x41, HIDE((size_t)72)); DEFECT(slab_oob_memset)
	kfree(p);
}

static noinline void kc_uaf_read(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (!o)
		return;
	kc_obj_free(o);
	kc_sink = kc_obj_checksum(HIDE(o));
}

static noinline void kc_uaf_write(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (!o)
		return;
	kc_obj_free(o);
	WRITE_ONCE(HIDE(o)->vals[3], 9); DEFECT(uaf_write)
}

static noinline void kc_uaf_lock(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);
	unsigned long f;

	if (!o)
		return;
	kc_obj_free(o);
	spin_lock_irqsave(&HIDE(o)->lock, f); DEFECT(uaf_lock)
	spin_unlock_irqrestore(&HIDE(o)->lock, f);
}

static noinline void kc_double_free(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (!o)
		return;
	kc_obj_free(o);
	kfree(HIDE(o)); DEFECT(double_free)
	barrier();
}

static noinline void kc_invalid_free(void)
{
	char *p = kmalloc(96, GFP_ATOMIC);

	if (p)
		kfree(HIDE(p) + 8); DEFECT(invalid_free)
	barrier();
}

static noinline void kc_stack_oob(void)
{
	char buf[24] = "kcrash";
	volatile int i = HIDE(24 + 3);

	OPTIMIZER_HIDE_VAR(i);
	kc_sink = READ_ONCE(*(HIDE((char *)buf) + i)); DEFECT(stack_oob)
}

static noinline void kc_global_oob(void)
{
	kc_sink = READ_ONCE(*(HIDE((int *)kc_global_arr) + HIDE(9))); DEFECT(global_oob)
}

static noinline void kc_vmalloc_oob(void)
{
	char *p = vmalloc(4000);

	if (!p)
		return;
	kc_sink = READ_ONCE(p[HIDE(4096)]); DEFECT(vmalloc_oob)
	vfree(p);
}

static noinline void kc_bad_vfree(void)
{
	char *p = vmalloc(8192);

	if (p)
		vfree(HIDE(p) + 4096); DEFECT(bad_vfree)
	barrier();
}

static noinline void kc_page_double_free(void)
{
	struct page *p = alloc_page(GFP_ATOMIC);

	if (!p)
		return;
	__free_page(p);
	__free_page(HIDE(p)); DEFECT(page_double_free)
	barrier();
}

static noinline void kc_leak(void)
{
	int i;

	for (i = 0; i < 8; i++) {
		char *p = kmalloc(300 + i, GFP_ATOMIC); DEFECT(leak)

		if (p)
			memset(p, 0x6b, 16);
		kc_sink = (unsigned long)p & 0xff;
	}
}

static noinline unsigned long kc_recurse(unsigned long n)
{
	volatile char pad[256];

	pad[n & 255] = n;
	return kc_recurse(n + 1) + pad[(n + 1) & 255]; DEFECT(stack_overflow)
}

static noinline void kc_stack_overflow(void)
{
	kc_sink = kc_recurse(HIDE(0UL));
}

static noinline void kc_stack_smash(void)
{
	char buf[16];

	memset(HIDE((char *)buf), 0x41, HIDE((size_t)48)); DEFECT(stack_smash)
	kc_sink = buf[3];
}

static noinline void kc_fortify(void)
{
	struct kc_obj *o = kc_obj_alloc(GFP_ATOMIC);

	if (!o)
		return;
	strcpy(o->name, HIDE((char *)"a name much longer than sixteen bytes")); DEFECT(fortify)
	kfree(o);
}

static noinline void kc_usercopy(void)
{
	char *p = kmalloc(64, GFP_KERNEL);
	void __user *u = (void __user *)(current->mm ? current->mm->start_stack & PAGE_MASK : 0);

	if (!p || !u)
		return;
	if (copy_to_user(u, p, HIDE((size_t)128))) DEFECT(usercopy)
		kc_sink++;
	kfree(p);
}

static noinline void kc_write_ro(void)
{
	static const unsigned long ro = 0x55aa;

	*(volatile unsigned long *)HIDE((unsigned long *)&ro) = 1; DEFECT(write_ro)
}

static noinline void kc_exec_nx(void)
{
	void (*f)(void) = kzalloc(64, GFP_ATOMIC);

	if (f)
		f(); DEFECT(exec_nx)
}

static noinline void kc_big_kmalloc(void)
{
	void *p = kmalloc(HIDE(64UL << 20), GFP_KERNEL); DEFECT(big_kmalloc)

	kfree(p);
}

static noinline void kc_iounmap(void)
{
	iounmap((void __iomem *)HIDE((void *)(VMALLOC_START + 0x123000))); DEFECT(bad_iounmap)
}

const struct kc_bug kc_memory_bugs[] = {
	{ "null_read", kc_null_read },
	{ "null_write", kc_null_write },
	{ "null_obj", kc_null_obj },
	{ "null_call", kc_null_call },
	{ "wild_call", kc_wild_call },
	{ "gpf", kc_gpf },
	{ "paging", kc_paging },
	{ "user_deref", kc_user_deref },
	{ "slab_oob_right", kc_slab_oob_right },
	{ "slab_oob_left", kc_slab_oob_left },
	{ "slab_oob_memset", kc_slab_oob_memset },
	{ "use_after_free_read", kc_uaf_read },
	{ "uaf_write", kc_uaf_write },
	{ "uaf_lock", kc_uaf_lock },
	{ "double_free", kc_double_free },
	{ "invalid_free", kc_invalid_free },
	{ "stack_oob", kc_stack_oob },
	{ "global_oob", kc_global_oob },
	{ "vmalloc_oob", kc_vmalloc_oob },
	{ "bad_vfree", kc_bad_vfree },
	{ "page_double_free", kc_page_double_free },
	{ "leak", kc_leak },
	{ "stack_overflow", kc_stack_overflow },
	{ "stack_smash", kc_stack_smash },
	{ "fortify", kc_fortify },
	{ "usercopy", kc_usercopy },
	{ "write_ro", kc_write_ro },
	{ "exec_nx", kc_exec_nx },
	{ "big_kmalloc", kc_big_kmalloc },
	{ "bad_iounmap", kc_iounmap },
	{ }
};

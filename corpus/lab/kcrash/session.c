// SPDX-License-Identifier: GPL-2.0
/*
 * A small "session" driver with realistic lifetime and locking mistakes.
 * Each of these has a distance between the mistake and the report, and the
 * report's kind depends on what the kernel checks (KASAN, ODEBUG, refcount,
 * lockdep, plain oops): reports of one cause that look different.
 */
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/uaccess.h>

#include "kcrash.h"

struct kcs {
	struct list_head link;
	struct kref ref;
	struct mutex lock;
	spinlock_t qlock;
	struct timer_list tmo;
	struct delayed_work dw;
	char *buf;
	size_t len;
	unsigned long seq;
	u8 hdr[32];
	const struct kcs_ops *ops;
};
struct kcs_ops { void (*done)(struct kcs *s); };

static LIST_HEAD(kcs_list);
static DEFINE_MUTEX(kcs_list_lock);
static DEFINE_SPINLOCK(kcs_stat_lock);

static void kcs_done(struct kcs *s) { s->seq++; }
static const struct kcs_ops kcs_std_ops = { .done = kcs_done };

static void kcs_timeout(struct timer_list *t)
{
	struct kcs *s = container_of(t, struct kcs, tmo);

	spin_lock(&s->qlock);
	s->seq++;
	s->ops->done(s);
	spin_unlock(&s->qlock);
}

static void kcs_flush(struct work_struct *w)
{
	struct kcs *s = container_of(to_delayed_work(w), struct kcs, dw);

	mutex_lock(&s->lock);
	s->ops->done(s);
	mutex_unlock(&s->lock);
}

static void kcs_release(struct kref *r)
{
	struct kcs *s = container_of(r, struct kcs, ref);

	kfree(s->buf); DEFECT(drv_timer_not_stopped: tmo) DEFECT(drv_work_not_cancelled: dw)
	kfree(s);
}

static void kcs_put(struct kcs *s) { kref_put(&s->ref, kcs_release); }
static void kcs_get(struct kcs *s) { kref_get(&s->ref); }

static struct kcs *kcs_create(size_t len)
{
	struct kcs *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return NULL;
	kref_init(&s->ref);
	mutex_init(&s->lock);
	spin_lock_init(&s->qlock);
	timer_setup(&s->tmo, kcs_timeout, 0);
	INIT_DELAYED_WORK(&s->dw, kcs_flush);
	s->ops = &kcs_std_ops;
	s->buf = kmalloc(len, GFP_KERNEL);	/* result checked by nobody */
	s->len = len;
	s->buf[0] = 0; DEFECT(drv_unchecked_alloc)
	mutex_lock(&kcs_list_lock);
	list_add_tail(&s->link, &kcs_list);
	mutex_unlock(&kcs_list_lock);
	return s;
}

static void kcs_destroy(struct kcs *s)
{
	mutex_lock(&kcs_list_lock);
	list_del(&s->link);
	mutex_unlock(&kcs_list_lock);
	kcs_put(s);
}

/* copies a packet with its terminator: one byte too many for a full one */
static int kcs_fill(struct kcs *s, const char __user *u, size_t n)
{
	if (n > s->len)
		return -EMSGSIZE;
	if (copy_from_user(s->buf, u, n))
		return -EFAULT;
	s->buf[n] = '\0'; DEFECT(drv_off_by_one)
	return 0;
}

static int kcs_parse_hdr(struct kcs *s, const u8 *p, size_t n)
{
	u8 type = p[0], len = p[1];

	if (type == 7)
		memcpy(HIDE((u8 *)s->hdr), p, len); DEFECT(drv_hdr_len_trusted)
	return 0;
}

static int kcs_submit(struct kcs *s, int fail)
{
	int r = 0;

	kcs_get(s);
	if (fail) {
		kcs_put(s);
		r = -EIO;
		goto out;
	}
	s->ops->done(s);
out:
	kcs_put(s); DEFECT(drv_double_put)
	return r;
}

static int kcs_config(struct kcs *s, unsigned long v)
{
	mutex_lock(&s->lock);
	if (v > 100)
		return -EINVAL; DEFECT(drv_missing_unlock)
	s->seq = v;
	mutex_unlock(&s->lock);
	return 0;
}

static void kcs_stat_update(struct kcs *s)
{
	spin_lock(&kcs_stat_lock);
	mutex_lock(&s->lock); DEFECT(drv_mutex_under_spin)
	s->seq++;
	mutex_unlock(&s->lock);
	spin_unlock(&kcs_stat_lock);
}

static void kcs_rename(struct kcs *s)		/* list lock, then session lock */
{
	mutex_lock(&kcs_list_lock);
	mutex_lock(&s->lock);
	s->seq++;
	mutex_unlock(&s->lock);
	mutex_unlock(&kcs_list_lock);
}

static void kcs_move(struct kcs *s)		/* session lock, then list lock */
{
	mutex_lock(&s->lock);
	mutex_lock(&kcs_list_lock); DEFECT(drv_abba)
	list_move(&s->link, &kcs_list);
	mutex_unlock(&kcs_list_lock);
	mutex_unlock(&s->lock);
}

/* walks the list without the lock and keeps the next pointer across a free */
static noinline void kcs_reap(void)
{
	struct kcs *s;

	list_for_each_entry(s, &kcs_list, link) { DEFECT(drv_unsafe_iter)
		if (s->seq == 0)
			kcs_destroy(s);
	}
}

/* Operations by number; a trigger "drv:i:0=64,11=0" calls 0 with 64, then 11 with 0. */
static struct kcs *kcs_cur;

static long kcdrv_op(unsigned int op, const char __user *u, size_t n)
{
	static const u8 pkt[64] = { 7, 60 };

	switch (op) {
	case 0: kcs_cur = kcs_create(n); return kcs_cur ? 0 : -ENOMEM;
	case 1: kcs_destroy(kcs_cur); return 0;
	case 2: mod_timer(&kcs_cur->tmo, jiffies + n * HZ / 1000); return 0;
	case 3: schedule_delayed_work(&kcs_cur->dw, n * HZ / 1000); return 0;
	case 4: return kcs_fill(kcs_cur, u, n);
	case 5: return kcs_parse_hdr(kcs_cur, pkt, n);
	case 6: return kcs_submit(kcs_cur, n);
	case 7: return kcs_config(kcs_cur, n);
	case 8: kcs_stat_update(kcs_cur); return 0;
	case 9: kcs_rename(kcs_cur); return 0;
	case 10: kcs_move(kcs_cur); return 0;
	case 11: kcs_reap(); return 0;
	case 12: msleep(n); return 0;
	}
	return -ENOTTY;
}

static long kcdrv_ioctl(struct file *f, unsigned int cmd, unsigned long arg)
{
	static char __user *ubuf;

	if (cmd == 0x6bff) {	/* user buffer for the next fill */
		ubuf = (char __user *)arg;
		return 0;
	}
	return kcdrv_op(cmd & 0xff, ubuf, arg);
}

/* the same operations by text: "op arg" written to the device */
static ssize_t kcdrv_write(struct file *f, const char __user *b, size_t n, loff_t *o)
{
	char t[32];
	unsigned int op;
	unsigned long a;

	if (n >= sizeof(t) || copy_from_user(t, b, n))
		return -EFAULT;
	t[n] = 0;
	if (sscanf(t, "%u %lu", &op, &a) != 2)
		return -EINVAL;
	kcdrv_op(op, b, a);
	return n;
}

static const struct file_operations kcdrv_fops = {
	.owner = THIS_MODULE, .unlocked_ioctl = kcdrv_ioctl, .write = kcdrv_write,
};
static struct miscdevice kcdrv_misc = { .minor = MISC_DYNAMIC_MINOR, .name = "kcdrv", .fops = &kcdrv_fops };

int kcs_init(void)
{
	return misc_register(&kcdrv_misc);
}

void kcs_exit(void)
{
	misc_deregister(&kcdrv_misc);
}

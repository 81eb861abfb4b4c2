/*
 * init.c: process 1 of the crash lab. Reads kc=TRIGGER from the kernel command line, pulls the trigger in a child, waits and powers
 * off. One static program without a shell; the same source serves every architecture.
 *
 *   kc:DEFECT:PATH      a defect of kcrash.ko, reached by PATH (ioctl, timer, modinit, ...)
 *   drv:i:OP=ARG,...    operations of kcrash's session device, by ioctl (i) or as text (w)
 *   lkdtm:NAME          the kernel's own LKDTM, where it is built in or /lkdtm.ko is there
 *   sysrq:C             a key of sysrq: c crashes
 *   mod:NAME:ARGS       loads /NAME.ko; + stands for a blank
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define KC_RUN	0x6b00	/* ioctl of /dev/kcrash: run the defect now */
#define KC_KICK	0x6b01	/* start what runs it later: timer, work, thread */
#define KC_BUFFER	0x6bff	/* ioctl of /dev/kcdrv: the user buffer of the next operation */
#define KC_OPERATION	0x6c00	/* not 1 or 2: the VFS takes FIBMAP and FIGETBSZ */

static void put(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		printf("lab: %s: %s\n", file, strerror(errno));
	if (fd >= 0)
		close(fd);
}

static void load(const char *file, const char *args)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (syscall(SYS_finit_module, fd, args, 0))
		printf("lab: insmod %s: %s\n", file, strerror(errno));
	if (fd >= 0)
		close(fd);
}

static void set_mtu(void)
{
	struct ifreq r = { .ifr_mtu = 9000 };

	strcpy(r.ifr_name, "lo");
	ioctl(socket(AF_INET, SOCK_DGRAM, 0), SIOCSIFMTU, &r);
}

static void touch(int fd)
{
	volatile char *m = mmap(0, 4096, PROT_READ, MAP_SHARED, fd, 0);

	(void)*m;
}

static void defect(char *bug)
{
	char *path = strchr(bug, ':'), buf[128];
	struct pollfd q = { .events = POLLIN };
	int fd = -1;

	if (!path)
		return;
	*path++ = 0;
	if (!strcmp(path, "modinit")) {
		snprintf(buf, sizeof(buf), "bug=%s path=%s", bug, path);
		load("/kcrash.ko", buf);
		return;
	}
	load("/kcrash.ko", "");
	put("/sys/module/kcrash/parameters/bug", bug);
	if (strcmp(path, "open"))
		q.fd = fd = open("/dev/kcrash", O_RDWR);
	put("/sys/module/kcrash/parameters/path", strcmp(path, "exit") ? path : "release");

	if (!strcmp(path, "open")) open("/dev/kcrash", O_RDWR);
	else if (!strcmp(path, "ioctl")) ioctl(fd, KC_RUN, 0);
	else if (!strcmp(path, "read")) read(fd, buf, 16);
	else if (!strcmp(path, "write")) write(fd, buf, 16);
	else if (!strcmp(path, "poll")) poll(&q, 1, 100);
	else if (!strcmp(path, "mmap")) mmap(0, 4096, PROT_READ, MAP_SHARED, fd, 0);
	else if (!strcmp(path, "fault")) touch(fd);
	else if (!strcmp(path, "release")) close(fd);
	else if (!strcmp(path, "exit")) kill(getpid(), SIGKILL);
	else if (!strcmp(path, "sysfs")) put("/sys/kernel/kcrash/run", "1");
	else if (!strcmp(path, "proc")) put("/proc/kcrash", "1");
	else if (!strcmp(path, "netdev")) set_mtu();
	else if (!strcmp(path, "modexit")) { close(fd); syscall(SYS_delete_module, "kcrash", O_NONBLOCK); }
	else if (!strcmp(path, "reboot")) reboot(RB_AUTOBOOT);
	else ioctl(fd, KC_KICK, 0);
}

static void session(char *how)
{
	static char buffer[8192];
	char *op, *arg, text[32];
	int fd;

	load("/kcrash.ko", "");
	fd = open("/dev/kcdrv", O_RDWR);
	memset(buffer, 0x41, sizeof(buffer));
	ioctl(fd, KC_BUFFER, buffer);
	for (op = strtok(how + 2, ","); op && (arg = strchr(op, '=')); op = strtok(NULL, ",")) {
		*arg++ = 0;
		snprintf(text, sizeof(text), "%s %s", op, arg);
		if (how[0] == 'i')
			ioctl(fd, KC_OPERATION | atoi(op), atol(arg));
		else
			write(fd, text, strlen(text));
	}
}

static void module(char *name)
{
	char file[80], *args = strchr(name, ':'), *p;

	if (args)
		*args++ = 0;
	for (p = args; p && *p; p++)
		*p = *p == '+' ? ' ' : *p;
	snprintf(file, sizeof(file), "/%s.ko", name);
	load(file, args ? args : "");
}

static void pull(char *trigger)
{
	char *what = strchr(trigger, ':');

	if (!what)
		return;
	*what++ = 0;
	prctl(PR_SET_NAME, !strcmp(trigger, "kc") ? "kctrig" : !strcmp(trigger, "drv") ? "kcsess" : trigger);
	if (!strcmp(trigger, "kc")) defect(what);
	else if (!strcmp(trigger, "drv")) session(what);
	else if (!strcmp(trigger, "mod")) module(what);
	else if (!strcmp(trigger, "sysrq")) put("/proc/sysrq-trigger", what);
	else if (!strcmp(trigger, "lkdtm")) {
		if (!access("/lkdtm.ko", R_OK))
			load("/lkdtm.ko", "");
		put("/sys/kernel/debug/provoke-crash/DIRECT", what);
	}
}

static void prepare(void)
{
	int fd;

	mkdir("/proc", 0755); mkdir("/sys", 0755); mkdir("/dev", 0755);
	mount("proc", "/proc", "proc", 0, 0);
	mount("sysfs", "/sys", "sysfs", 0, 0);
	mount("devtmpfs", "/dev", "devtmpfs", 0, 0);
	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, 0);
	if ((fd = open("/dev/console", O_RDWR)) >= 0) {
		dup2(fd, 0); dup2(fd, 1); dup2(fd, 2);
	}
	setvbuf(stdout, NULL, _IONBF, 0);
	put("/proc/sys/kernel/printk", "8 8 1 8");
	put("/proc/sys/kernel/sysrq", "1");
}

int main(void)
{
	char line[4096] = "", trigger[256] = "", *p;
	int fd, seconds = 3, tenths;
	pid_t child;

	prepare();
	fd = open("/proc/cmdline", O_RDONLY);
	if (read(fd, line, sizeof(line) - 1) < 0)
		return 1;
	close(fd);
	if ((p = strstr(line, "kc=")))
		sscanf(p + 3, "%255s", trigger);
	if ((p = strstr(line, "kcwait=")))
		seconds = atoi(p + 7);
	printf("lab: trigger %s\n", trigger);
	child = fork();
	if (!child) {
		pull(trigger);
		_exit(0);
	}
	/* A child that died has crashed: its report may still be on its way. */
	for (tenths = seconds * 10; tenths > 0; tenths--) {
		usleep(100000);
		if (child && waitpid(child, NULL, WNOHANG) == child) {
			child = 0;
			tenths = tenths < 15 ? tenths : 15;
		}
	}
	printf("lab: done\n");
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

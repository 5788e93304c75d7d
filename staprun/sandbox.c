/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a forked child gives up everything. Assumes that it was forked by a
 * single-threaded parent whose effective uid may be 0. Must never return 0
 * when one of the things to give up is still there.
 */
#include "staprun/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "staprun/privilege.h"

/* Whom root becomes: root without capabilities would still own root's files. */
#define NOBODY 65534

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static int take_descriptors(int module, int signature, int answer)
{
	if (dup2(signature, SANDBOX_SIGNATURE) < 0 || dup2(answer, SANDBOX_ANSWER) < 0 ||
		dup2(module, SANDBOX_MODULE) < 0)
		return -errno;
	closefrom(SANDBOX_MODULE + 1);
	return 0;
}

/*
 * As the caller, the checker can do to the caller's processes and files what
 * the caller can do anyway; and the caller, who may kill it, can't look into
 * it or change it, because it is not dumpable.
 */
static int become_no_one(void)
{
	bool privileged = geteuid() == 0;
	uid_t uid = getuid() ? getuid() : NOBODY;
	gid_t gid = getuid() ? getgid() : NOBODY;
	uid_t ids[3];

	/* Not privileged at all: a test without root. There the groups have to stay. */
	if (privileged) {
		privilege_raise(CAP_SETGID);
		if (setgroups(0, NULL) || setresgid(gid, gid, gid))
			return -errno;
		privilege_raise(CAP_SETUID);
		if (setresuid(uid, uid, uid))
			return -errno;
	}
	cap_t none = cap_init();

	if (!none || cap_set_proc(none))
		return -errno;
	cap_free(none);
	if (getresuid(&ids[0], &ids[1], &ids[2]) || ids[0] != uid || ids[1] != uid ||
		ids[2] != uid || setuid(0) == 0 || (privileged && getgroups(0, NULL) != 0))
		return -EPERM;
	return 0;
}

static int set_limits(size_t memory)
{
	const struct {
		int resource;
		rlim_t limit;
	} limits[] = {
		{RLIMIT_CPU, SANDBOX_CPU_SECONDS},
		{RLIMIT_CORE, 0},
		{RLIMIT_NOFILE, 32},
		{RLIMIT_MEMLOCK, 0},
#ifndef __SANITIZE_ADDRESS__ /* whose shadow alone is terabytes */
		{RLIMIT_AS, memory},
#endif
	};

	(void)memory;
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		struct rlimit limit;

		if (getrlimit((__rlimit_resource_t)limits[i].resource, &limit))
			return -errno;
		/* The caller may have set a lower one: that is the caller's to set. */
		if (limit.rlim_max > limits[i].limit)
			limit.rlim_max = limits[i].limit;
		limit.rlim_cur = limit.rlim_max;
		if (setrlimit((__rlimit_resource_t)limits[i].resource, &limit))
			return -errno;
	}
	return 0;
}

int sandbox_enter(int module, int signature, int answer, size_t memory)
{
	/* Without it NSS would measure for a while how fast the folder is, to decide on a cache. */
	static char no_cache[] = "NSS_SDB_USE_CACHE=no";
	static char *environment[] = {no_cache, NULL};
	pid_t parent = getppid();
	sigset_t alarm_signal;
	int error = take_descriptors(module, signature, answer);

	if (!error)
		error = become_no_one();
	if (!error)
		error = set_limits(memory);
	if (error)
		return error;
	environ = environment;
	if (chdir("/") || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0))
		return -errno;
	/*
	 * A parent that is root and has no CAP_KILL can't end a child that is
	 * nobody: the child ends itself.
	 */
	sigemptyset(&alarm_signal);
	sigaddset(&alarm_signal, SIGALRM);
	signal(SIGALRM, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &alarm_signal, NULL);
	alarm(SANDBOX_WALL_SECONDS);
	return getppid() == parent ? 0 : -ESRCH;
}

#ifdef THIS_ARCHITECTURE

/*
 * Reading files and managing memory: what the loader, libc, NSS and SQLite use
 * in there. Everything else does not exist: no exec, fork or thread, no socket,
 * no signal to others, no ptrace, mount, module, bpf, keyring, namespace,
 * io_uring. (By number; the x32 calls have other numbers.)
 */
/* clang-format off */
static const unsigned allowed[] = {
	__NR_read, __NR_pread64, __NR_write, __NR_lseek, __NR_close, __NR_fcntl,
	__NR_fstat, __NR_newfstatat, __NR_statx, __NR_fstatfs, __NR_statfs,
	__NR_faccessat, __NR_faccessat2, __NR_readlinkat, __NR_getcwd,
	__NR_mmap, __NR_mprotect, __NR_munmap, __NR_mremap, __NR_madvise, __NR_brk,
	__NR_futex, __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_sigaltstack,
	__NR_getpid, __NR_gettid, __NR_getuid, __NR_geteuid, __NR_getgid, __NR_getegid,
	__NR_getrandom, __NR_clock_gettime, __NR_uname, __NR_sysinfo,
	__NR_exit, __NR_exit_group,
#ifdef __x86_64__ /* older names of the same */
	__NR_stat, __NR_lstat, __NR_access, __NR_readlink,
#endif
};
/* clang-format on */

#define ALLOWED (sizeof(allowed) / sizeof(allowed[0]))

#define LOAD(field)                                                                                \
	(struct sock_filter)                                                                       \
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(action) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, action)
#define IF_EQUAL(value, then, otherwise)                                                           \
	(struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, then, otherwise)
#define IF_ANY(bits, then, otherwise)                                                              \
	(struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, then, otherwise)

int sandbox_filter(void)
{
	struct sock_filter code[ALLOWED + 16];
	struct sock_fprog program = {.filter = code};
	unsigned short at = 0;

	code[at++] = LOAD(arch);
	code[at++] = IF_EQUAL(THIS_ARCHITECTURE, 1, 0);
	code[at++] = RETURN(SECCOMP_RET_KILL_PROCESS);
	code[at++] = LOAD(nr);
	/* Files may be opened, but to read them only. */
	code[at++] = IF_EQUAL(__NR_openat, 0, 4);
	code[at++] = LOAD(args[2]); /* the lower half, on these architectures */
	code[at++] = IF_ANY(O_ACCMODE | O_CREAT | O_TRUNC, 0, 1);
	code[at++] = RETURN(SECCOMP_RET_ERRNO | EACCES);
	code[at++] = RETURN(SECCOMP_RET_ALLOW);
	for (size_t i = 0; i < ALLOWED; i++)
		code[at++] = IF_EQUAL(allowed[i], (unsigned char)(ALLOWED - i), 0);
	/* "There is no such call" makes libraries fall back on what there is. */
	code[at++] = RETURN(SECCOMP_RET_ERRNO | ENOSYS);
	code[at++] = RETURN(SECCOMP_RET_ALLOW);
	program.len = at;
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0))
		return -errno;
	return 0;
}

#else

/* No one has tried which calls it takes here: no signature counts on this architecture. */
int sandbox_filter(void)
{
	return -ENOSYS;
}

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The system call filter of the helper's process. */
#include "helper/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

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
	__NR_fstat, __NR_newfstatat, __NR_fstatfs, __NR_statfs,
	__NR_faccessat, __NR_readlinkat, __NR_getcwd,
	__NR_mmap, __NR_mprotect, __NR_munmap, __NR_mremap, __NR_madvise, __NR_brk,
	__NR_futex, __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_sigaltstack,
	__NR_getpid, __NR_gettid, __NR_getuid, __NR_geteuid, __NR_getgid, __NR_getegid,
	__NR_getrandom, __NR_clock_gettime, __NR_uname, __NR_sysinfo,
	__NR_exit, __NR_exit_group,
#ifdef __NR_statx /* newer ones */
	__NR_statx,
#endif
#ifdef __NR_faccessat2
	__NR_faccessat2,
#endif
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

int filter_close(void)
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
int filter_close(void)
{
	return -ENOSYS;
}

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The system calls that the helper's process restricts itself to. */
#include "helper/filter.h"

#include <fcntl.h>
#include <sys/syscall.h>

#include "common/seccomp.h"

#define CALL SECCOMP_CALL

/*
 * Reading files and managing memory: what the loader, libc, NSS and SQLite use
 * in there. Everything else does not exist: no exec, fork or thread, no socket,
 * no signal to others, no ptrace, mount, module, bpf, keyring, namespace,
 * io_uring.
 */
/* clang-format off */
static const struct seccomp_call calls[] = {
	{__NR_openat, 2, O_ACCMODE | O_CREAT | O_TRUNC}, /* to read only */
	CALL(read), CALL(pread64), CALL(write), CALL(lseek), CALL(close), CALL(fcntl),
	CALL(fstat), CALL(fstatfs), CALL(statfs),
	CALL(faccessat), CALL(readlinkat), CALL(getcwd),
	CALL(mprotect), CALL(munmap), CALL(mremap), CALL(madvise), CALL(brk),
	CALL(futex), CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(sigaltstack),
	CALL(getpid), CALL(gettid), CALL(getuid), CALL(geteuid), CALL(getgid), CALL(getegid),
	CALL(getrandom), CALL(clock_gettime), CALL(uname), CALL(sysinfo),
	CALL(exit), CALL(exit_group),
#ifdef __NR_statx /* newer ones */
	CALL(statx),
#endif
#ifdef __NR_faccessat2
	CALL(faccessat2),
#endif
#if __SIZEOF_POINTER__ == 8
	CALL(mmap), CALL(newfstatat),
#else /* with 64 bits for files and times all the same */
	CALL(mmap2), CALL(fstat64), CALL(fstatat64), CALL(fstatfs64), CALL(statfs64), CALL(_llseek),
	CALL(fcntl64), CALL(getuid32), CALL(geteuid32), CALL(getgid32), CALL(getegid32),
#endif
#ifdef __NR_clock_gettime64
	CALL(clock_gettime64), CALL(futex_time64),
#endif
#ifdef __NR_access /* older names of the same */
	CALL(stat), CALL(lstat), CALL(access), CALL(readlink),
#endif
};
/* clang-format on */

int filter_close(void)
{
	return seccomp_leave(calls, sizeof(calls) / sizeof(calls[0]));
}

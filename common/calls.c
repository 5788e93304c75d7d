/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of system calls, which becomes programs for seccomp. Where a call has several
 * names, by machine and by age of the C library, each is in it. Not in it are exec,
 * ptrace, threads, sockets, signals to others, bpf, keyrings, namespaces,
 * io_uring.
 */
#include "common/calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* What seccomp calls this machine. Of one that is not in the table no one knows what the calls are.
 */
#if defined(__x86_64__) && !defined(__ILP32__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__i386__)
#define THIS_ARCHITECTURE AUDIT_ARCH_I386
#elif defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__arm__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define THIS_ARCHITECTURE AUDIT_ARCH_ARM
#elif defined(__powerpc64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define THIS_ARCHITECTURE AUDIT_ARCH_PPC64LE
#elif defined(__riscv) && __riscv_xlen == 64
#define THIS_ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__s390x__)
#define THIS_ARCHITECTURE AUDIT_ARCH_S390X
#else
#define THIS_ARCHITECTURE 0
#endif

/* An argument has 64 bits, and seccomp looks at 32 of them: where the lower half is. */
#define LOWER_HALF (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4u : 0u)

#define STEP(operation, value) (struct sock_filter) BPF_STMT(operation, value)
#define LOOK_AT(field, more)                                                                       \
	STEP(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field) + (more))
#define RETURN(action) STEP(BPF_RET | BPF_K, action)
#define IF(comparison, value, then, otherwise)                                                     \
	(struct sock_filter) BPF_JUMP(BPF_JMP | BPF_K | (comparison), value, then, otherwise)

/* A call, and in which phases it is left: in none, it ends who makes it. */
struct call {
	unsigned number;
	unsigned phases;
	unsigned forbidden; /* bits of its third argument */
};

/* clang-format off */
/* Phases by their letters, D of which has all. */
enum {
	D = PHASE_DECIDING, L = D | PHASE_LOADING, LK = L | PHASE_KEEPING,
	H = D | PHASE_HELPING, LH = L | H, LKH = LK | H, NO = 0,
};
#define CALL(number, phases) {number, phases, 0}
#define D(name)   CALL(__NR_##name, D)
#define L(name)   CALL(__NR_##name, L)
#define LK(name)  CALL(__NR_##name, LK)
#define H(name)   CALL(__NR_##name, H)
#define LH(name)  CALL(__NR_##name, LH)
#define LKH(name) CALL(__NR_##name, LKH)
#define NO(name)  CALL(__NR_##name, NO)

static const struct call calls[] = {
	{__NR_openat, PHASE_HELPING, O_ACCMODE | O_CREAT | O_TRUNC}, /* to read only */
	/* Files and memory. */
	L(openat), LH(read), H(pread64), LH(lseek), LKH(write), LKH(close), LH(fcntl), LH(fstat),
	LH(fstatfs), H(statfs), LH(faccessat), H(readlinkat), H(getcwd), LH(mprotect), LH(munmap),
	LH(mremap), LH(madvise), LKH(brk), LH(futex), H(rt_sigaction), LH(rt_sigprocmask), H(sigaltstack),
	LH(getpid), LH(gettid), LH(getuid), H(geteuid), H(getgid), H(getegid), LH(getrandom),
	H(clock_gettime), H(uname), H(sysinfo), H(exit), LKH(exit_group),
	/* The request, the answers, and a child that gives everything up. */
	D(recvmsg), D(setsockopt), D(socketpair), D(sendfile), D(memfd_create), D(clone), D(wait4),
	D(set_robust_list), D(kill), D(getppid), D(getgroups), D(setuid), D(getresuid), D(getresgid),
	D(prlimit64), D(setitimer), D(clock_getres), LK(restart_syscall), LK(recvfrom), LK(sendto), LK(sendmsg),
	LK(ppoll), LK(capget), LK(capset), LK(delete_module),
	/* Loading, the handshake, and becoming the keeper. */
	L(finit_module), L(mount), L(pwrite64), L(getdents64), L(rt_sigpending), L(dup3), L(setsid),
	L(prctl), L(chdir), L(setgroups), L(setresgid), L(setresuid), D(setfsuid),
	NO(execve), NO(execveat), NO(ptrace), NO(process_vm_writev), NO(init_module), NO(kexec_load),
	NO(reboot), NO(unshare), NO(setns), NO(pivot_root), NO(chroot), NO(add_key), NO(keyctl),
	NO(open_by_handle_at),
#ifdef __NR_rseq /* newer ones */
	LKH(statx), D(rseq),
#endif
	/* D(clone3), L(close_range), LH(faccessat2): Linux 4.18's headers do not know these. */
	CALL(435, D), CALL(436, L), CALL(439, LH),
#if __SIZEOF_POINTER__ == 8
	LH(mmap), LKH(newfstatat),
#elif defined(__NR_getuid32) /* with 64 bits for files and times all the same */
	LH(mmap2), LH(fstat64), LKH(fstatat64), LH(fstatfs64), H(statfs64), LH(_llseek), LH(fcntl64),
	LH(getuid32), H(geteuid32), H(getgid32), H(getegid32), D(sendfile64), D(getgroups32),
	D(setuid32), D(getresuid32), D(getresgid32), L(setgroups32), L(setresgid32), L(setresuid32), D(setfsuid32),
	/* H(clock_gettime64), D(clock_getres_time64), LH(futex_time64), LK(ppoll_time64): nor these. */
	CALL(403, H), CALL(406, D), CALL(422, LH), CALL(414, LK),
#endif
#ifdef __NR_access /* older names of the same */
	H(stat), H(lstat), LH(access), H(readlink), L(open), LK(poll), L(dup2),
#endif
#ifdef __NR_alarm /* not on ARM */
	D(alarm),
#endif
#ifdef __NR_socketcall /* all of a socket's in one; and of 64-bit ones s390x and PowerPC have these, too */
	LK(socketcall), LH(fstatfs64), H(statfs64),
#endif
};
/* clang-format on */

#define CALLS (sizeof(calls) / sizeof(calls[0]))

/*
 * Numbers, which all are below 512, are looked up in blocks of 32 bits: one after the other,
 * they would make a program of several hundred steps, which the kernel compiles five times a load.
 */
#define BLOCKS 16u

int calls_leave(enum phase phase)
{
	uint32_t left[BLOCKS] = {0}, fatal[BLOCKS] = {0};
	/* The x32 calls have other numbers. X is the bit of the number in its block. */
	struct sock_filter code[4 * BLOCKS + 20] = {LOOK_AT(arch, 0),
		IF(BPF_JEQ, THIS_ARCHITECTURE, 1, 0), RETURN(SECCOMP_RET_KILL_PROCESS),
		LOOK_AT(nr, 0), STEP(BPF_ALU | BPF_AND | BPF_K, 31), STEP(BPF_MISC | BPF_TAX, 0),
		STEP(BPF_LD | BPF_IMM, 1), STEP(BPF_ALU | BPF_LSH | BPF_X, 0),
		STEP(BPF_MISC | BPF_TAX, 0), LOOK_AT(nr, 0)},
					     *at = code + 10;
	struct sock_fprog program = {.filter = code};

	if (!THIS_ARCHITECTURE)
		return -ENOSYS;
	for (const struct call *call = calls; call < calls + CALLS; call++) {
		unsigned counts = !call->phases || call->phases & phase;

		if (counts && call->forbidden) {
			*at++ = IF(BPF_JEQ, call->number, 0, 4);
			*at++ = LOOK_AT(args[2], LOWER_HALF);
			*at++ = IF(BPF_JSET, call->forbidden, 0, 1);
			*at++ = RETURN(SECCOMP_RET_ERRNO | EACCES);
			*at++ = RETURN(SECCOMP_RET_ALLOW);
		} else if (counts) {
			(call->phases ? left : fatal)[call->number / 32 % BLOCKS] |=
				1U << call->number % 32;
		}
	}
	for (unsigned i = 0, rest = 4 * BLOCKS; i < BLOCKS; i++, rest -= 4) {
		*at++ = IF(BPF_JGE, 32 * (i + 1), 3, 0);
		*at++ = STEP(BPF_MISC | BPF_TXA, 0);
		*at++ = IF(BPF_JSET, left[i], (uint8_t)(rest - 2), 0);
		*at++ = IF(BPF_JSET, fatal[i], (uint8_t)(rest - 2), (uint8_t)(rest - 4));
	}
	/* "There is no such call" makes libraries fall back on what there is. */
	*at++ = RETURN(
		phase == PHASE_LOADING ? SECCOMP_RET_KILL_PROCESS : SECCOMP_RET_ERRNO | ENOSYS);
	*at++ = RETURN(SECCOMP_RET_ALLOW);
	*at++ = RETURN(SECCOMP_RET_KILL_PROCESS);
	program.len = (unsigned short)(at - code);
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) ? -errno : 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of calls is turned into a program for seccomp(2). */
#include "common/seccomp.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>

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

#define CALLS_MAX 64

#define LOAD(field)                                                                                \
	(struct sock_filter)                                                                       \
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(action) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, action)
#define IF_EQUAL(value, then, otherwise)                                                           \
	(struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, then, otherwise)
#define IF_ANY(bits, then, otherwise)                                                              \
	(struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, then, otherwise)

int seccomp_leave(const struct seccomp_call *calls, size_t count)
{
	struct sock_filter code[5 * CALLS_MAX + 5];
	struct sock_fprog program = {.filter = code};
	unsigned short at = 0;

	if (!THIS_ARCHITECTURE || count > CALLS_MAX)
		return -ENOSYS;
	code[at++] = LOAD(arch);
	code[at++] = IF_EQUAL(THIS_ARCHITECTURE, 1, 0);
	code[at++] = RETURN(SECCOMP_RET_KILL_PROCESS);
	code[at++] = LOAD(nr); /* the x32 calls have other numbers */
	for (size_t i = 0; i < count; i++) {
		code[at++] = IF_EQUAL(calls[i].number, 0, calls[i].forbidden ? 4 : 1);
		if (calls[i].forbidden) {
			code[at] = LOAD(args[0]);
			code[at++].k += calls[i].argument * (unsigned)sizeof(uint64_t) + LOWER_HALF;
			code[at++] = IF_ANY(calls[i].forbidden, 0, 1);
			code[at++] = RETURN(SECCOMP_RET_ERRNO | EACCES);
		}
		code[at++] = RETURN(SECCOMP_RET_ALLOW);
	}
	/* "There is no such call" makes libraries fall back on what there is. */
	code[at++] = RETURN(SECCOMP_RET_ERRNO | ENOSYS);
	program.len = at;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) ? -errno : 0;
}

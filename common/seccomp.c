/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table becomes a program for seccomp. */
#include "common/seccomp.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#define THIS_ARCHITECTURE 0
#endif

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
			/* The lower half, on these architectures. */
			code[at] = LOAD(args[0]);
			code[at++].k += calls[i].argument * (unsigned)sizeof(uint64_t);
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

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Makes an older kernel of this one for the process and its children: system calls, and flags of
 * theirs, that it did not have are refused as it would refuse them.
 */
#ifndef TESTS_OLDER_H
#define TESTS_OLDER_H

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define OLDER_DO(what, value) (struct sock_filter) BPF_STMT(what, value)
#define OLDER_IF(how, value, then, otherwise)                                                      \
	(struct sock_filter) BPF_JUMP(BPF_JMP | how | BPF_K, value, then, otherwise)

/* An argument has 64 bits, of which a filter sees the lower half there. */
#define OLDER_ARGUMENT(n)                                                                          \
	(offsetof(struct seccomp_data, args[n]) + (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0))

/* VERSION: "3.10", "4.18", "5.3", "5.8" or "5.10". False when it is none of these, or can't be. */
static inline bool older_kernel(const char *version)
{
	static const struct {
		const char *version;
		unsigned last; /* system call; from 424 on they are the same on all machines */
	} kernels[] = {{"3.10", SYS_finit_module}, /* the last one that it has, on each machine */
		{"4.18", 423}, {"5.3", 435}, {"5.8", 439}, {"5.10", 440}};
	unsigned last = 0;

	for (size_t i = 0; i < sizeof(kernels) / sizeof(kernels[0]); i++)
		if (strcmp(kernels[i].version, version) == 0)
			last = kernels[i].last;

	const unsigned load = BPF_LD | BPF_W | BPF_ABS, refuse = BPF_RET | BPF_K,
		       no_call = SECCOMP_RET_ERRNO | ENOSYS, no_flag = SECCOMP_RET_ERRNO | EINVAL;
	/* 5.8 had 439 and not 436, and 5.10 no flags of that. */
	struct sock_filter code[] = {
		OLDER_DO(load, offsetof(struct seccomp_data, nr)),
		OLDER_IF(BPF_JGT, last, 0, 1),
		OLDER_DO(refuse, no_call),
		OLDER_IF(BPF_JEQ, last < 439 ? 431 : ~0U, 0, 1), /* fsconfig: words, 5.8 */
		OLDER_DO(refuse, no_flag),
		OLDER_IF(BPF_JEQ, 436, 0, 5),
		OLDER_IF(BPF_JEQ, last == 439 ? 436 : ~0U, 0, 1),
		OLDER_DO(refuse, no_call),
		OLDER_DO(load, OLDER_ARGUMENT(2)),
		OLDER_IF(BPF_JSET, 1U << 2, 0, 1), /* CLOSE_RANGE_CLOEXEC, 5.11 */
		OLDER_DO(refuse, no_flag),
		OLDER_DO(load, offsetof(struct seccomp_data, nr)),
		OLDER_IF(BPF_JEQ, SYS_memfd_create, 0, 3),
		OLDER_DO(load, OLDER_ARGUMENT(1)),
		OLDER_IF(BPF_JSET, 0x18, 0, 1), /* MFD_NOEXEC_SEAL, MFD_EXEC, 6.3 */
		OLDER_DO(refuse, no_flag),
		OLDER_DO(load, offsetof(struct seccomp_data, nr)),
		OLDER_IF(BPF_JEQ, last < 400 ? SYS_prctl : ~0U, 0, 3),
		OLDER_DO(load, OLDER_ARGUMENT(0)),
		OLDER_IF(BPF_JEQ, 47, 0, 1), /* PR_CAP_AMBIENT, 4.3 */
		OLDER_DO(refuse, no_flag),
		OLDER_DO(refuse, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof(code) / sizeof(code[0]), code};

	/* Root needs no promise for that: the setuid bit counts as before. */
	return last && (!prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) ||
			       (!prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
				       !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)));
}

#endif

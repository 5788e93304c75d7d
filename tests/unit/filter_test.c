/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the filters of the helper and of the loader's phases say about system calls, on this machine
 * and by its word order. The program is caught on its way to the kernel and run here: so it can be
 * tried where there is no kernel of that machine, under qemu-user.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/calls.h"

static struct sock_filter code[512];
static unsigned length;

/* In the place of libc's. */
int prctl(int what, ...)
{
	va_list args;

	if (what != PR_SET_SECCOMP)
		return 0;
	va_start(args, what);
	assert_int_equal(va_arg(args, int), SECCOMP_MODE_FILTER);
	const struct sock_fprog *program = va_arg(args, const struct sock_fprog *);
	va_end(args);
	assert_true(program->len >= 1 && program->len <= sizeof(code) / sizeof(code[0]));
	memcpy(code, program->filter, program->len * sizeof(code[0]));
	length = program->len;
	return 0;
}

/* As the kernel does it, of what a filter may consist of: what becomes of the call in DATA. */
static uint32_t verdict(const struct seccomp_data *data)
{
	uint32_t value = 0, other = 0;

	for (unsigned at = 0; at < length; at++) {
		switch (code[at].code) {
		case BPF_LD | BPF_W | BPF_ABS:
			assert_true(code[at].k <= sizeof(*data) - sizeof(value));
			memcpy(&value, (const char *)data + code[at].k, sizeof(value));
			break;
		case BPF_JMP | BPF_JEQ | BPF_K:
			at += value == code[at].k ? code[at].jt : code[at].jf;
			break;
		case BPF_JMP | BPF_JSET | BPF_K:
			at += value & code[at].k ? code[at].jt : code[at].jf;
			break;
		case BPF_JMP | BPF_JGE | BPF_K:
			at += value >= code[at].k ? code[at].jt : code[at].jf;
			break;
		case BPF_ALU | BPF_AND | BPF_K:
			value &= code[at].k;
			break;
		case BPF_ALU | BPF_LSH | BPF_X:
			value <<= other;
			break;
		case BPF_LD | BPF_IMM:
			value = code[at].k;
			break;
		case BPF_MISC | BPF_TAX:
			other = value;
			break;
		case BPF_MISC | BPF_TXA:
			value = other;
			break;
		case BPF_RET | BPF_K:
			return code[at].k;
		default:
			fail_msg("a filter has no %#x", code[at].code);
		}
	}
	fail_msg("the filter has no end");
	return 0;
}

/* What the kernel calls the machine that this program is for, by the rule that it has for it: as
 * ELF does. */
static uint32_t this_machine(void)
{
	Elf64_Ehdr header; /* what is looked at lies at the same place in both classes */
	int fd = open("/proc/self/exe", O_RDONLY);

	assert_int_equal(read(fd, &header, sizeof(header)), sizeof(header));
	close(fd);
	return header.e_machine |
	       (header.e_ident[EI_CLASS] == ELFCLASS64 ? __AUDIT_ARCH_64BIT : 0) |
	       (header.e_ident[EI_DATA] == ELFDATA2LSB ? __AUDIT_ARCH_LE : 0);
}

static uint32_t of(long number)
{
	return verdict(&(struct seccomp_data){.nr = (int)number, .arch = this_machine()});
}

static void other_machines_are_ended(void **state)
{
	static const uint32_t machines[] = {AUDIT_ARCH_X86_64, AUDIT_ARCH_I386, AUDIT_ARCH_AARCH64,
		AUDIT_ARCH_ARM, AUDIT_ARCH_PPC64LE, AUDIT_ARCH_PPC64, AUDIT_ARCH_RISCV64,
		AUDIT_ARCH_S390X, AUDIT_ARCH_S390, 0};
	unsigned same = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(machines) / sizeof(machines[0]); i++) {
		bool here = machines[i] == this_machine();

		same += here;
		assert_int_equal(
			verdict(&(struct seccomp_data){.nr = SYS_read, .arch = machines[i]}),
			here ? SECCOMP_RET_ALLOW : SECCOMP_RET_KILL_PROCESS);
	}
	assert_int_equal(same, 1); /* each that is supported is in the list */
}

static void files_are_opened_to_read_only(void **state)
{
	static const struct {
		uint64_t flags;
		uint32_t verdict;
	} cases[] = {
		{O_RDONLY, SECCOMP_RET_ALLOW},
		{O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW, SECCOMP_RET_ALLOW},
		{O_WRONLY, SECCOMP_RET_ERRNO | EACCES}, {O_RDWR, SECCOMP_RET_ERRNO | EACCES},
		{O_RDONLY | O_CREAT, SECCOMP_RET_ERRNO | EACCES},
		{O_RDONLY | O_TRUNC, SECCOMP_RET_ERRNO | EACCES},
		{O_WRONLY | UINT64_C(1) << 32, SECCOMP_RET_ERRNO | EACCES},
		{UINT64_C(1) << 32, SECCOMP_RET_ALLOW}, /* which the kernel does not look at */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(verdict(&(struct seccomp_data){.nr = SYS_openat,
					 .arch = this_machine(),
					 .args = {0, ~UINT64_C(0), cases[i].flags, ~UINT64_C(0)}}),
			cases[i].verdict);
}

static void only_files_and_memory_are_left(void **state)
{
	static const long none[] = {SYS_execve, SYS_execveat, SYS_clone, SYS_socket, SYS_connect,
		SYS_ptrace, SYS_mount, SYS_init_module, SYS_finit_module, SYS_delete_module,
		SYS_bpf, SYS_unshare, SYS_setns, SYS_kill, SYS_tgkill, SYS_prctl, SYS_seccomp,
		SYS_unlinkat, SYS_ioctl, SYS_memfd_create, SYS_setresuid, SYS_capset, SYS_reboot,
		SYS_keyctl};
	unsigned left = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_true(of(none[i]) == (SECCOMP_RET_ERRNO | ENOSYS) ||
			    of(none[i]) == SECCOMP_RET_KILL_PROCESS);
	for (long number = 0; number < 2000; number++)
		left += of(number) == SECCOMP_RET_ALLOW;
	assert_true(left >= 30 && left <= 64);
	assert_int_equal(of(0x40000000 | SYS_read), SECCOMP_RET_ERRNO | ENOSYS);
}

/* A bit for each phase that leaves call NUMBER; and whether it is the end there. */
static void phases_of(long number, unsigned *left, unsigned *ends)
{
	static const enum phase phases[] = {
		PHASE_DECIDING, PHASE_LOADING, PHASE_KEEPING, PHASE_HELPING};

	*left = *ends = 0;
	for (size_t i = 0; i < sizeof(phases) / sizeof(phases[0]); i++) {
		assert_int_equal(calls_leave(phases[i]), 0);
		*left |= of(number) == SECCOMP_RET_ALLOW ? (unsigned)phases[i] : 0;
		*ends |= of(number) == SECCOMP_RET_KILL_PROCESS ? (unsigned)phases[i] : 0;
	}
}

/* Each phase begins in the one before, whose filter stays: it can have nothing that this lacks. */
static void each_phase_is_within_the_one_before(void **state)
{
	const unsigned all = PHASE_DECIDING | PHASE_LOADING | PHASE_KEEPING | PHASE_HELPING;
	unsigned left, ends, few = 0;

	(void)state;
	for (long number = 0; number < 700; number++) {
		phases_of(number, &left, &ends);
		if (left & (PHASE_LOADING | PHASE_HELPING))
			assert_true(left & PHASE_DECIDING);
		if (left & PHASE_KEEPING)
			assert_true(left & PHASE_LOADING);
		few += (left & PHASE_KEEPING) != 0;
		/* Nothing but what it takes while it loads; and some is the end at any time. */
		if (!(left & PHASE_LOADING))
			assert_true(ends & PHASE_LOADING);
		assert_true(!(ends & ~(unsigned)PHASE_LOADING) || ends == all);
	}
	assert_true(few >= 10 && few <= 20);
	phases_of(SYS_execve, &left, &ends);
	assert_int_equal(ends, all);
	phases_of(SYS_clone, &left, &ends);
	assert_int_equal(left, PHASE_DECIDING);
	phases_of(SYS_delete_module, &left, &ends);
	assert_int_equal(left, PHASE_DECIDING | PHASE_LOADING | PHASE_KEEPING);
	assert_int_equal(calls_leave(PHASE_HELPING), 0);
}

/* Of a newer kernel or library than what it is built with, by number; and by a machine's own names.
 */
static void calls_of_other_libraries_are_left(void **state)
{
	static const struct {
		long number;
		unsigned left;
	} calls[] = {
		{435 /* clone3 */, PHASE_DECIDING},
		{436 /* close_range */, PHASE_DECIDING | PHASE_LOADING},
		{439 /* faccessat2 */, PHASE_DECIDING | PHASE_LOADING | PHASE_HELPING},
#ifdef SYS_fstatfs64 /* which C libraries ask for wherever it is */
		{SYS_fstatfs64, PHASE_DECIDING | PHASE_LOADING | PHASE_HELPING},
		{SYS_statfs64, PHASE_DECIDING | PHASE_HELPING},
#endif
#if __SIZEOF_POINTER__ == 4
		{403 /* clock_gettime64 */, PHASE_DECIDING | PHASE_HELPING},
		{414 /* ppoll_time64 */, PHASE_DECIDING | PHASE_LOADING | PHASE_KEEPING},
		{422 /* futex_time64 */, PHASE_DECIDING | PHASE_LOADING | PHASE_HELPING},
#endif
	};
	unsigned left, ends;

	(void)state;
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		phases_of(calls[i].number, &left, &ends);
		assert_int_equal(left, calls[i].left);
	}
	assert_int_equal(calls_leave(PHASE_HELPING), 0);
}

static int set_up(void **state)
{
	(void)state;
	return calls_leave(PHASE_HELPING);
}

/* The kernel checks and compiles five programs for each load: that is not to grow with each call.
 */
static void programs_are_short(void **state)
{
	static const enum phase phases[] = {
		PHASE_DECIDING, PHASE_LOADING, PHASE_KEEPING, PHASE_HELPING};

	(void)state;
	for (size_t i = 0; i < sizeof(phases) / sizeof(phases[0]); i++) {
		assert_int_equal(calls_leave(phases[i]), 0);
		assert_true(length >= 1 && length <= 90);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_machines_are_ended),
		cmocka_unit_test(files_are_opened_to_read_only),
		cmocka_unit_test(only_files_and_memory_are_left),
		cmocka_unit_test(each_phase_is_within_the_one_before),
		cmocka_unit_test(calls_of_other_libraries_are_left),
		cmocka_unit_test(programs_are_short),
	};

	return cmocka_run_group_tests_name("filter", tests, set_up, NULL);
}

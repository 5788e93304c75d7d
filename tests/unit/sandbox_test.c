/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is left to a process in the sandbox: it tries everything that it should not be able to do.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/bpf.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "helper/entries.h"
#include "helper/filter.h"
#include "helper/limits.h"
#include "staprun/sandbox.h"

static int files[2]; /* file, answer */
static int spare;    /* a descriptor that must not come along */

/* Runs WHAT in the sandbox; its result is this one's, 254 when the sandbox can't be made. */
static int inside(int (*what)(void), bool filtered)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		signal(SIGSEGV, SIG_DFL);
		/* Groups to lose, for root; for others this has no effect. */
		errno = setgroups(2, (gid_t[]){12345, 54321});
		if (sandbox_enter(files[0], files[1]) || (filtered ? filter_close() : limits_set()))
			_exit(254);
		_exit(what());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/* Each of these returns 0, or the number of the line that is not as it should be. */
#define WANT(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			return __LINE__ % 253 + 1;                                                 \
	} while (0)

static int has_three_descriptors(void)
{
	char name;

	WANT(pread(HELPER_FILE, &name, 1, 0) == 1 && name == 's');
	WANT(write(HELPER_ANSWER, "a", 1) == 1);
	WANT(fcntl(STDERR_FILENO, F_GETFD) >= 0);
	for (int fd = STDERR_FILENO + 1; fd < 1024; fd++)
		WANT(fcntl(fd, F_GETFD) < 0);
	return 0;
}

static int is_no_one(void)
{
	uid_t uids[3];
	gid_t gids[3];

	WANT(!getresuid(&uids[0], &uids[1], &uids[2]) && !getresgid(&gids[0], &gids[1], &gids[2]));
	WANT(uids[0] && uids[0] == uids[1] && uids[1] == uids[2]);
	WANT(gids[0] && gids[0] == gids[1] && gids[1] == gids[2]);
	/* Ids of its own, which no user has. */
	WANT(uids[0] > 0x80000000 && uids[0] != (uid_t)-1 && gids[0] == uids[0]);
	WANT(uids[0] % 0x10000 == (unsigned)getpid() % 0x10000);
	WANT(getgroups(0, NULL) == 0);
	WANT(setuid(0) < 0 && seteuid(0) < 0 && setgid(0) < 0);
	return 0;
}

static int has_no_capability(void)
{
	static const char *const words[] = {"CapInh:", "CapPrm:", "CapEff:", "CapAmb:"};
	char line[256];
	FILE *status = fopen("/proc/self/status", "r");
	int found = 0;

	/* Not dumpable: the file is root's, but it can be read by all. */
	WANT(status);
	while (fgets(line, sizeof(line), status))
		for (int i = 0; i < 4; i++)
			if (strncmp(line, words[i], 7) == 0) {
				WANT(strtoull(line + 7, NULL, 16) == 0);
				found++;
			}
	WANT(found == 4);
	return 0;
}

static int has_limits(void)
{
	struct rlimit limit;

	WANT(!getrlimit(RLIMIT_CPU, &limit) && limit.rlim_max <= LIMITS_CPU_SECONDS);
	WANT(!getrlimit(RLIMIT_CORE, &limit) && limit.rlim_max == 0);
	WANT(!getrlimit(RLIMIT_NOFILE, &limit) && limit.rlim_max <= 32);
	WANT(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
	WANT(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
	return 0;
}

static int has_no_environment(void)
{
	int count = 0;
	char here[64];

	for (char **variable = environ; *variable; variable++)
		count++;
	WANT(count == 0);
	WANT(getcwd(here, sizeof(here)) && strcmp(here, "/") == 0);
	return 0;
}

/* What a process in there has no use for: it does not exist, or ends who tries. */
static const long dangerous[] = {
	SYS_execve, SYS_execveat, SYS_clone, SYS_socket, SYS_connect, SYS_ptrace, SYS_mount,
	SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_init_module, SYS_finit_module,
	SYS_delete_module, SYS_bpf, SYS_perf_event_open, SYS_add_key, SYS_request_key, SYS_keyctl,
	SYS_unshare, SYS_setns, SYS_userfaultfd, SYS_kill, SYS_tkill, SYS_tgkill,
	SYS_process_vm_readv, SYS_process_vm_writev, SYS_prctl, SYS_seccomp, SYS_prlimit64,
	SYS_setrlimit, SYS_unlinkat, SYS_renameat2, SYS_linkat, SYS_symlinkat, SYS_mkdirat,
	SYS_mknodat, SYS_fchmodat, SYS_fchownat, SYS_truncate, SYS_ftruncate, SYS_ioctl,
	SYS_memfd_create, SYS_kexec_load, SYS_reboot, SYS_setuid, SYS_setresuid, SYS_capset,
	SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_shmget, SYS_msgget, SYS_mq_open,
	SYS_sched_setscheduler,
	/* By number, as old headers do not know them: pidfd_send_signal, io_uring_setup,
	   pidfd_open, clone3, openat2, pidfd_getfd. */
	424, 425, 434, 435, 437, 438,
#ifdef __x86_64__
	SYS_fork, SYS_vfork, SYS_open, SYS_creat, SYS_unlink, SYS_rename,
	0x40000000 | SYS_read, /* x32 */
#endif
};

static long tried;

static int has_it(void)
{
	errno = 0;
	WANT(syscall(tried, 0, 0, 0, 0, 0, 0) == -1 && errno == ENOSYS);
	return 0;
}

static int opens_to_read_only(void)
{
	static const int how[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_RDONLY | O_CREAT | O_EXCL,
		O_TMPFILE | O_RDWR, O_ACCMODE};

	WANT(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0);
	for (size_t i = 0; i < sizeof(how) / sizeof(how[0]); i++)
		WANT(open("/dev/null", how[i], 0600) < 0 && errno == EACCES);
	return 0;
}

static int loops(void)
{
	volatile bool forever = true;

	while (forever)
		;
	return 1;
}

static int waits(void)
{
	char byte;
	int ends[2];

	if (pipe(ends))
		return 1;
	alarm(1); /* in place of HELPER_WALL_SECONDS */
	return read(ends[0], &byte, 1) < 0 ? 2 : 3;
}

static void leaves_nothing(void **state)
{
	(void)state;
	assert_int_equal(inside(has_three_descriptors, false), 0);
	assert_int_equal(inside(has_three_descriptors, true), 0);
	assert_int_equal(inside(has_limits, false), 0);
	assert_int_equal(inside(has_no_environment, true), 0);
}

static void leaves_no_privilege(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip(); /* there is none to leave */
	assert_int_equal(inside(is_no_one, false), 0);
	assert_int_equal(inside(has_no_capability, false), 0);
}

static void leaves_no_dangerous_call(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(dangerous) / sizeof(dangerous[0]); i++) {
		tried = dangerous[i];
		int result = inside(has_it, true);

		if (result != 0 && result != 1000 + SIGSYS)
			fail_msg("call %ld: %d", tried, result);
	}
	assert_int_equal(inside(opens_to_read_only, true), 0);
}

/* Where the other end was closed before it could ask to end with that, it is too late. */
static void ends_with_the_other_end(void **state)
{
	int ends[2], status;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) || close(ends[0]))
			_exit(6);
		_exit(sandbox_enter(files[0], ends[1]) == -EPIPE ? 7 : 8);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

static void ends_what_does_not_end(void **state)
{
	sigset_t set;

	(void)state;
	/* As in staprun, which holds back the signals that would end it. */
	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	assert_int_equal(inside(waits, false), 1000 + SIGALRM);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	if (getenv("SLOW_TESTS"))
		assert_int_equal(inside(loops, false), 1000 + SIGKILL);
}

static int set_up(void **state)
{
	(void)state;
	files[0] = memfd_create("signature", 0);
	files[1] = open("/dev/null", O_WRONLY);
	spare = fcntl(files[1], F_DUPFD, 500);
	return write(files[0], "s", 1) == 1 && spare >= 0 ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_nothing),
		cmocka_unit_test(leaves_no_privilege),
		cmocka_unit_test(leaves_no_dangerous_call),
		cmocka_unit_test(ends_with_the_other_end),
		cmocka_unit_test(ends_what_does_not_end),
	};

	return cmocka_run_group_tests_name("sandbox", tests, set_up, NULL);
}

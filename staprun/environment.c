/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is here runs with everything that the caller could prepare still in place:
 * it calls nothing that looks at that.
 */
#include "staprun/environment.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/compat.h"
#include "common/signals.h"
#include "common/small_file.h"
#include "staprun/messages.h"
#include "staprun/privilege.h"

/* Of the kernel's <linux/prctl.h>, which programs have only since Linux 6.4. */
#define SET_MEMORY_MERGE 67

/* A descriptor 0 to 2 that is closed would be taken by the first file opened, and written to. */
static int take_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			return -1;
	return 0;
}

/*
 * Whether to write to FD, or to close it, may wait for a server, or a program of the caller's: what
 * is not known to be this machine's own may, unless that has its root there (a container's).
 */
static bool may_hang(int fd)
{
	static const unsigned own[] = {EXT4_SUPER_MAGIC, 0x58465342 /* XFS */, BTRFS_SUPER_MAGIC,
		F2FS_SUPER_MAGIC, TMPFS_MAGIC, RAMFS_MAGIC};
	struct statfs where;
	struct stat st, root;
	int domain;

	if (!getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &(socklen_t){sizeof(domain)}))
		return domain != AF_UNIX; /* others may linger */
	if (fstat(fd, &st) || fstatfs(fd, &where) || stat("/", &root))
		return true;
	for (size_t i = 0; S_ISREG(st.st_mode) && i < sizeof(own) / sizeof(own[0]); i++)
		if ((unsigned)where.f_type == own[i])
			return false;
	return !S_ISCHR(st.st_mode) && !S_ISFIFO(st.st_mode) && st.st_dev != root.st_dev;
}

int environment_close_descriptors(int end)
{
	int first = STDERR_FILENO + 1, null;

	/* The others first: the caller may have left no room for one more. */
	if (dup2(end, first) < 0 || compat_close_range((unsigned)first + 1, ~0U))
		return -1;
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 ||
		(may_hang(STDERR_FILENO) && dup2(null, STDERR_FILENO) < 0))
		return -1;
	close(null);
	return first;
}

/*
 * All of them wait: the C library's own two, which sigprocmask() leaves out, and
 * those of faults, too. A fault that is one ends us all the same.
 */
static void take_signals(struct inherited *inherited)
{
	const uint64_t all = ~UINT64_C(0);

	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, &inherited->blocked, sizeof(all));
	/* No handler survives an exec: what is not ignored is as it should be. */
	inherited->ignored = signals_ignored();
	signals_dispose(inherited->ignored, SIG_DFL);
	/* Whoever closes our standard error must not end us with a module half loaded. */
	signal(SIGPIPE, SIG_IGN);
}

int environment_begin(struct inherited *inherited, int argc, char **argv)
{
	static char *nothing[] = {NULL};

	if (argc < 1)
		return -1;
	if (take_descriptors()) {
		complain("ERROR: Couldn't open /dev/null for standard input, output and error: %s",
			strerror(errno));
		return -1;
	}
	take_signals(inherited);
	/* With one of these the kernel calls itself 2.6: which folder is searched hangs on that. */
	inherited->personality = personality(PER_LINUX);
	/* No core, no ptrace, no /proc/PID/mem for the caller: the kernel's default, and our own.
	 */
	if (inherited->personality < 0 || prctl(PR_SET_DUMPABLE, 0)) {
		complain(
			"ERROR: Couldn't keep this process from being traced: %s", strerror(errno));
		return -1;
	}
	inherited->environment = environ;
	if (getuid() != geteuid() || getgid() != getegid())
		environ = nothing;
	inherited->words = argv[0];
	inherited->words_size = (size_t)(argv[argc - 1] - argv[0]) + strlen(argv[argc - 1]) + 1;
	return 0;
}

void environment_show_as(const struct inherited *inherited, const char *name)
{
	memset(inherited->words, 0, inherited->words_size);
	memccpy(inherited->words, name, '\0', inherited->words_size - 1);
	prctl(PR_SET_NAME, name);
}

/* That a keeper goes first is not the caller's to say: its module would stay. */
static void stay_where_memory_is_short(void)
{
	static const char file[] = "/proc/self/oom_score_adj";
	char score[16];

	small_file_line(file, score, sizeof(score));
	int fd = atoi(score) > 0 ? open(file, O_WRONLY | O_CLOEXEC) : -1;
	/* EACCES: it is not the caller who raised it so far, and without that power no one of his
	 * can lower it (a container's). What he raised himself needs none. */
	if (fd >= 0 && WITH(CAP_SYS_RESOURCE, write(fd, "0", 1)) < 0 && errno != EACCES)
		complain("WARNING: Couldn't write to %s: %s", file, strerror(errno));
	close(fd);
}

void environment_isolate(void)
{
	static const int unlimited[] = {
		RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_AS, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_RTTIME};
	const struct rlimit infinity = {RLIM_INFINITY, RLIM_INFINITY}, none = {0, 0},
			    files = {1024, 1024};

	/* The caller's limits would let him choose the call that fails. */
	privilege_raise(CAP_SYS_RESOURCE);
	for (size_t i = 0; i < sizeof(unlimited) / sizeof(unlimited[0]); i++)
		setrlimit(unlimited[i], &infinity);
	setrlimit(RLIMIT_NOFILE, &files);
	setrlimit(RLIMIT_CORE, &none);
	privilege_lower();
	stay_where_memory_is_short();
	/* Or the caller would say how late a wait may end: this is the kernel's own default. */
	prctl(PR_SET_TIMERSLACK, 50000UL);
	/* Who has a page like one of ours would see by the time of a write that there is one. */
	prctl(SET_MEMORY_MERGE, 0, 0, 0, 0);
	umask(077);
}

void environment_hand_over(const struct inherited *inherited)
{
	environ = inherited->environment;
	personality((unsigned long)inherited->personality);
	signal(SIGPIPE, SIG_DFL);
	signals_dispose(inherited->ignored, SIG_IGN);
}

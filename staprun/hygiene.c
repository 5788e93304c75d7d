/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Descriptors, environment, signals and limits. Runs with everything that the
 * caller could prepare still in place: calls nothing that looks at it.
 */
#include "staprun/hygiene.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/compat.h"
#include "common/signals.h"
#include "staprun/answer.h"
#include "staprun/privilege.h"

/*
 * What a setuid staprun keeps of the caller's environment. None of these names
 * a file that is opened, or a program that is run, before privileges are gone.
 */
static const char *const allowed[] = {
	"SYSTEMTAP_STAPIO",
	"STAP_BZ1552745_OVERRIDE",
	"STAP_FIPS_OVERRIDE",
	"STAP_PR13193_OVERRIDE",
};

#define ALLOWED (sizeof(allowed) / sizeof(allowed[0]))

/* No shell gives a program more; those above are closed before stapio sees them. */
#define CALLERS_MAX 256

/*
 * A descriptor 0 to 2 that is closed would be taken by the first file opened, and
 * written to. The others are not looked at, only which there are.
 */
static int take_descriptors(struct inherited *inherited)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			return -1;
	FD_ZERO(&inherited->descriptors);
	for (int fd = STDERR_FILENO + 1; fd < CALLERS_MAX; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			FD_SET(fd, &inherited->descriptors);
	return 0;
}

int hygiene_close(int end)
{
	int first = STDERR_FILENO + 1;

	return dup2(end, first) < 0 || compat_close_range((unsigned)first + 1, ~0U, false) ? -1
											   : first;
}

int hygiene_hand_over_descriptors(const struct inherited *inherited, int end)
{
	/* What a plug-in of the C library's may have left open is closed by the exec. */
	if (compat_close_range(STDERR_FILENO + 1, ~0U, true))
		return -1;
	for (int fd = STDERR_FILENO + 1; fd < CALLERS_MAX; fd++)
		if (FD_ISSET(fd, &inherited->descriptors))
			fcntl(fd, F_SETFD, 0);
	return fcntl(end, F_SETFD, 0);
}

static char *lookup(char **environment, const char *name)
{
	size_t length = strlen(name);

	for (; *environment; environment++)
		if (strncmp(*environment, name, length) == 0 && (*environment)[length] == '=')
			return *environment;
	return NULL;
}

static void rebuild_environment(char **callers)
{
	static char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
	static char *own[ALLOWED + 2];
	size_t count = 0;

	own[count++] = path;
	for (size_t i = 0; i < ALLOWED; i++) {
		char *variable = lookup(callers, allowed[i]);

		if (variable)
			own[count++] = variable;
	}
	own[count] = NULL;
	environ = own;
}

/*
 * All of them wait: the C library's own two, which sigprocmask() leaves out, and
 * those of faults, too. A fault that is one ends us all the same.
 */
static void block_signals(sigset_t *old)
{
	const uint64_t all = ~UINT64_C(0);

	sigemptyset(old);
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, old, sizeof(all));
}

static void take_signals(struct inherited *inherited)
{
	block_signals(&inherited->mask);
	/* No handler survives an exec: what is not ignored is as it should be. */
	signals_ignored(&inherited->ignored);
	signals_dispose(&inherited->ignored, SIG_DFL);
	/* Whoever closes our standard error must not end us with a module half loaded. */
	signal(SIGPIPE, SIG_IGN);
}

int hygiene_begin(struct inherited *inherited, int argc, char **argv)
{
	if (argc < 1)
		return -1;
	if (take_descriptors(inherited)) {
		complain("Couldn't open /dev/null for standard input, output and error: %s",
			strerror(errno));
		return -1;
	}
	take_signals(inherited);
	/* With one of these the kernel calls itself 2.6: which folder is searched hangs on that. */
	inherited->personality = personality(PER_LINUX);
	/* No core, no ptrace, no /proc/PID/mem for the caller: the kernel's default, and our own.
	 */
	if (inherited->personality < 0 || prctl(PR_SET_DUMPABLE, 0)) {
		complain("Couldn't keep this process from being traced: %s", strerror(errno));
		return -1;
	}
	inherited->environment = environ;
	inherited->words = argv[0];
	inherited->words_size = (size_t)(argv[argc - 1] - argv[0]) + strlen(argv[argc - 1]) + 1;
	if (getuid() != geteuid() || getgid() != getegid())
		rebuild_environment(environ);
	return 0;
}

void hygiene_rename(const struct inherited *inherited, const char *name)
{
	memset(inherited->words, 0, inherited->words_size);
	memccpy(inherited->words, name, '\0', inherited->words_size - 1);
	prctl(PR_SET_NAME, name);
}

void hygiene_isolate(void)
{
	static const int unlimited[] = {RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_AS, RLIMIT_DATA};
	const struct rlimit infinity = {RLIM_INFINITY, RLIM_INFINITY}, none = {0, 0},
			    files = {1024, 1024};

	/* The caller's limits would let him choose the call that fails. */
	privilege_raise(CAP_SYS_RESOURCE);
	for (size_t i = 0; i < sizeof(unlimited) / sizeof(unlimited[0]); i++)
		setrlimit(unlimited[i], &infinity);
	setrlimit(RLIMIT_NOFILE, &files);
	setrlimit(RLIMIT_CORE, &none);
	privilege_lower();
	umask(077);
}

bool hygiene_interrupted(const struct inherited *inherited)
{
	sigset_t meaningless;

	sigorset(&meaningless, &inherited->mask, &inherited->ignored);
	return interruption_pending(&meaningless);
}

uint64_t hygiene_hand_over(const struct inherited *inherited)
{
	environ = inherited->environment;
	personality((unsigned long)inherited->personality);
	signal(SIGPIPE, SIG_DFL);
	signals_dispose(&inherited->ignored, SIG_IGN);
	return signals_to_bits(&inherited->mask);
}

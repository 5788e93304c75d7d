/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an attacker needs and a shell can't do. Compiled statically, run in the
 * guest as an ordinary user.
 *
 * attack empty-argv PROGRAM        runs PROGRAM with no arguments at all, not even argv[0]
 * attack swap FIRST SECOND         exchanges the two names for ever, as fast as it goes
 * attack ignoring PROGRAM ARG...   runs PROGRAM with every signal ignored and blocked
 * attack pending PROGRAM ARG...    runs PROGRAM with SIGTERM blocked, and one waiting
 * attack limited PROGRAM ARG...    runs PROGRAM with the least of every resource that lets it start
 * attack unhurried PROGRAM ARG...  runs PROGRAM with waits that may end a day late, first to go
 *                                  where memory is short, its pages open to be merged with others'
 * attack reading FILE PROGRAM ARG... runs PROGRAM with FILE as its standard input
 * attack meddle PID                succeeds where anything can be done to that process
 * attack personality BITS PROGRAM ARG... runs PROGRAM with this personality(2)
 * attack terminal PROGRAM ARG...   runs PROGRAM on a terminal, whose output is ours
 * attack audit on                  turns the kernel's audit on
 * attack deaf PATH                 is a log at PATH that takes no more, for ever
 * attack lock FILE                 has a read lock on FILE for ever
 * attack bar FOLDER                has it locked for ever, as flock(2) does; says so
 * attack request KIND BYTE SIZE NAME -F...   in the place of stapio: SIZE bytes of BYTE behind
 *                                  KIND, an int, with NAME where the module's is unless it is "",
 *                                  and a descriptor, are the request; prints how the loader ends
 * attack hand HOW PATH -F...       in the place of stapio: asks for the file PATH, whose bytes come
 *                                  HOW no stapio would send them; prints how the loader ends
 * attack clutch FOLDER             opens each file .cmd there is one folder below FOLDER, for ever
 * attack hold PATH -F...           in the place of stapio: has PATH loaded, attaches to nothing,
 *                                  and waits to be killed
 * attack cling NAME -F...          the same with the module NAME, which is there
 * attack lead PATH -F...           has PATH loaded by a loader that is the first of a process
 * group; prints how it ends
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/netlink.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/outcome.h"
#include "common/request.h"

static int empty_argv(char **argv)
{
	/* The old trick: the first environment variable becomes argv[1] to who does not count. */
	static char path[] = "-d", shell[] = "SHELL=/x", *environment[] = {path, shell, NULL},
		    *none[] = {NULL};

	return execve(argv[0], none, environment);
}

static int swap(char **argv)
{
	for (;;)
		if (syscall(SYS_renameat2, AT_FDCWD, argv[0], AT_FDCWD, argv[1], RENAME_EXCHANGE))
			return 1;
}

static int ignoring(char **argv)
{
	sigset_t all;

	for (int number = 1; number < 32; number++)
		signal(number, SIG_IGN);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	return execvp(argv[0], argv);
}

static int pending(char **argv)
{
	sigset_t blocked;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	raise(SIGTERM);
	return execvp(argv[0], argv);
}

static int limited(char **argv)
{
	const struct {
		int resource;
		rlim_t limit;
	} limits[] = {
		{RLIMIT_FSIZE, 0},
		{RLIMIT_CORE, RLIM_INFINITY},
		{RLIMIT_MEMLOCK, 0},
		{RLIMIT_SIGPENDING, 0},
		{RLIMIT_MSGQUEUE, 0},
		{RLIMIT_DATA, 4 << 20},
		{RLIMIT_STACK, 256 << 10},
		{RLIMIT_NOFILE, 8},
	};

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		struct rlimit limit = {limits[i].limit, limits[i].limit};

		setrlimit(limits[i].resource, &limit);
	}
	return execvp(argv[0], argv);
}

static int unhurried(char **argv)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY);

	prctl(67, 1, 0, 0, 0); /* PR_SET_MEMORY_MERGE, where there is that */
	return write(fd, "1000", 4) < 0 || prctl(PR_SET_TIMERSLACK, 86400000000000UL) ||
	       execvp(argv[0], argv);
}

/* A shell would have closed it once already. */
static int reading(char **argv)
{
	close(STDIN_FILENO);
	return open(argv[0], O_RDONLY) != STDIN_FILENO || execvp(argv[1], argv + 1);
}

static int meddle(char **argv)
{
	pid_t pid = atoi(argv[0]);
	struct rlimit limit = {1, 1};
	cpu_set_t first = {{1}};
	char byte;
	struct iovec here = {&byte, 1}, there = {(void *)0x400000, 1};

	/* What is no one's to do at all (EFAULT) was not refused. */
	if (ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0 ||
		process_vm_readv(pid, &here, 1, &there, 1, 0) >= 0 || errno == EFAULT)
		return 0;
	return !(prlimit(pid, RLIMIT_CPU, &limit, NULL) == 0 ||
		 sched_setaffinity(pid, sizeof(first), &first) == 0 ||
		 setpriority(PRIO_PROCESS, (id_t)pid, 19) == 0);
}

static int with_personality(char **argv)
{
	return personality(strtoul(argv[0], NULL, 0)) < 0 || execvp(argv[1], argv + 1);
}

static int terminal(char **argv)
{
	char bytes[4096];
	ssize_t got;
	int fd;

	switch (forkpty(&fd, NULL, NULL, NULL)) {
	case -1:
		return 1;
	case 0:
		return execvp(argv[0], argv);
	}
	while ((got = read(fd, bytes, sizeof(bytes))) > 0)
		if (write(STDOUT_FILENO, bytes, (size_t)got) != got)
			return 1;
	return wait(NULL) < 0;
}

static int audit_on(char **argv)
{
	struct {
		struct nlmsghdr header;
		struct audit_status status;
	} message = {{sizeof(message), AUDIT_SET, NLM_F_REQUEST, 0, 0},
		{.mask = AUDIT_STATUS_ENABLED, .enabled = strcmp(argv[0], "on") == 0}};
	int audit = socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT);

	return send(audit, &message, sizeof(message), 0) != sizeof(message);
}

static int deaf(char **argv)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int log = socket(AF_UNIX, SOCK_DGRAM, 0), end = socket(AF_UNIX, SOCK_DGRAM, 0);

	strcpy(address.sun_path, argv[0]);
	if (bind(log, (struct sockaddr *)&address, sizeof(address)) ||
		connect(end, (struct sockaddr *)&address, sizeof(address)) || chmod(argv[0], 0666))
		return 1;
	while (send(end, "full", 4, MSG_DONTWAIT) == 4)
		;
	puts("full");
	fflush(stdout);
	return pause();
}

static int lock(char **argv)
{
	struct flock all = {.l_type = F_RDLCK};
	int fd = open(argv[0], O_RDONLY);

	if (fd < 0 || fcntl(fd, F_SETLK, &all))
		return 1;
	puts("locked");
	fflush(stdout);
	return pause();
}

static int clutch(char **argv)
{
	const struct rlimit many = {4096, 4096};
	char path[PATH_MAX];
	struct dirent *entry;

	setrlimit(RLIMIT_NOFILE, &many);
	puts("here");
	fflush(stdout);
	for (;;) {
		DIR *folder = opendir(argv[0]);

		if (!folder)
			return 1;
		while ((entry = readdir(folder))) {
			snprintf(path, sizeof(path), "%s/%s/.cmd", argv[0], entry->d_name);
			open(path, O_RDONLY | O_NONBLOCK); /* and kept */
		}
		closedir(folder);
	}
}

static int bar(char **argv)
{
	int fd = open(argv[0], O_RDONLY);

	if (fd < 0 || flock(fd, LOCK_EX))
		return 1;
	puts("barred");
	fflush(stdout);
	return pause();
}

static int tell_end(pid_t loader)
{
	int status;

	if (waitpid(loader, &status, 0) != loader)
		return 1;
	if (WIFSIGNALED(status))
		printf("the loader was ended by signal %d\n", WTERMSIG(status));
	else
		printf("the loader ended with %d\n", WEXITSTATUS(status));
	return 0;
}

static int request(char **argv)
{
	static char bytes[1 << 20];
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control = {.header = {.cmsg_level = SOL_SOCKET,
			     .cmsg_type = SCM_RIGHTS,
			     .cmsg_len = CMSG_LEN(sizeof(int))}};
	int kind = atoi(argv[0]), end, loader;
	struct iovec all = {bytes, (size_t)atoi(argv[2])};
	struct msghdr message = {.msg_iov = &all,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control)};

	if (sscanf(argv[4], "-F%d,%d,", &end, &loader) != 2)
		return 1;
	memset(bytes, atoi(argv[1]), sizeof(bytes));
	memcpy(bytes, &kind, sizeof(kind));
	if (*argv[3])
		strcpy(bytes + (kind == REQUEST_REMOVE ? offsetof(struct request, options)
						       : offsetof(struct request, module)),
			argv[3]);
	memcpy(CMSG_DATA(&control.header), &end, sizeof(end));
	/* Twice, should it listen for more. */
	if (sendmsg(end, &message, 0) < 0)
		return 1;
	sendmsg(end, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
	shutdown(end, SHUT_WR);
	return tell_end(loader);
}

/* What the file PATH is made of, and how much of that there is. */
static char *contents_of(const char *path, size_t *size)
{
	static char bytes[16 << 20];
	int fd = open(path, O_RDONLY);
	ssize_t got = read(fd, bytes, sizeof(bytes));

	*size = got > 0 ? (size_t)got : 0;
	return bytes;
}

/* Asks the loader at END for the file PATH, of which it says that it has MODULE bytes, its
 * signature SIGNATURE; and sends SIZE of BYTES, in messages of up to EACH. */
static bool ask_to_load(int end, const char *path, uint32_t module, int32_t signature,
	const char *bytes, size_t size, size_t each)
{
	static struct request wish = {.kind = REQUEST_LOAD};

	strcpy(wish.module, path);
	wish.module_size = module;
	wish.signature_size = signature;
	if (send(end, &wish, offsetof(struct request, options) + 1, 0) < 0)
		return false;
	for (size_t at = 0; at < size; at += each)
		if (send(end, bytes + at, size - at < each ? size - at : each, MSG_NOSIGNAL) < 0)
			return true; /* it has had enough */
	return true;
}

static int hand(char **argv)
{
	static struct outcome outcome;
	const char *how = argv[0], *path = argv[1];
	int end, loader;
	const bool none = strcmp(how, "none") == 0; /* it need not even be there */
	size_t size = 0;
	char *bytes = none ? NULL : contents_of(path, &size);
	uint32_t all = (uint32_t)size;
	bool asked;

	if (sscanf(argv[2], "-F%d,%d,", &end, &loader) != 2 || (!none && !size))
		return 1;
	if (strcmp(how, "less") == 0)
		asked = ask_to_load(end, path, all, -ENOENT, bytes, size - 1, FILE_MESSAGE_MAX);
	else if (strcmp(how, "more") == 0)
		asked = ask_to_load(end, path, all - 1, -ENOENT, bytes, size, FILE_MESSAGE_MAX);
	else if (strcmp(how, "wide") == 0)
		asked = ask_to_load(end, path, all, -ENOENT, bytes, size, FILE_MESSAGE_MAX + 1);
	else if (strcmp(how, "huge") == 0)
		asked = ask_to_load(end, path, UINT32_MAX, -ENOENT, bytes, size, FILE_MESSAGE_MAX);
	else if (none)
		asked = ask_to_load(end, path, 0, -ENOENT, bytes, 0, 1);
	else if (strcmp(how, "signature-huge") == 0)
		asked = ask_to_load(end, path, all, INT32_MAX, bytes, size, FILE_MESSAGE_MAX);
	else if (strcmp(how, "signature-negative") == 0)
		asked = ask_to_load(end, path, all, INT32_MIN, bytes, size, FILE_MESSAGE_MAX);
	else if (strcmp(how, "signature-less") == 0)
		asked = ask_to_load(end, path, all, 100, bytes, size, FILE_MESSAGE_MAX);
	else if (strcmp(how, "signature-unreadable") == 0)
		asked = ask_to_load(end, path, all, -EACCES, bytes, size, FILE_MESSAGE_MAX);
	else /* byte by byte, nearly */
		asked = ask_to_load(end, path, all, -ENOENT, bytes, size, 500);
	if (!asked)
		return 1;
	shutdown(end, SHUT_WR);
	while (recv(end, &outcome, sizeof(outcome), 0) > 0)
		if (outcome.kind >= OUTCOME_FAILURES)
			printf("%d: %s\n", outcome.kind, strerror(outcome.error));
	return tell_end(loader);
}

/* Waits for a module to come over END, says so, and waits to be killed. */
static int have(int end)
{
	static struct outcome outcome;

	while (recv(end, &outcome, sizeof(outcome), 0) > 0 && outcome.kind != OUTCOME_MODULE)
		;
	puts("loaded");
	fflush(stdout);
	pause();
	return 0;
}

static int hold(char **argv)
{
	size_t size;
	char *bytes = contents_of(argv[0], &size);
	int end;

	if (sscanf(argv[1], "-F%d,", &end) != 1 ||
		!ask_to_load(end, argv[0], (uint32_t)size, -ENOENT, bytes, size, FILE_MESSAGE_MAX))
		return 1;
	return have(end);
}

static int lead(char **argv)
{
	static struct outcome outcome;
	size_t size;
	char *bytes = contents_of(argv[0], &size);
	int end, loader;

	if (sscanf(argv[1], "-F%d,%d,", &end, &loader) != 2 || setpgid(loader, loader) ||
		!ask_to_load(end, argv[0], (uint32_t)size, -ENOENT, bytes, size, FILE_MESSAGE_MAX))
		return 1;
	while (recv(end, &outcome, sizeof(outcome), 0) > 0)
		if (outcome.kind >= OUTCOME_FAILURES)
			puts(strerror(outcome.error));
	return tell_end(loader);
}

static int cling(char **argv)
{
	static struct request wish = {.kind = REQUEST_ATTACH};
	int end;

	strncpy(wish.module, argv[0], sizeof(wish.module) - 1);
	if (sscanf(argv[1], "-F%d,", &end) != 1 ||
		send(end, &wish, offsetof(struct request, options) + 1, 0) < 0)
		return 1;
	return have(end);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(char **argv);
	} attacks[] = {{"empty-argv", empty_argv}, {"swap", swap}, {"ignoring", ignoring},
		{"pending", pending}, {"limited", limited}, {"unhurried", unhurried},
		{"reading", reading}, {"lead", lead}, {"bar", bar}, {"meddle", meddle},
		{"personality", with_personality}, {"terminal", terminal}, {"audit", audit_on},
		{"deaf", deaf}, {"lock", lock}, {"clutch", clutch}, {"request", request},
		{"hand", hand}, {"hold", hold}, {"cling", cling}};

	for (size_t i = 0; argc > 2 && i < sizeof(attacks) / sizeof(attacks[0]); i++)
		if (strcmp(argv[1], attacks[i].name) == 0)
			return attacks[i].run(argv + 2) ? 125 : 0;
	fprintf(stderr, "usage: attack KIND ARG...\n");
	return 125;
}

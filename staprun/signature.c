/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The privileged side of the signature check: starts the checker, takes one
 * byte from it, and believes nothing else. It looks at no byte of the module,
 * the signature or the database itself.
 */
#include "staprun/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/report.h"
#include "staprun/sandbox.h"
#include "staprun/verifier.h"

/* The checker's own clocks run out first, if all is well. */
#define DEADLINE_MS ((SANDBOX_WALL_SECONDS + 5) * 1000LL)

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/*
 * Reads up to ROOM bytes until the end of what the checker says. Returns how
 * many came, ROOM when there were too many; or -errno, ETIMEDOUT among them.
 */
static int read_answer(int fd, char *answer, int room)
{
	const long long deadline = now_ms() + DEADLINE_MS;
	int length = 0;

	while (length < room) {
		struct pollfd waiting = {.fd = fd, .events = POLLIN};
		long long left = deadline - now_ms();
		int ready = left > 0 ? poll(&waiting, 1, (int)left) : 0;

		if (ready == 0)
			return -ETIMEDOUT;
		ssize_t got = ready > 0 ? read(fd, answer + length, (size_t)(room - length)) : -1;

		if (got == 0)
			break;
		if (got > 0)
			length += (int)got;
		else if (errno != EINTR)
			return -errno;
	}
	return length;
}

/* The exit status as wait(2) gives it; -1 when it can't be had. */
static int end_checker(pid_t checker, bool kill_it)
{
	int status;
	pid_t ended;
	/* One that can't be killed must not hold us up: it will end itself. */
	int how = kill_it && kill(checker, SIGKILL) < 0 ? WNOHANG : 0;

	do {
		ended = waitpid(checker, &status, how);
	} while (ended < 0 && errno == EINTR);
	return ended == checker ? status : -1;
}

/* One letter, then the end, then a clean exit; everything else is not an answer. */
static enum signature judge(const char *answer, int length, int status)
{
	const char *letter;

	if (length == -ETIMEDOUT)
		report_warning("Couldn't check the module's signature: it took too long.");
	else if (length == 0 && status != -1 && WIFSIGNALED(status))
		report_warning("Couldn't check the module's signature: the checker ended by "
			       "signal %d (%s).",
			WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (length != 1 || status != 0)
		report_warning("Couldn't check the module's signature: the checker failed.");
	else if ((letter = memchr(VERIFIER_LETTERS, answer[0], strlen(VERIFIER_LETTERS))))
		return (enum signature)(letter - VERIFIER_LETTERS);
	return SIGNATURE_UNKNOWN;
}

enum signature signature_verify_against(
	const char *database, uid_t owner, int module, int signature)
{
	int ends[2];
	char answer[2] = {0};

	if (signature < 0)
		return SIGNATURE_NONE;
	if (pipe2(ends, O_CLOEXEC) < 0) {
		report_warning("Couldn't check the module's signature: %s", strerror(errno));
		return SIGNATURE_UNKNOWN;
	}
	pid_t checker = fork();

	if (checker == 0)
		verifier_run(database, owner, module, signature, ends[1]);
	close(ends[1]);
	if (checker < 0) {
		report_warning("Couldn't check the module's signature: %s", strerror(errno));
		close(ends[0]);
		return SIGNATURE_UNKNOWN;
	}
	int length = read_answer(ends[0], answer, sizeof(answer));

	close(ends[0]);
	return judge(answer, length, end_checker(checker, length != 1));
}

enum signature signature_verify(int module, int signature)
{
	return signature_verify_against(SIGNATURE_DATABASE, 0, module, signature);
}

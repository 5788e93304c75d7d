/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keeper is told one word and answers; where there is none, staprun -d is run. */
#include "stapio/unload.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/await.h"
#include "common/report.h"
#include "stapio/interrupts.h"

/* Beside 0 and -errno: */
enum {
	NOT_WAITED_FOR = 1, /* by a third interrupt */
	EXPLAINED,          /* staprun -d has said why not */
};

bool keeper_tell(int keeper, enum keep word)
{
	for (unsigned try = 0; keeper >= 0; try++) {
		if (send(keeper, &(char){(char)word}, 1, MSG_NOSIGNAL) == 1)
			return true;
		/* Short of memory for the moment? */
		if ((errno != ENOMEM && errno != ENOBUFS && errno != EINTR) || try == 7)
			return false;
		poll(NULL, 0, 1 << try);
	}
	return false;
}

/* Waits for a signal, or until KEEPER (-1: no one) says something. False: enough of that. */
static bool wait_on(struct unload *unload, int keeper)
{
	struct pollfd events[] = {
		{.fd = unload->signals, .events = POLLIN},
		{.fd = keeper, .events = POLLIN},
	};

	await(events, 2, -1);
	unload->interrupts += interrupts_take(unload->signals);
	return unload->interrupts < 3;
}

/* -EPIPE: there is no keeper. */
static int ask_keeper(struct unload *unload)
{
	int rc;

	if (!keeper_tell(unload->keeper, KEEP_REMOVE))
		return -EPIPE;
	for (;;) {
		ssize_t got = recv(unload->keeper, &rc, sizeof(rc), MSG_DONTWAIT);

		if (got == (ssize_t)sizeof(rc)) {
			if (!rc)
				report_verbose(1, "Module %s removed.", unload->options->module);
			return rc;
		}
		if (got >= 0 || (errno != EAGAIN && errno != EINTR))
			return -EPIPE;
		if (!wait_on(unload, unload->keeper))
			return NOT_WAITED_FOR;
	}
}

static int run_staprun(struct unload *unload)
{
	static const char *const colors[] = {
		[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
	const struct options *options = unload->options;
	const char *argv[] = {"staprun", "-C", colors[options->color], "-d", options->module, NULL};
	const char *staprun = getenv("SYSTEMTAP_STAPRUN");
	pid_t pid, ended;
	int status = 0;

	if (!staprun || !*staprun)
		staprun = STAPRUN_PATH;
	int rc = posix_spawn(&pid, staprun, NULL, NULL, (char **)argv, environ);
	if (rc)
		return -rc;
	while ((ended = waitpid(pid, &status, WNOHANG)) == 0)
		if (!wait_on(unload, -1))
			return NOT_WAITED_FOR;
	return ended == pid && status == 0 ? 0 : EXPLAINED;
}

int unload(struct unload *unload)
{
	const char *module = unload->options->module;
	int rc = ask_keeper(unload);

	if (rc == -EPIPE)
		rc = run_staprun(unload);
	if (rc == NOT_WAITED_FOR)
		report_warning("Module %s is being removed; that was not waited for.", module);
	else if (rc)
		report_error("Module %s is still loaded%s%s; remove it with: staprun -d %s", module,
			rc < 0 ? ": " : "", rc < 0 ? strerror(-rc) : "", module);
	return rc ? -1 : 0;
}

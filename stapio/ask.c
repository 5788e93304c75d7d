/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One request, one answer. What comes between is the loader's: it looks for
 * signals that wait, and it says what goes wrong.
 */
#include "stapio/ask.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/module_name.h"
#include "common/report.h"
#include "common/request.h"
#include "common/signals.h"

/* The caller's, as the caller's environment has it. */
static struct control_tzinfo find_time_zone(void)
{
	struct control_tzinfo time_zone = {0};
	time_t now = time(NULL);
	struct tm local;

	tzset();
	if (localtime_r(&now, &local)) {
		time_zone.seconds_west = -local.tm_gmtoff;
		strncpy(time_zone.name, local.tm_zone, sizeof(time_zone.name) - 1);
	}
	return time_zone;
}

/* Returns the size of REQUEST up to its end, or 0 after reporting what does not fit. */
static size_t formulate(struct request *request, const struct options *options)
{
	*request = (struct request){
		.kind = options->delete_module ? REQUEST_REMOVE
			: options->attach      ? REQUEST_ATTACH
					       : REQUEST_LOAD,
		.verbosity = options->verbosity,
		.color = options->color,
		.rename = options->rename,
		.remote = options->remote,
		.origin.id = options->remote_id,
		.time_zone = find_time_zone(),
		.buffer_mb = options->buffer_mb,
	};
	if (options->remote) /* cut short as the script would see it anyway */
		strncpy(request->origin.uri, options->remote_uri, sizeof(request->origin.uri) - 1);
	if (strlen(options->module) >= sizeof(request->module)) {
		report_error("Unable to canonicalize path \"%.64s...\": %s", options->module,
			strerror(ENAMETOOLONG));
		return 0;
	}
	strcpy(request->module, options->module);
	if (!options_join(request->options, options)) {
		report_error("The options for the module are too long (more than %d bytes).",
			MODULE_OPTIONS_SIZE);
		return 0;
	}
	return offsetof(struct request, options) + strlen(request->options) + 1;
}

/* Takes the module that the loader hands over. False: there is none. */
static bool receive_module(int loader, char name[static MODULE_NAME_SIZE], int *folder)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(*folder))];
	} control = {0};
	struct iovec bytes = {name, MODULE_NAME_SIZE};
	struct msghdr message = {.msg_iov = &bytes,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control)};
	ssize_t got;

	do
		got = recvmsg(loader, &message, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	if (got == MODULE_NAME_SIZE && message.msg_flags & MSG_CTRUNC)
		report_error("Couldn't take module %.55s over: %s", name, strerror(EMFILE));
	if (got != MODULE_NAME_SIZE || control.header.cmsg_type != SCM_RIGHTS ||
		control.header.cmsg_len != CMSG_LEN(sizeof(*folder)))
		return false;
	memcpy(folder, CMSG_DATA(&control.header), sizeof(*folder));
	name[MODULE_NAME_SIZE - 1] = '\0';
	return true;
}

/* True when a signal waits that would end who neither ignores it nor has it BLOCKED. */
static bool interrupted(const sigset_t *blocked)
{
	sigset_t meaningless = *blocked;
	struct sigaction action;

	for (int number = 1; number <= SIGRTMAX; number++)
		if (!sigaction(number, NULL, &action) && action.sa_handler == SIG_IGN)
			sigaddset(&meaningless, number);
	return interruption_pending(&meaningless);
}

static int wait_for_loader(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 1;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	report_error("The process that loads the module was ended by signal %d (%s).",
		WTERMSIG(status), strsignal(WTERMSIG(status)));
	report_line("Should the module be loaded, 'staprun -d' with its name removes it.");
	return 1;
}

void loading_not(const struct taken_over *taken_over)
{
	close(taken_over->loader);
	waitpid(taken_over->loader_pid, NULL, 0);
}

int loading(struct options *options, struct taken_over *taken_over)
{
	static char name[MODULE_NAME_SIZE];
	static struct request request;
	size_t size = formulate(&request, options);
	bool asked =
		size && send(taken_over->loader, &request, size, MSG_NOSIGNAL) == (ssize_t)size;
	int status;

	if (size && !asked)
		report_error("Couldn't ask for the module: %s", strerror(errno));
	if (asked && receive_module(taken_over->loader, name, &taken_over->folder) &&
		!interrupted(&taken_over->blocked)) {
		options->module = name;
		return -1;
	}
	/* The loader sees the end of what is said, and removes what it loaded. */
	close(taken_over->loader);
	if (taken_over->folder >= 0)
		close(taken_over->folder);
	status = wait_for_loader(taken_over->loader_pid);
	return status || (asked && options->delete_module) ? status : 1;
}

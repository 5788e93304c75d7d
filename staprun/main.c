/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * staprun: loads a SystemTap module for a user and becomes stapio. main() is
 * the whole life of a run. It is installed setuid root, and has two processes:
 * the one that was started drops every privilege as soon as the other, the
 * loader, exists, waits for the module, and executes stapio.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/options.h"
#include "common/report.h"
#include "common/version.h"
#include "staprun/handover.h"
#include "staprun/hygiene.h"
#include "staprun/loader.h"
#include "staprun/policy.h"
#include "staprun/privilege.h"
#include "staprun/remove.h"

static int usage(const char *reason)
{
	report_error("%s", reason);
	options_print_help("staprun");
	return 1;
}

/* Starts the loader. Returns its pid with our END of the handover, or -1. */
static pid_t start_loader(const struct options *options, const struct caller *caller,
	const struct inherited *inherited, int *end)
{
	int ends[2];
	pid_t pid = -1;

	if (handover_open(ends) || (fflush(NULL), pid = fork()) < 0) {
		report_error("Couldn't start a process that loads the module: %s", strerror(errno));
		return -1;
	}
	if (pid == 0) {
		close(ends[0]);
		_exit(loader(options, caller, inherited, ends[1]));
	}
	close(ends[1]);
	*end = ends[0];
	return pid;
}

/* Waits for the module, and until the loader has ended. Returns the loader's exit status. */
static int receive_module(pid_t pid, int end, struct loaded *loaded)
{
	int status, rc = handover_receive_module(end, loaded);

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 1;
	if (WIFSIGNALED(status)) {
		report_error("The process that loads the module was ended by signal %d (%s).",
			WTERMSIG(status), strsignal(WTERMSIG(status)));
		if (rc)
			report_line(
				"Should the module be loaded, 'staprun -d' with its name removes it.");
		return 1;
	}
	return WEXITSTATUS(status) ? WEXITSTATUS(status) : rc ? 1 : 0;
}

/* The arguments of stapio: the module's folder, the caller's options, the module's name. */
static char **stapio_arguments(char **argv, int options_end, const struct loaded *loaded)
{
	char **arguments = calloc((size_t)options_end + 5, sizeof(*arguments));
	int count = 0;

	if (!arguments || asprintf(&arguments[2], "%d", loaded->folder) < 0)
		return NULL;
	arguments[count++] = (char *)"stapio";
	arguments[count++] = (char *)"-F";
	count++;
	for (int i = 1; i < options_end; i++)
		arguments[count++] = argv[i];
	/* A "--" among the options ends them; without one, a module's name is no option either. */
	arguments[count++] = (char *)loaded->name;
	return arguments;
}

/* Removes the module when stapio can't be had: by ourselves, started afresh and setuid again. */
static void remove_again(int self, const char *name, bool attached_only)
{
	char *const arguments[] = {(char *)"staprun", (char *)"-d", (char *)name, NULL};
	pid_t pid;

	if (attached_only || (pid = fork()) < 0)
		return;
	if (pid == 0) {
		execveat(self, "", arguments, environ, AT_EMPTY_PATH);
		_exit(1);
	}
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

int main(int argc, char **argv)
{
	struct inherited inherited;
	struct options options;
	struct caller caller;
	struct loaded loaded = {.folder = -1};
	char reason[OPTIONS_REASON_SIZE];
	const char *stapio;
	char **arguments;
	int end, self, status;
	pid_t pid;

	/* A world of our own. */
	if (hygiene_begin(&inherited, argc))
		return 1;

	/* What is wanted? */
	report_printable();
	switch (options_parse(&options, argc, argv, reason)) {
	case OPTIONS_HELP:
		options_print_help("staprun");
		return 0;
	case OPTIONS_VERSION:
		fputs(VERSION_TEXT, stdout);
		return 0;
	case OPTIONS_WRONG:
		return usage(reason);
	case OPTIONS_RUN:
		break;
	}
	if (options.module_folder >= 0)
		return usage("Option '-F' is for stapio only.");
	report_setup(options.verbosity + options_verbosity(getenv("SYSTEMTAP_VERBOSE")),
		options.color, getenv("SYSTEMTAP_COLORS"));

	/* Who wants it? */
	if (privilege_begin() || privilege_identify(&caller))
		return 1;
	if (!caller.root && !caller.levels) {
		report_error("%s", policy_reason(POLICY_REFUSE_NOT_A_USER));
		return EXIT_REFUSED;
	}

	if (options.delete_module) {
		hygiene_isolate();
		return privilege_cut(&caller) ? 1 : remove_modules(options.module, &caller);
	}

	/* Nothing is loaded for a stapio that is not there: asked with the caller's real ids. */
	stapio = getenv("SYSTEMTAP_STAPIO") ? getenv("SYSTEMTAP_STAPIO") : STAPIO_PATH;
	if (access(stapio, X_OK)) {
		report_error("Couldn't run '%s': %s", stapio, strerror(errno));
		report_line(
			"It is installed together with staprun; SYSTEMTAP_STAPIO names another one.");
		return 1;
	}
	self = open("/proc/self/exe", O_PATH | O_CLOEXEC);

	/* From here on all privilege is the loader's. */
	pid = start_loader(&options, &caller, &inherited, &end);
	if (pid < 0 || privilege_drop(&caller))
		return 1;
	hygiene_restore_environment(&inherited);
	if (!options.attach) /* what is sent and never read would reset the connection */
		handover_send_time_zone(end);
	status = receive_module(pid, end, &loaded);

	/* The module is loaded, or was there to attach to: stapio's turn. */
	if (!status && !hygiene_interrupted(&inherited)) {
		arguments = stapio_arguments(argv, optind, &loaded);
		hygiene_hand_over_signals(&inherited);
		/* Nor any descriptor that a plug-in of the C library's may have left open. */
		close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
		if (arguments && !fcntl(loaded.folder, F_SETFD, 0))
			execv(stapio, arguments);
		report_error("Couldn't run '%s': %s", stapio, strerror(errno));
		fcntl(loaded.folder, F_SETFD, FD_CLOEXEC);
	}

	/* It is not to be: the module goes, and a signal that waited ends us here. */
	if (loaded.folder >= 0)
		remove_again(self, loaded.name, options.attach);
	hygiene_restore_signals(&inherited);
	return status ? status : 1;
}

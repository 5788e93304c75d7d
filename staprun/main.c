/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * staprun: loads a SystemTap module for a user and becomes stapio. main() is
 * the whole life of a run. It is installed setuid root, and has two processes:
 * the one that was started drops every privilege as soon as the other, the
 * loader, exists, waits for the module, and executes stapio.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/close_range.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/options.h"
#include "common/report.h"
#include "staprun/handover.h"
#include "staprun/helper.h"
#include "staprun/hygiene.h"
#include "staprun/loader.h"
#include "staprun/policy.h"
#include "staprun/privilege.h"
#include "staprun/remove.h"

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

/* Waits until the loader has ended. Returns its exit status. */
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

/*
 * Executes STAPIO with what it takes over (-F), the caller's options among
 * ARGV, and the module's name. Returns if that can't be done, after reporting
 * why.
 */
static void become_stapio(const char *stapio, char **argv, int options_end,
	const struct loaded *loaded, int end, const struct inherited *inherited)
{
	char **arguments = calloc((size_t)options_end + 4, sizeof(*arguments));
	uint64_t blocked = hygiene_hand_over_signals(inherited);
	int count = 0;

	/* No descriptor that a plug-in of the C library's may have left open goes with it. */
	if (arguments && !close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) &&
		!fcntl(loaded->folder, F_SETFD, 0) && !fcntl(end, F_SETFD, 0)) {
		char takes_over[64];

		snprintf(takes_over, sizeof(takes_over), "-F%d,%d,%" PRIx64, loaded->folder, end,
			blocked);
		arguments[count++] = (char *)"stapio";
		arguments[count++] = takes_over;
		for (int i = 1; i < options_end; i++)
			arguments[count++] = argv[i];
		/* A "--" among them ends the options; a module's name is never one. */
		arguments[count++] = (char *)loaded->name;
		execv(stapio, arguments);
	}
	report_error("Couldn't run '%s': %s", stapio, strerror(errno));
	free(arguments);
}

int main(int argc, char **argv)
{
	struct inherited inherited;
	enum options_result result;
	struct options options;
	struct caller caller;
	struct loaded loaded = {.folder = -1};
	const char *stapio;
	int end, status;
	pid_t pid;

	/* A world of our own, and no power in effect. */
	if (hygiene_begin(&inherited, argc))
		return 1;
	privilege_lower();

	/* What is wanted? */
	report_printable();
	result = options_parse(&options, argc, argv);
	if (result == OPTIONS_RUN && options.taken_over)
		result = OPTIONS_FOR_STAPIO;
	if (result != OPTIONS_RUN) {
		int failed = helper_say((struct helper_task){
			.what = "explain_usage", .error = (int)result, .options = &options});

		return failed || (result != OPTIONS_HELP && result != OPTIONS_VERSION);
	}
	report_setup(options.verbosity + options_verbosity(getenv("SYSTEMTAP_VERBOSE")),
		options.color, getenv("SYSTEMTAP_COLORS"));

	/* Who wants it? */
	if (geteuid() != 0) {
		helper_explain((struct helper_task){.what = "explain_no_privilege",
			.confined = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1});
		return 1;
	}
	if (privilege_identify(&caller))
		return 1;
	if (!caller.root && !caller.levels) {
		helper_explain((struct helper_task){
			.what = "explain_refusal", .error = POLICY_REFUSE_NOT_A_USER});
		return EXIT_REFUSED;
	}

	if (options.delete_module) {
		hygiene_isolate();
		return privilege_cut(&caller) ? 1 : remove_modules(options.module, &caller);
	}

	/* Nothing is loaded for a stapio that is not there: asked with the caller's real ids. */
	stapio = getenv("SYSTEMTAP_STAPIO");
	if (!stapio)
		stapio = STAPIO_PATH;
	if (access(stapio, X_OK)) {
		helper_explain((struct helper_task){
			.what = "explain_stapio", .name = stapio, .error = errno});
		return 1;
	}

	/* From here on all privilege is the loader's. */
	pid = start_loader(&options, &caller, &inherited, &end);
	if (pid < 0 || privilege_drop(&caller))
		return 1;
	hygiene_restore_environment(&inherited);
	if (!options.attach) /* what is sent and never read would reset the connection */
		handover_send_time_zone(end);

	/* The module is loaded, or was there to attach to: stapio's turn. */
	if (!handover_receive_module(end, &loaded) && !hygiene_interrupted(&inherited))
		become_stapio(stapio, argv, optind, &loaded, end, &inherited);

	/*
	 * It is not to be. The loader sees the end of the handover, and removes what
	 * it loaded; a signal that waited ends us here.
	 */
	if (loaded.folder >= 0)
		close(loaded.folder);
	close(end);
	status = wait_for_loader(pid);
	hygiene_restore_signals(&inherited);
	return status ? status : 1;
}

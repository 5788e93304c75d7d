/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stapio: what staprun becomes once it has given up every right. It reads the
 * command line, asks the loader that staprun left behind for the module, and
 * then is one event loop over the control channel, signals, children and the
 * relay; at the end it has the module's keeper remove it (unload.h).
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/await.h"
#include "common/number.h"
#include "common/report.h"
#include "monitor/monitor.h"
#include "options/help.h"
#include "options/options.h"
#include "options/usage.h"
#include "relay/archive.h"
#include "relay/cpus.h"
#include "stapio/account.h"
#include "stapio/ask.h"
#include "stapio/callers.h"
#include "stapio/check.h"
#include "stapio/clash.h"
#include "stapio/daemon.h"
#include "stapio/elsewhere.h"
#include "stapio/feed.h"
#include "stapio/inherited.h"
#include "stapio/interrupts.h"
#include "stapio/killed.h"
#include "stapio/list.h"
#include "stapio/notify.h"
#include "stapio/place.h"
#include "stapio/processes.h"
#include "stapio/say.h"
#include "stapio/session.h"
#include "stapio/telemetry.h"
#include "stapio/unload.h"

/* All is said, and nothing is asked for: the loader, if there is one, goes first. */
static _Noreturn void leave(const struct options *options, int status)
{
	struct taken_over taken_over;

	if (options->taken_over && taken_over_parse(&taken_over, options->taken_over) &&
		taken_over.loader >= 0)
		loading_not(&taken_over);
	exit(status);
}

/* Closes standard output: is all there that was to be? Returns 0, or 1 after reporting why not. */
static int told_all(void)
{
	bool failed = ferror(stdout);

	if (!fclose(stdout) && !failed)
		return 0;
	report_error("Couldn't write to standard output: %s", strerror(errno));
	return 1;
}

static int list_modules(const struct options *options)
{
	struct list list = {0};
	int rc = list_find(&list, "");

	if (rc)
		report_error("Couldn't list the modules: %s", strerror(-rc));
	else
		list_print(&list, options->json, stdout);
	list_free(&list);
	return rc || told_all();
}

static void parse_command_line(
	struct options *options, struct taken_over *taken_over, int argc, char **argv)
{
	enum options_result result = options_parse(options, argc, argv);
	char reason[512] = "";

	report_printable(true);
	notify_begin();
	if (result == OPTIONS_VERSION) {
		version_print(stdout);
		leave(options, told_all());
	}
	options->verbosity = parse_verbosity(options->verbosity, getenv("SYSTEMTAP_VERBOSE"));
	report_setup(options->verbosity, options->color, getenv("SYSTEMTAP_COLORS"));
	if (result == OPTIONS_LIST)
		leave(options, list_modules(options));
	if (result != OPTIONS_RUN) {
		usage_complaint(result, &options->fault, reason, sizeof(reason));
		/* The reason comes last: it is what is to be seen on a small terminal. */
		help_print(stdout);
		int status = told_all();
		if (*reason)
			report_error("%s", reason);
		leave(options, result != OPTIONS_HELP || status);
	}
	if (!options->taken_over) {
		report_error("stapio is started by staprun: run 'staprun %s'.", options->module);
		exit(1);
	}
	if (!taken_over_parse(taken_over, options->taken_over)) {
		report_error("Invalid file descriptor option '%s'.", options->taken_over);
		exit(1);
	}
	/* Names of files by time are in the caller's language; all else is in that of programs. */
	if (options->output && strchr(options->output, '%'))
		setlocale(LC_TIME, "");
	if (callers_descriptors(options, taken_over) || clash(options))
		leave(options, 1);
	fcntl(taken_over->folder, F_SETFD, FD_CLOEXEC);
	fcntl(taken_over->loader, F_SETFD, FD_CLOEXEC);
}

/* SIGNALS are the kernel's set, with which the C library's begins. */
static sigset_t set_of(uint64_t signals)
{
	sigset_t set;

	sigemptyset(&set);
	memcpy(&set, &signals, sizeof(signals));
	return set;
}

/*
 * Signals come as events; the processes that we start get CALLERS_MASK. staprun
 * has blocked them all, and any that means the end to us waits until
 * let_signals_in(). Under nohup a hangup stays ignored.
 */
static int catch_signals(uint64_t blocked, sigset_t *callers_mask, sigset_t *caught)
{
	static const int events[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCHLD};
	struct sigaction hangup;

	*callers_mask = set_of(blocked);
	sigaction(SIGHUP, NULL, &hangup);
	sigemptyset(caught);
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		sigdelset(callers_mask, events[i]);
		if (events[i] != SIGHUP || hangup.sa_handler != SIG_IGN)
			sigaddset(caught, events[i]);
	}
	sigprocmask(SIG_BLOCK, caught, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file as large as it may be (ulimit -f) is like a full disk */
	signal(SIGCHLD, SIG_DFL); /* or children could not be waited for */
	return signalfd(-1, caught, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* The module has its keeper: what is neither the caller's to block nor an event may end us. */
static void let_signals_in(const sigset_t *callers_mask, const sigset_t *caught)
{
	sigset_t blocked;

	sigorset(&blocked, callers_mask, caught);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
}

static void serve_signals(struct session *session, int signals, struct telemetry *telemetry)
{
	struct signalfd_siginfo info;
	pid_t pid;
	int status;

	while (read(signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		switch (info.ssi_signo) {
		case SIGINT:
		case SIGTERM:
		case SIGHUP:
			session_interrupt(session);
			break;
		case SIGQUIT:
			session_detach(session);
			break;
		case SIGUSR1:
			account_report_totals(session);
			telemetry_ask(telemetry);
			break;
		case SIGUSR2:
			relay_switch_file(session->relay);
			break;
		case SIGCHLD:
			while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
				session_child_ended(session, pid, status);
			break;
		}
	}
}

enum { CONTROL, SIGNALS, RELAY, MONITOR, TARGET, TELEMETRY, EVENTS };

/* How long a third interrupt waits for the relay to drop what it has. */
#define PATIENCE_MS 1000

/* False: the time is over. Where it can't be waited for, all may have happened. */
static bool wait_for_events(struct pollfd events[static EVENTS], int timeout)
{
	int ready = await(events, EVENTS, timeout);

	for (int i = 0; ready < 0 && i < EVENTS; i++)
		events[i].revents = events[i].fd < 0 ? 0 : POLLIN;
	return ready != 0;
}

static void serve_events(struct session *session, const struct pollfd events[static EVENTS],
	struct monitor *monitor, struct telemetry *telemetry)
{
	/* What the command's process says comes before its end. */
	if (events[TARGET].revents)
		session_serve_target(session);
	/* The user's word comes before the module's. */
	if (events[SIGNALS].revents)
		serve_signals(session, events[SIGNALS].fd, telemetry);
	if (events[CONTROL].revents && session_control_event(session) >= 0)
		session_serve_control(session, events[CONTROL].revents & ~POLLIN);
	if (events[RELAY].revents)
		session_serve_relay(session);
	if (events[MONITOR].revents && monitor_serve(monitor))
		session_interrupt(session);
	if (events[TELEMETRY].revents)
		telemetry_serve(telemetry);
}

static void run(struct session *session, int signals, struct monitor *monitor, struct feed *feed,
	struct telemetry *telemetry)
{
	struct pollfd events[EVENTS] = {
		[SIGNALS] = {.fd = signals, .events = POLLIN},
		[RELAY] = {.fd = relay_event(session->relay), .events = POLLIN},
		[MONITOR] = {.fd = monitor_event(monitor), .events = POLLIN},
		[TELEMETRY] = {.fd = telemetry_event(telemetry), .events = POLLIN},
		[CONTROL] = {.events = POLLIN},
		[TARGET] = {.events = POLLIN},
	};

	while (session->state < SESSION_OVER) {
		if (session->state == SESSION_RUNNING) {
			if (monitor_start(monitor, session->relay) || feed_start(feed)) {
				session_give_up(session);
				session->up = false; /* who began it is to know */
			}
		} else if (session->state == SESSION_FINISHING) {
			monitor_leave(monitor);
		}
		if (session->up && daemon_ready())
			keeper_tell(session->keeper, KEEP_BACKGROUND);
		telemetry_look(telemetry);
		events[CONTROL].fd = session_control_event(session);
		events[TARGET].fd = target_event(&session->target);
		if (wait_for_events(events, session->interrupts < 3 ? -1 : PATIENCE_MS))
			serve_events(session, events, monitor, telemetry);
		else
			session->state = SESSION_LEFT;
	}
}

/* The user waits no longer. */
static _Noreturn void go(struct session *session, struct telemetry *telemetry)
{
	const char *module = session->options->module;
	bool kept = keeper_tell(session->keeper, session->detaching ? KEEP_NOT : KEEP_LEFT);

	if (session->exiting <= 0)
		report_warning(
			"The output of module %s does not come to its end: the rest of it is "
			"lost.",
			module);
	else if (kept)
		report_warning(
			"Module %s still runs its end probes; it is removed when they are done.",
			module);
	if (!kept && !session->detaching)
		report_warning("Module %s stays loaded; when it has come to its end, remove it "
			       "with: staprun -d %s",
			module, module);
	if (session->relay && relay_state(session->relay) == RELAY_FINISHED)
		session_close(session); /* else its thread is not waited for, either */
	archive_abandon(session->archive);
	telemetry_close(telemetry, 1);
	say_end(-1, true);
	cpus_free_threads();
	_exit(1);
}

/* Files are compressed to the last one, unless the user wants to wait no longer. */
static void await_archive(struct session *session, int signals, bool hurried)
{
	struct pollfd events[] = {{.fd = signals, .events = POLLIN}, {.events = POLLIN}};

	events[1].fd = archive_finish(session->archive);
	while (events[1].fd >= 0 && !hurried && !events[1].revents) {
		await(events, 2, -1);
		hurried = interrupts_take(signals) > 0;
	}
	archive_free(session->archive);
}

static int finish(struct session *session, int signals, struct telemetry *telemetry)
{
	const struct options *options = session->options;
	bool leave_loaded = session->detaching || (options->attach && !session->started);
	struct unload removal = {.options = options,
		.keeper = session->keeper,
		.signals = signals,
		.interrupts = session->interrupts};

	if (session->relay) {
		if (options->verbosity)
			account_report_totals(session);
		account_report_loss(session);
		session->failed |= account_lost_output(session);
	}
	telemetry_over(telemetry);
	if (session->state == SESSION_LEFT)
		go(session, telemetry);
	if (leave_loaded)
		keeper_tell(session->keeper, KEEP_NOT);
	session_close(session);
	if (session->detaching)
		report_line("\nDisconnecting from systemtap module.\n"
			    "To reconnect, type \"staprun -A %s\"",
			options->module);
	if (!leave_loaded && unload(&removal) != 0)
		session->failed = true;
	await_archive(session, signals, removal.interrupts > session->interrupts);
	telemetry_close(telemetry, session->failed);
	say_end(signals, removal.interrupts > 0);
	return session->failed;
}

int main(int argc, char **argv)
{
	struct options options;
	struct taken_over taken_over;
	struct session session = {.control = -1, .keeper = -1, .options = &options};
	sigset_t caught;
	int status = -1;
	/* Before they are permuted. */
	size_t words_size = (size_t)(argv[argc - 1] - argv[0]) + strlen(argv[argc - 1]) + 1;

	parse_command_line(&options, &taken_over, argc, argv);
	int signals = catch_signals(taken_over.blocked, &session.callers_mask, &caught);
	if (signals < 0) {
		report_error("Couldn't make a signalfd: %s", strerror(errno));
		leave(&options, 1);
	}

	if (processes_hidden())
		leave(&options, 1);
	if (options.check && taken_over.loader >= 0) {
		status = check(&options, &taken_over);
		return told_all() ? 1 : status;
	}
	if (options.if_killed && !killed_left(getenv("SERVICE_RESULT"), getenv("EXIT_CODE")))
		leave(&options, 0);
	if (processes_missing(&options))
		leave(&options, 1);
	say_begin();
	if (taken_over.loader >= 0)
		status = loading(&options, &taken_over);
	if (status >= 0) {
		say_end(signals, false);
		/* A signal that ends us may be waiting, if the caller lets it. */
		caught = set_of(taken_over.blocked);
		sigprocmask(SIG_SETMASK, &caught, NULL);
		return status;
	}
	if (!place_of_modules(taken_over.folder)) {
		report_error(
			"The folder of module %s is not where the kernel has those of modules: run "
			"staprun, which finds it.",
			options.module);
		say_end(signals, false);
		return 1; /* which is the end for the keeper, too */
	}
	report_printable(false); /* what a script says, it says as it is */
	target_environment(options.module, options.verbosity);

	if (options.daemon && daemon_start(signals))
		session.failed = true;
	else if (options.daemon)
		elsewhere(&options);
	session.keeper = taken_over.loader;
	let_signals_in(&session.callers_mask, &caught);
	const struct monitor_config monitoring = {
		/* Where there is no one who looks there is nothing to show. */
		.period = options.load_and_detach || options.daemon ? 0 : options.monitor_period,
		.module = options.module,
		.output = options.output,
		.color = report_wants_color(
			options.color, getenv("SYSTEMTAP_COLORS"), STDOUT_FILENO),
		.feed_stdin = options.feed_stdin,
		.words = argv[0],
		.words_size = words_size,
	};
	struct monitor *monitor = monitor_open(&monitoring, taken_over.folder);
	struct feed *feed =
		options.feed_stdin ? feed_open(taken_over.folder, options.module) : NULL;
	struct telemetry *telemetry = telemetry_open(&session);
	session.archive = options.compress ? archive_make() : NULL;
	if (session.failed || (monitoring.period && !monitor) || (options.feed_stdin && !feed) ||
		(options.command &&
			target_hold(&session.target, options.command, &session.callers_mask)) ||
		session_open(&session, &taken_over)) {
		target_forget(&session.target);
		session.failed = true;
	}
	close(taken_over.folder);
	if (options.attach && session.started)
		keeper_tell(session.keeper, KEEP_SESSION);
	if (session.per_cpu)
		monitor_bulk_mode(monitor);
	if (!session.failed)
		run(&session, signals, monitor, feed, telemetry);
	feed_close(feed);
	monitor_close(monitor);
	return finish(&session, signals, telemetry);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stapio: what runs after staprun has loaded a module and given up every
 * right. One event loop over the control channel, signals, children and the
 * relay; at the end the module is removed by staprun -d.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/options.h"
#include "common/report.h"
#include "common/version.h"
#include "stapio/daemon.h"
#include "stapio/session.h"

extern char **environ;

static void parse_command_line(struct options *options, int argc, char **argv)
{
	char reason[OPTIONS_REASON_SIZE];

	switch (options_parse(options, argc, argv, reason)) {
	case OPTIONS_HELP:
		options_print_help("staprun");
		exit(0);
	case OPTIONS_VERSION:
		fputs(VERSION_TEXT, stdout);
		exit(0);
	case OPTIONS_WRONG:
		report_error("%s", reason);
		exit(1);
	case OPTIONS_RUN:
		break;
	}
	options->verbosity += options_verbosity(getenv("SYSTEMTAP_VERBOSE"));
	report_setup(options->verbosity, options->color, getenv("SYSTEMTAP_COLORS"));
	if (options->module_folder < 0) {
		report_error("stapio is started by staprun: run 'staprun %s'.", options->module);
		exit(1);
	}
	fcntl(options->module_folder, F_SETFD, FD_CLOEXEC);
}

/*
 * Signals come as events. staprun has blocked them already, so that none ends
 * us before the module can be removed; the processes that we start get them.
 * Under nohup a hangup stays ignored.
 */
static int catch_signals(sigset_t *callers_mask)
{
	static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCHLD};
	struct sigaction hangup;
	sigset_t set;

	sigprocmask(SIG_BLOCK, NULL, callers_mask);
	sigaction(SIGHUP, NULL, &hangup);
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++) {
		sigdelset(callers_mask, caught[i]);
		if (caught[i] != SIGHUP || hangup.sa_handler != SIG_IGN)
			sigaddset(&set, caught[i]);
	}
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_DFL); /* or children could not be waited for */
	sigprocmask(SIG_SETMASK, callers_mask, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void serve_signals(struct session *session, int signals)
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
			session_report_totals(session);
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

static void run(struct session *session, int signals)
{
	struct pollfd events[] = {
		{.fd = session->control, .events = POLLIN},
		{.fd = signals, .events = POLLIN},
		{.fd = relay_event(session->relay), .events = POLLIN},
	};

	while (session->state != SESSION_OVER) {
		if (poll(events, sizeof(events) / sizeof(events[0]), -1) < 0)
			continue;
		if (events[0].revents)
			session_serve_control(session);
		if (session->daemon_ready)
			daemon_ready();
		if (events[1].revents)
			serve_signals(session, signals);
		if (events[2].revents)
			session_serve_relay(session);
	}
}

/* Has staprun remove the module, the only part of this that takes privilege. */
static int remove_module(const struct options *options)
{
	static const char *const colors[] = {
		[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
	const char *argv[] = {
		"staprun", "-C", colors[options->color], "-d", "--", options->module, NULL};
	const char *staprun = getenv("SYSTEMTAP_STAPRUN");
	pid_t pid;
	int status = 0;

	if (!staprun || !*staprun)
		staprun = STAPRUN_PATH;
	int rc = posix_spawn(&pid, staprun, NULL, NULL, (char **)argv, environ);
	if (!rc && waitpid(pid, &status, 0) == pid && status == 0)
		return 0;
	report_error("Module %s is still loaded%s%s; remove it with: staprun -d %s",
		options->module, rc ? ": " : "", rc ? strerror(rc) : "", options->module);
	return -1;
}

static int finish(struct session *session)
{
	const struct options *options = session->options;
	bool loaded = session->detaching;

	if (session->relay) {
		if (options->verbosity)
			session_report_totals(session);
		session_report_loss(session);
		session->failed |= session_lost_output(session);
	}
	session_close(session);
	if (loaded) {
		report_line("\nDisconnecting from systemtap module.\n"
			    "To reconnect, type \"staprun -A %s\"",
			options->module);
		return session->failed;
	}
	if (remove_module(options) != 0)
		session->failed = true;
	return session->failed;
}

int main(int argc, char **argv)
{
	struct session session = {.control = -1};
	struct options options;

	parse_command_line(&options, argc, argv);
	int signals = catch_signals(&session.callers_mask);
	if (options.daemon)
		daemon_start();
	if (options.command && target_hold(&session.target, options.command, &session.callers_mask))
		session.failed = true;
	else if (session_open(&session, &options, options.module_folder))
		session.failed = true;
	close(options.module_folder);
	if (session.failed) {
		target_forget(&session.target);
		session.options = &options;
	} else {
		run(&session, signals);
	}
	return finish(&session);
}

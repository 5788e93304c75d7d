/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fault: runs a program and all that it starts, has one system call of one of these processes fail
 * or one signal come at it, and tells how it all ended.
 *
 *   fault [-i PROCESS:CALL:N:WHAT] [-l LOG] [-m FOLDER] [-w PID] [-k] PROGRAM [ARGUMENT]...
 *
 * -i: what is injected: WHAT is the name of an error, or of a signal; N counts from 1.
 * -l: each call goes to LOG, as "PROCESS CALL". -m: modules are pretended: finit_module and
 * delete_module succeed, FOLDER/sim says what has that module open (tests/sim), FOLDER/loaded is
 * there while it is loaded, and a tmpfs passes for debugfs. -w: a process whose work counts as
 * progress, too. -k: what is left behind when the program ended is to be interrupted: a session in
 * the background.
 *
 * A process is called after its place and its program: 1:staprun is what was started, 1.2:staprun
 * its second child, 1:stapio the former once it executed that; threads are part of theirs.
 *
 * On standard output comes one line for each fact: "status N"; "injected"; "hung N" when nothing
 * moved any more, after N interrupts it did; "killed" when none helped; "spun" when far too many
 * calls were made; "left NAME" for each process that was still there then; "loaded" when the module
 * still is. Nothing is judged by the time that it took: no progress is that no process runs, has
 * used the processor, or has made a call.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/faults/call_name.h"
#include "tests/faults/inject.h"
#include "tests/faults/pretend.h"
#include "tests/faults/progress.h"
#include "tests/faults/tasks.h"

#define SPIN     400000 /* calls of one run: a usual one makes some thousand */
#define PATIENCE 8      /* seconds without any progress */

static struct process *first;
static int main_status = -1;

/* TASK told of CHILD, which may be stopped already. */
static void born(struct task *task, pid_t child)
{
	struct process *parent = task->process;
	struct task *new = task_find(child);
	bool held = new &&new->held;

	if (!new)
		new = task_add(child);
	new->process = group_of(child) == child ? process_new(child, parent) : parent;
	new->held = false;
	if (held)
		ptrace(PTRACE_SYSCALL, child, NULL, NULL);
}

static void stopped(pid_t pid, int status)
{
	struct task *task = task_find(pid);
	int number = WSTOPSIG(status), event = status >> 16, deliver = 0;
	unsigned long message = 0;

	if (!task || !task->process) {
		/* A child whose parent has not told of it yet. */
		task = task ? task : task_add(pid);
		task->held = true;
		return;
	}
	if (number == (SIGTRAP | 0x80)) {
		task->inside = !task->inside;
		if (task->inside)
			inject_enter(task);
		else
			inject_leave(task);
	} else if (event == PTRACE_EVENT_CLONE || event == PTRACE_EVENT_FORK ||
		   event == PTRACE_EVENT_VFORK) {
		ptrace(PTRACE_GETEVENTMSG, pid, NULL, &message);
		born(task, (pid_t)message);
	} else if (event == PTRACE_EVENT_EXEC) {
		process_name(task->process);
	} else if (event == PTRACE_EVENT_STOP) {
		/* born, or a group stop: it goes on */
	} else if (!event) {
		deliver = number;
	}
	ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(long)deliver);
}

static void handle(pid_t pid, int status)
{
	if (WIFSTOPPED(status)) {
		stopped(pid, status);
		return;
	}
	if (first && pid == first->pid)
		main_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	task_forget(pid);
}

/* What to do about a run in which nothing moves; false when nothing more can be done. */
static bool help(unsigned *helped, bool background)
{
	const struct task *task;

	if (main_status >= 0 && background && !*helped) {
		tasks_signal(SIGINT); /* as it is meant to end */
		++*helped;
		return true;
	}
	if (*helped == (background ? 1 : 0)) {
		printf("hung");
		for (unsigned i = 0; (task = task_at(i)); i++)
			printf(" %s(%s)", task->process ? task->process->name : "?",
				call_name(task->call));
		printf("\n");
		if (main_status >= 0)
			printf("left behind\n");
	}
	if (*helped >= 4u + background)
		return false;
	if (main_status < 0)
		kill(first->pid, SIGINT);
	else
		tasks_signal(SIGINT);
	++*helped;
	return true;
}

static void start(char **argv)
{
	pid_t pid = fork();

	if (pid < 0)
		die("fork");
	if (pid == 0) {
		raise(SIGSTOP);
		execvp(argv[0], argv);
		die(argv[0]);
	}
	int status;
	if (waitpid(pid, &status, WUNTRACED) != pid || !WIFSTOPPED(status))
		die("waitpid");
	if (ptrace(PTRACE_SEIZE, pid, NULL,
		    PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
			    PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL))
		die("ptrace");
	first = process_new(pid, NULL);
	task_add(pid)->process = first;
	kill(pid, SIGCONT);
}

int main(int argc, char **argv)
{
	pid_t watched[8];
	unsigned watched_count = 0, quiet = 0, helped = 0;
	bool background = false, spun = false;
	sigset_t child;
	int letter, status;

	while ((letter = getopt(argc, argv, "+i:l:m:w:k")) != -1) {
		switch (letter) {
		case 'i':
			inject(optarg);
			break;
		case 'l':
			inject_log(fopen(optarg, "we"));
			break;
		case 'm':
			pretend_in(optarg);
			break;
		case 'w':
			if (watched_count < 8)
				watched[watched_count++] = atoi(optarg);
			break;
		case 'k':
			background = true;
			break;
		default:
			return 2;
		}
	}
	if (optind == argc)
		return 2;
	/* What it starts has signals as they were. */
	start(argv + optind);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	for (;;) {
		pid_t pid = waitpid(-1, &status, __WALL | WNOHANG);

		if (pid > 0) {
			handle(pid, status);
			spun = inject_calls() > SPIN;
			if (spun)
				break;
			continue;
		}
		if (pid < 0)
			break;
		if (sigtimedwait(&child, NULL, &(struct timespec){.tv_sec = 1}) >= 0)
			continue;
		quiet = nothing_moves(watched, watched_count) ? quiet + 1 : 0;
		if (quiet < PATIENCE)
			continue;
		quiet = 0;
		if (!help(&helped, background)) {
			printf("killed\n");
			break;
		}
	}
	if (spun)
		printf("spun\n");
	tasks_signal(SIGKILL);
	while (waitpid(-1, &status, __WALL) > 0)
		continue;
	printf("status %d\n", main_status);
	if (injected())
		printf("injected\n");
	if (pretend_loaded())
		printf("loaded\n");
	return 0;
}

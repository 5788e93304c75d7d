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
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
	const char *name;
	long number;
} calls[] = {
#if __has_include("calls.h") /* made by make; not there for who only looks */
#include "calls.h"
#endif
};

#define CALLS       (sizeof(calls) / sizeof(calls[0]))
#define CALL_NUMBER 1024   /* above all of them */
#define SPIN        400000 /* calls of one run: a usual one makes some thousand */
#define PATIENCE    8      /* seconds without any progress */
#define TASKS_MAX   4096

/* A process, over all programs that it executes. */
struct process {
	pid_t pid;
	char place[64]; /* 1.2 */
	char name[96];  /* 1.2:staprun */
	unsigned children;
	unsigned counted; /* calls that may be the one */
};

struct task {
	pid_t pid;
	struct process *process;
	bool inside, held; /* between entry and exit of a call; stopped at birth, before its parent
			      told of it */
	long call;
	long result; /* what the call is to return, if replaced */
	bool replaced;
};

static struct task tasks[TASKS_MAX];
static unsigned task_count;
static struct process *first;
static FILE *log_file;
static const char *module_folder;
static unsigned long call_count;

/* What is to happen. */
static char *fault_process, *fault_call;
static unsigned fault_n;
static int fault_error, fault_signal;
static bool injected, spun;

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "fault: %s: %s\n", what, strerror(errno));
	exit(2);
}

static const char *name_of_call(long number)
{
	static char other[32];

	for (size_t i = 0; i < CALLS; i++)
		if (calls[i].number == number)
			return calls[i].name;
	snprintf(other, sizeof(other), "%ld", number);
	return other;
}

/*
 * The name of TASK's call on the descriptor FD, with what that is where it is no file: what can
 * fail is not the same on an eventfd, on a pipe, and on a socket.
 */
static const char *full_name(pid_t pid, long number, unsigned long fd)
{
	static const struct {
		const char *link, *suffix;
	} kinds[] = {{"anon_inode:", "@event"}, {"pipe:", "@pipe"}, {"socket:", "@socket"}};
	static char name[64];
	char path[64], link[64] = "";

	snprintf(name, sizeof(name), "%s", name_of_call(number));
	if (number != SYS_read && number != SYS_write && number != SYS_writev)
		return name;
	snprintf(path, sizeof(path), "/proc/%d/fd/%lu", pid, fd);
	if (readlink(path, link, sizeof(link) - 1) < 0)
		return name;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strncmp(link, kinds[i].link, strlen(kinds[i].link)) == 0)
			strcat(name, kinds[i].suffix);
	return name;
}

/* --- Who is there ---------------------------------------------------------------------------- */

static struct task *find(pid_t pid)
{
	for (unsigned i = 0; i < task_count; i++)
		if (tasks[i].pid == pid)
			return &tasks[i];
	return NULL;
}

static struct task *add(pid_t pid)
{
	if (task_count == TASKS_MAX) {
		errno = E2BIG;
		die("tasks");
	}
	tasks[task_count] = (struct task){.pid = pid};
	return &tasks[task_count++];
}

static void forget(pid_t pid)
{
	struct task *task = find(pid);

	if (task)
		*task = tasks[--task_count];
}

static pid_t group_of(pid_t pid)
{
	char path[64], line[128];
	pid_t group = pid;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "Tgid: %d", &group) == 1)
			break;
	if (file)
		fclose(file);
	return group;
}

/* After its place, and the program that it runs now. */
static void call_by_name(struct process *process)
{
	char path[64], comm[32] = "?";

	snprintf(path, sizeof(path), "/proc/%d/comm", process->pid);
	FILE *file = fopen(path, "re");
	if (file && fgets(comm, sizeof(comm), file))
		comm[strcspn(comm, "\n")] = '\0';
	if (file)
		fclose(file);
	snprintf(process->name, sizeof(process->name), "%s:%s", process->place, comm);
	process->counted = 0;
}

static struct process *process_new(pid_t pid, struct process *parent)
{
	struct process *process = calloc(1, sizeof(*process));

	if (!process)
		die("calloc");
	process->pid = pid;
	if (parent) {
		const char *program = strchr(parent->name, ':');

		snprintf(process->place, sizeof(process->place), "%.50s.%u", parent->place,
			++parent->children);
		snprintf(process->name, sizeof(process->name), "%s%s", process->place,
			program ? program : ":?");
	} else {
		strcpy(process->place, "1");
		call_by_name(process);
	}
	return process;
}

/* TASK told of CHILD, which may be stopped already. */
static void born(struct task *task, pid_t child)
{
	struct process *parent = task->process;
	struct task *new = find(child);
	bool held = new &&new->held;

	if (!new)
		new = add(child);
	new->process = group_of(child) == child ? process_new(child, parent) : parent;
	new->held = false;
	if (held)
		ptrace(PTRACE_SYSCALL, child, NULL, NULL);
}

/* --- Calls ----------------------------------------------------------------------------------- */

static void get_registers(pid_t pid, struct user_regs_struct *registers)
{
	if (ptrace(PTRACE_GETREGS, pid, NULL, registers))
		memset(registers, 0, sizeof(*registers));
}

static bool filtered(pid_t pid)
{
	char path[64], line[128];
	int mode = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "Seccomp: %d", &mode) == 1)
			break;
	if (file)
		fclose(file);
	return mode == 2;
}

/*
 * TASK's call is not made, and returns RESULT. One that is closed is closed whatever that returns.
 * A filter would end a process for a call that is none: there the call is made with arguments that
 * can do nothing.
 */
static void replace(struct task *task, struct user_regs_struct *registers, long result)
{
	task->replaced = true;
	task->result = result;
	if (task->call == SYS_close)
		return;
	if (filtered(task->pid))
		registers->rdi = registers->rsi = registers->rdx = registers->r10 = registers->r8 =
			registers->r9 = (unsigned long)-1;
	else
		registers->orig_rax = (unsigned long)-1;
	ptrace(PTRACE_SETREGS, task->pid, NULL, registers);
}

static bool module_is(const char *state)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", module_folder, state);
	return access(path, F_OK) == 0;
}

/* Does someone have the module's files open? */
static bool module_in_use(void)
{
	char path[4096], line[256];
	bool use = false;

	snprintf(path, sizeof(path), "%s/sim/events", module_folder);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file)) {
		if (strcmp(line, "attached\n") == 0)
			use = true;
		else if (strcmp(line, "closed\n") == 0)
			use = false;
	}
	if (file)
		fclose(file);
	return use;
}

static long pretend_load(void)
{
	char path[4096];

	if (module_is("loaded"))
		return -EEXIST;
	snprintf(path, sizeof(path), "%s/loaded", module_folder);
	close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	return 0;
}

static long pretend_removal(void)
{
	char path[4096];

	if (!module_is("loaded"))
		return -ENOENT;
	if (module_in_use())
		return -EWOULDBLOCK;
	snprintf(path, sizeof(path), "%s/loaded", module_folder);
	return unlink(path) ? -errno : 0;
}

/* A tmpfs that TASK asked about is a debugfs. */
static void pretend_debugfs(struct task *task, const struct user_regs_struct *registers)
{
	long type = 0;
	struct iovec mine = {&type, sizeof(type)}, its = {(void *)registers->rsi, sizeof(type)};

	if (process_vm_readv(task->pid, &mine, 1, &its, 1, 0) != sizeof(type) ||
		(type != TMPFS_MAGIC && type != FUSE_SUPER_MAGIC))
		return;
	type = DEBUGFS_MAGIC;
	process_vm_writev(task->pid, &mine, 1, &its, 1, 0);
}

static void enter(struct task *task)
{
	struct user_regs_struct registers;
	const char *name;

	get_registers(task->pid, &registers);
	task->call = (long)registers.orig_rax;
	task->replaced = false;
	name = full_name(task->pid, task->call, registers.rdi);
	call_count++;
	if (log_file)
		fprintf(log_file, "%s %s\n", task->process->name, name);
	if (fault_call && !injected && strcmp(task->process->name, fault_process) == 0 &&
		strcmp(name, fault_call) == 0 && ++task->process->counted == fault_n) {
		injected = true;
		if (fault_error) {
			replace(task, &registers, -fault_error);
			return;
		}
		syscall(SYS_tgkill, group_of(task->pid), task->pid, fault_signal);
	}
	if (module_folder && task->call == SYS_finit_module)
		replace(task, &registers, pretend_load());
	else if (module_folder && task->call == SYS_delete_module)
		replace(task, &registers, pretend_removal());
	else if (module_folder && task->call == SYS_mount)
		replace(task, &registers, -EBUSY);
}

static void leave(struct task *task)
{
	struct user_regs_struct registers;

	get_registers(task->pid, &registers);
	if (task->replaced) {
		registers.rax = (unsigned long)task->result;
		ptrace(PTRACE_SETREGS, task->pid, NULL, &registers);
	} else if (module_folder && task->call == SYS_fstatfs && registers.rax == 0) {
		pretend_debugfs(task, &registers);
	}
}

/* --- Progress -------------------------------------------------------------------------------- */

/* The processor time of a process in ticks; RUNNING is set when one of its threads wants more. */
static unsigned long processor_time(pid_t pid, bool *running)
{
	char path[64], text[512], state = '?';
	unsigned long user = 0, system = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	size_t got = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[got] = '\0';
	const char *behind = strrchr(text, ')');
	if (behind)
		sscanf(behind + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state,
			&user, &system);
	if (state == 'R' || state == 'D')
		*running = true;
	return user + system;
}

static bool thread_runs(pid_t pid)
{
	bool running = false;
	glob_t threads;
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/task/*", pid);
	if (glob(path, GLOB_NOSORT, NULL, &threads) == 0) {
		for (size_t i = 0; i < threads.gl_pathc; i++)
			processor_time(atoi(strrchr(threads.gl_pathv[i], '/') + 1), &running);
		globfree(&threads);
	}
	return running;
}

/* Has nothing at all happened since the last time? */
static bool nothing_moves(const pid_t *watched, unsigned watched_count)
{
	static unsigned long last_calls, last_time;
	unsigned long time = 0;
	bool running = false;

	for (unsigned i = 0; i < task_count; i++)
		time += processor_time(tasks[i].pid, &running);
	for (unsigned i = 0; i < watched_count; i++) {
		time += processor_time(watched[i], &running);
		running |= thread_runs(watched[i]);
	}
	bool same = !running && time == last_time && call_count == last_calls;
	last_time = time;
	last_calls = call_count;
	return same;
}

static void signal_all(int number)
{
	for (unsigned i = 0; i < task_count; i++)
		kill(tasks[i].pid, number);
}

/* --- The run --------------------------------------------------------------------------------- */

static int main_status = -1;

static void stopped(pid_t pid, int status)
{
	struct task *task = find(pid);
	int number = WSTOPSIG(status), event = status >> 16, deliver = 0;
	unsigned long message = 0;

	if (!task || !task->process) {
		/* A child whose parent has not told of it yet. */
		task = task ? task : add(pid);
		task->held = true;
		return;
	}
	if (number == (SIGTRAP | 0x80)) {
		task->inside = !task->inside;
		if (task->inside)
			enter(task);
		else
			leave(task);
	} else if (event == PTRACE_EVENT_CLONE || event == PTRACE_EVENT_FORK ||
		   event == PTRACE_EVENT_VFORK) {
		ptrace(PTRACE_GETEVENTMSG, pid, NULL, &message);
		born(task, (pid_t)message);
	} else if (event == PTRACE_EVENT_EXEC) {
		call_by_name(task->process);
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
	forget(pid);
}

/* What to do about a run in which nothing moves; false when nothing more can be done. */
static bool help(unsigned *helped, bool background)
{
	if (main_status >= 0 && background && !*helped) {
		signal_all(SIGINT); /* as it is meant to end */
		++*helped;
		return true;
	}
	if (*helped == (background ? 1 : 0)) {
		printf("hung");
		for (unsigned i = 0; i < task_count; i++)
			printf(" %s(%s)", tasks[i].process ? tasks[i].process->name : "?",
				name_of_call(tasks[i].call));
		printf("\n");
		if (main_status >= 0)
			printf("left behind\n");
	}
	if (*helped >= 4u + background)
		return false;
	if (main_status < 0)
		kill(first->pid, SIGINT);
	else
		signal_all(SIGINT);
	++*helped;
	return true;
}

static void parse_fault(char *text)
{
	/* PROCESS:PROGRAM:CALL:N:WHAT, as the name of a process has a colon itself */
	char *colon = strchr(text, ':');

	colon = colon ? strchr(colon + 1, ':') : NULL;
	if (!colon)
		goto wrong;
	*colon = '\0';
	fault_process = text;
	fault_call = strtok(colon + 1, ":");
	char *n = strtok(NULL, ":"), *what = strtok(NULL, ":");
	if (!n || !what)
		goto wrong;
	fault_n = (unsigned)atoi(n);
	for (int i = 1; i < 134; i++)
		if (strerrorname_np(i) && strcmp(strerrorname_np(i), what) == 0)
			fault_error = i;
	for (int i = 1; i < 32; i++)
		if (sigabbrev_np(i) && strcmp(sigabbrev_np(i), what) == 0)
			fault_signal = i;
	if (fault_n && (fault_error || fault_signal))
		return;
wrong:
	fprintf(stderr, "fault: this is no fault: %s\n", text);
	exit(2);
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
	add(pid)->process = first;
	kill(pid, SIGCONT);
}

int main(int argc, char **argv)
{
	pid_t watched[8];
	unsigned watched_count = 0, quiet = 0, helped = 0;
	bool background = false;
	sigset_t child;
	int letter, status;

	while ((letter = getopt(argc, argv, "+i:l:m:w:k")) != -1) {
		switch (letter) {
		case 'i':
			parse_fault(optarg);
			break;
		case 'l':
			log_file = fopen(optarg, "we");
			break;
		case 'm':
			module_folder = optarg;
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
			spun = call_count > SPIN;
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
	signal_all(SIGKILL);
	while (waitpid(-1, &status, __WALL) > 0)
		continue;
	printf("status %d\n", main_status);
	if (injected)
		printf("injected\n");
	if (module_folder && module_is("loaded"))
		printf("loaded\n");
	return 0;
}

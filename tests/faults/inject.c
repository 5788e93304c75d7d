/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happens at the calls that are traced. */
#include "tests/faults/inject.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <unistd.h>

#include "tests/faults/call_name.h"
#include "tests/faults/pretend.h"

/* What is to happen. */
static char *fault_process, *fault_call;
static unsigned fault_n;
static int fault_error, fault_signal;
static bool happened;

static FILE *log_file;
static unsigned long call_count;

void inject(char *text)
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

void inject_log(FILE *log)
{
	log_file = log;
}

unsigned long inject_calls(void)
{
	return call_count;
}

bool injected(void)
{
	return happened;
}

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

void inject_enter(struct task *task)
{
	struct user_regs_struct registers;
	const char *name;
	long result;

	get_registers(task->pid, &registers);
	task->call = (long)registers.orig_rax;
	task->replaced = false;
	name = call_full_name(task->pid, task->call, registers.rdi);
	call_count++;
	if (log_file)
		fprintf(log_file, "%s %s\n", task->process->name, name);
	if (fault_call && !happened && strcmp(task->process->name, fault_process) == 0 &&
		strcmp(name, fault_call) == 0 && ++task->process->counted == fault_n) {
		happened = true;
		if (fault_error) {
			replace(task, &registers, -fault_error);
			return;
		}
		syscall(SYS_tgkill, group_of(task->pid), task->pid, fault_signal);
	}
	if (pretend_call(task->call, &result))
		replace(task, &registers, result);
}

void inject_leave(struct task *task)
{
	struct user_regs_struct registers;

	get_registers(task->pid, &registers);
	if (task->replaced) {
		registers.rax = (unsigned long)task->result;
		ptrace(PTRACE_SETREGS, task->pid, NULL, &registers);
	} else {
		pretend_result(task->pid, task->call, &registers);
	}
}

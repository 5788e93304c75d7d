/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tasks stand in a table, processes in a tree. */
#include "tests/faults/tasks.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TASKS_MAX 4096

static struct task tasks[TASKS_MAX];
static unsigned task_count;

_Noreturn void die(const char *what)
{
	fprintf(stderr, "fault: %s: %s\n", what, strerror(errno));
	exit(2);
}

struct task *task_find(pid_t pid)
{
	for (unsigned i = 0; i < task_count; i++)
		if (tasks[i].pid == pid)
			return &tasks[i];
	return NULL;
}

struct task *task_add(pid_t pid)
{
	if (task_count == TASKS_MAX) {
		errno = E2BIG;
		die("tasks");
	}
	tasks[task_count] = (struct task){.pid = pid};
	return &tasks[task_count++];
}

void task_forget(pid_t pid)
{
	struct task *task = task_find(pid);

	if (task)
		*task = tasks[--task_count];
}

struct task *task_at(unsigned index)
{
	return index < task_count ? &tasks[index] : NULL;
}

void tasks_signal(int number)
{
	for (unsigned i = 0; i < task_count; i++)
		kill(tasks[i].pid, number);
}

pid_t group_of(pid_t pid)
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

void process_name(struct process *process)
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

struct process *process_new(pid_t pid, struct process *parent)
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
		process_name(process);
	}
	return process;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tasks: the threads that are traced, each of which is of a process that has a name. */
#ifndef TESTS_FAULTS_TASKS_H
#define TESTS_FAULTS_TASKS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A process, over all programs that it executes. */
struct process {
	pid_t pid;
	char place[64]; /* 1.2 */
	char name[96];  /* 1.2:staprun */
	unsigned children;
	unsigned counted; /* calls that may be the one that fails */
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

/* Ends fault: a call for WHAT failed, for the cause in errno. */
_Noreturn void die(const char *what);

/* The task PID, or NULL. */
struct task *task_find(pid_t pid);

/* A new task. It stays where it is until one is forgotten. */
struct task *task_add(pid_t pid);

void task_forget(pid_t pid);

/* The task of INDEX, counted from 0 on, or NULL when there are no more. */
struct task *task_at(unsigned index);

void tasks_signal(int number);

/* The process that thread PID is of. */
pid_t group_of(pid_t pid);

/* The first process (PARENT NULL), or the next child of PARENT. For as long as fault runs. */
struct process *process_new(pid_t pid, struct process *parent);

/* Calls PROCESS after its place, and the program that it runs now. */
void process_name(struct process *process);

#endif

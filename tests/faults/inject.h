/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happens at the calls that are traced: one of them fails, or a signal comes at it; others are
 * pretended. */
#ifndef TESTS_FAULTS_INJECT_H
#define TESTS_FAULTS_INJECT_H

#include <stdbool.h>
#include <stdio.h>

#include "tests/faults/tasks.h"

/* Takes what is to be injected (-i). Changes TEXT, which stays in use. Ends fault when that is no
 * fault. */
void inject(char *text);

/* Writes each call to LOG from here on. */
void inject_log(FILE *log);

/* TASK begins a call, and has ended it. */
void inject_enter(struct task *task);
void inject_leave(struct task *task);

/* How many calls have begun. */
unsigned long inject_calls(void);

/* Was what was asked for injected? */
bool injected(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happens at the calls that are traced: one of them fails, or a signal comes at it; others are
 * pretended. */
#ifndef TESTS_FAULTS_INJECT_H
#define TESTS_FAULTS_INJECT_H

#include <stdbool.h>
#include <stdio.h>

#include "tests/faults/tasks.h"

/* What is to happen: -i. Changes TEXT, which stays in use. Ends fault when that is no fault. */
void inject(char *text);

/* Each call goes to LOG. */
void inject_log(FILE *log);

/* TASK begins a call, and has ended it. */
void inject_enter(struct task *task);
void inject_leave(struct task *task);

/* So many calls have begun. */
unsigned long inject_calls(void);

/* Has it happened? */
bool injected(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A module that is pretended: loading and removing one succeed as they would with
 * a kernel that had it, FOLDER/loaded is there while it is loaded, and what
 * FOLDER/sim says (tests/sim) tells whether it is in use.
 */
#ifndef TESTS_FAULTS_PRETEND_H
#define TESTS_FAULTS_PRETEND_H

#include <stdbool.h>
#include <sys/types.h>
#include <sys/user.h>

/* Pretends a module from here on, in FOLDER, which stays the caller's. */
void pretend_in(const char *folder);

/* Is CALL one that is pretended? Then *RESULT is what it returns, and all that it does is done. */
bool pretend_call(long call, long *result);

/* When CALL of thread PID has returned: a tmpfs that it asked about is a debugfs. */
void pretend_result(pid_t pid, long call, const struct user_regs_struct *registers);

/* Is the module loaded? False where none is pretended. */
bool pretend_loaded(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of system calls, as faults and the log have them. */
#ifndef TESTS_FAULTS_CALL_NAME_H
#define TESTS_FAULTS_CALL_NAME_H

#include <sys/types.h>

/* The name of call NUMBER; its number when it has none. Until the next one is asked for. */
const char *call_name(long number);

/*
 * The name of TASK's call on the descriptor FD, with what that is where it is no file: what can
 * fail is not the same on an eventfd, on a pipe, and on a socket.
 */
const char *call_full_name(pid_t pid, long number, unsigned long fd);

#endif

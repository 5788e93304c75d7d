/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Progress: whether any process moves. Nothing is judged by the time that it took. */
#ifndef TESTS_FAULTS_PROGRESS_H
#define TESTS_FAULTS_PROGRESS_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Has nothing at all happened since the last time this was asked: has none of those that are
 * traced, and of the WATCHED_COUNT processes WATCHED, used the processor or wanted to, and was no
 * call made?
 */
bool nothing_moves(const pid_t *watched, unsigned watched_count);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of signals as numbers: bit N - 1 is signal N; and what pending ones mean. */
#ifndef COMMON_SIGNALS_H
#define COMMON_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* The signals that this process ignores. */
uint64_t signals_ignored(void);

/* Gives each of SIGNALS the disposition HOW: SIG_IGN or SIG_DFL. What can't have one is left. */
void signals_dispose(uint64_t signals, void (*how)(int));

/*
 * True when a signal is pending that would end this process if it were not
 * blocked. MEANINGLESS are those that the caller blocks or ignores. SIGUSR1 and
 * SIGUSR2 do not count: a session knows what to do with them.
 */
bool interruption_pending(uint64_t meaningless);

#endif

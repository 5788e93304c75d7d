/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All signals at once: their dispositions, sets of them as numbers, and what pending ones mean. */
#ifndef COMMON_SIGNALS_H
#define COMMON_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* Finds the signals that this process ignores. */
void signals_ignored(sigset_t *ignored);

/* Gives each signal in SET the disposition HOW: SIG_IGN or SIG_DFL. SIGKILL and
 * SIGSTOP, which can have none, are passed over. */
void signals_dispose(const sigset_t *set, void (*how)(int));

/* A set as a number, to be handed to another program: bit N - 1 for signal N. */
uint64_t signals_to_bits(const sigset_t *set);
void signals_from_bits(sigset_t *set, uint64_t bits);

/*
 * True when a signal is pending that would end this process if it were not
 * blocked. MEANINGLESS are those that the caller blocks or ignores. SIGUSR1 and
 * SIGUSR2 do not count: a session knows what to do with them.
 */
bool interruption_pending(const sigset_t *meaningless);

#endif

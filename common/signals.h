/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What waits to end a process that has all signals blocked. */
#ifndef COMMON_SIGNALS_H
#define COMMON_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/*
 * True when a signal is pending that would end a process. MEANINGLESS are those
 * that the caller blocks or ignores. SIGUSR1 and SIGUSR2 do not count: a session
 * knows what to do with them.
 */
bool interruption_pending(const sigset_t *meaningless);

#endif

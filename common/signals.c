/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each function here walks over all signals that there are. */
#include "common/signals.h"

#include <stddef.h>

void signals_ignored(sigset_t *ignored)
{
	struct sigaction action;

	sigemptyset(ignored);
	for (int number = 1; number <= SIGRTMAX; number++)
		if (!sigaction(number, NULL, &action) && action.sa_handler == SIG_IGN)
			sigaddset(ignored, number);
}

void signals_dispose(const sigset_t *set, void (*how)(int))
{
	for (int number = 1; number <= SIGRTMAX; number++)
		if (sigismember(set, number) == 1)
			signal(number, how);
}

uint64_t signals_to_bits(const sigset_t *set)
{
	uint64_t bits = 0;

	for (int number = 1; number <= SIGRTMAX; number++)
		if (sigismember(set, number) == 1)
			bits |= UINT64_C(1) << (number - 1);
	return bits;
}

void signals_from_bits(sigset_t *set, uint64_t bits)
{
	sigemptyset(set);
	for (int number = 1; number <= SIGRTMAX; number++)
		if (bits >> (number - 1) & 1)
			sigaddset(set, number);
}

bool interruption_pending(const sigset_t *meaningless)
{
	static const int harmless[] = {SIGCHLD, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG,
		SIGWINCH, SIGPIPE, SIGUSR1, SIGUSR2};
	sigset_t pending;

	if (sigpending(&pending))
		return false;
	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		sigdelset(&pending, harmless[i]);
	return signals_to_bits(&pending) & ~signals_to_bits(meaningless);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The loader and stapio ask the same: is the user still waiting for the module? */
#include "common/signals.h"

#include <stddef.h>

bool interruption_pending(const sigset_t *meaningless)
{
	static const int harmless[] = {SIGCHLD, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG,
		SIGWINCH, SIGPIPE, SIGUSR1, SIGUSR2};
	sigset_t pending;

	if (sigpending(&pending))
		return false;
	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		sigdelset(&pending, harmless[i]);
	for (int number = 1; number <= SIGRTMAX; number++)
		if (sigismember(&pending, number) == 1 && !sigismember(meaningless, number))
			return true;
	return false;
}

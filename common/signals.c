/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's own sets, as numbers: the C library's leave out two signals. */
#include "common/signals.h"

#include <sys/syscall.h>
#include <unistd.h>

#define BIT(number) (UINT64_C(1) << ((number)-1))

#define HARMLESS                                                                                   \
	(BIT(SIGCHLD) | BIT(SIGCONT) | BIT(SIGTSTP) | BIT(SIGTTIN) | BIT(SIGTTOU) | BIT(SIGURG) |  \
		BIT(SIGWINCH) | BIT(SIGPIPE) | BIT(SIGUSR1) | BIT(SIGUSR2))

uint64_t signals_ignored(void)
{
	struct sigaction action;
	uint64_t ignored = 0;

	for (int number = 1; number <= SIGRTMAX; number++)
		if (!sigaction(number, NULL, &action) && action.sa_handler == SIG_IGN)
			ignored |= BIT(number);
	return ignored;
}

void signals_dispose(uint64_t signals, void (*how)(int))
{
	for (int number = 1; number <= SIGRTMAX; number++)
		if (signals & BIT(number))
			signal(number, how);
}

bool interruption_pending(uint64_t meaningless)
{
	uint64_t pending = 0;

	syscall(SYS_rt_sigpending, &pending, sizeof(pending));
	return pending & ~(HARMLESS | meaningless);
}

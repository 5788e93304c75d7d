/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each is a walk over all signals that there are. */
#include "common/signal_sets.h"

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

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The C library's sets of signals, and numbers as in common/signals.h. */
#ifndef COMMON_SIGNAL_SETS_H
#define COMMON_SIGNAL_SETS_H

#include <signal.h>
#include <stdint.h>

/* The signals in SET, as bits. */
uint64_t signals_to_bits(const sigset_t *set);

/* Makes SET of the signals in BITS; those that the C library keeps for itself are left out. */
void signals_from_bits(sigset_t *set, uint64_t bits);

#endif

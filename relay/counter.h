/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters that one thread writes while others look: no lock, and no atomic addition either. */
#ifndef RELAY_COUNTER_H
#define RELAY_COUNTER_H

#include <stdatomic.h>
#include <stdint.h>

typedef _Atomic uint64_t counter;

/* Adds N to COUNT, of which the calling thread is the only writer. */
static inline void counter_add(counter *count, uint64_t n)
{
	atomic_store_explicit(
		count, atomic_load_explicit(count, memory_order_relaxed) + n, memory_order_relaxed);
}

/* Sets COUNT to N, likewise. */
static inline void counter_set(counter *count, uint64_t n)
{
	atomic_store_explicit(count, n, memory_order_relaxed);
}

#endif

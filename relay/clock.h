/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The time that the relay goes by: nanoseconds of a clock that no one sets, milliseconds for
 * poll(2). */
#ifndef RELAY_CLOCK_H
#define RELAY_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t clock_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* The moment MS milliseconds from now. */
static inline uint64_t clock_in_ms(unsigned ms)
{
	return clock_now() + ms * (uint64_t)1000000;
}

/* NS as milliseconds, rounded up. */
static inline int clock_ms(uint64_t ns)
{
	return (int)((ns + 999999) / 1000000);
}

/* Milliseconds until THEN, rounded up; 0 when it has come. */
static inline int clock_ms_until(uint64_t then)
{
	uint64_t now = clock_now();

	return then > now ? clock_ms(then - now) : 0;
}

#endif

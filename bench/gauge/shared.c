/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of gauge share. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/gauge/gauge.h"

void gauge_must(bool done, const char *what)
{
	if (done)
		return;
	perror(what);
	exit(1);
}

uint64_t gauge_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

double gauge_ms(uint64_t ns)
{
	return (double)ns / 1e6;
}

void gauge_be_real_time(int priority)
{
	const struct sched_param parameters = {.sched_priority = priority};

	gauge_must(sched_setscheduler(0, SCHED_FIFO, &parameters) == 0, "sched_setscheduler");
}

void gauge_go_to(unsigned cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	gauge_must(sched_setaffinity(0, sizeof(set), &set) == 0, "sched_setaffinity");
}

int gauge_compare(const void *a, const void *b)
{
	const uint32_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

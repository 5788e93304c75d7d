/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A busy machine: tasks that do nothing but run, and how long it takes to come to a CPU there. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "bench/gauge/gauge.h"

/* A task on CPU that does nothing but run, until this process is gone. */
static void start_task(unsigned cpu, bool real_time)
{
	pid_t parent = getpid(), pid = fork();

	gauge_must(pid >= 0, "fork");
	if (pid > 0)
		return;
	gauge_must(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent, "prctl");
	gauge_go_to(cpu);
	if (real_time)
		gauge_be_real_time(1);
	for (;;)
		;
}

int gauge_busy(unsigned cpus, unsigned count)
{
	char byte;

	if (!count)
		start_task(cpus - 1, true);
	for (unsigned i = 0; i < cpus * count; i++)
		start_task(i % cpus, false);
	puts("ready");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	return 0;
}

int gauge_hop(unsigned cpus, unsigned count)
{
	const struct timespec rest = {.tv_nsec = 4000000};
	uint32_t *delays = calloc(count, sizeof(*delays));

	gauge_must(delays, "calloc");
	for (unsigned i = 0; i < count; i++) {
		nanosleep(&rest, NULL);
		uint64_t begin = gauge_now_ns();
		gauge_go_to(i % cpus);
		delays[i] = (uint32_t)((gauge_now_ns() - begin) / 1000);
	}
	qsort(delays, count, sizeof(*delays), gauge_compare);
	printf("median_us %u p99_us %u\n", delays[count / 2], delays[count * 99 / 100]);
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * taker CPU TAKEN [FILE]: a real-time task that keeps CPU until it is killed. It has it, and
 * FILE was read there once, when the file TAKEN is there.
 */
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const struct sched_param priority = {.sched_priority = 50};
	cpu_set_t cpu;
	char data[64];

	if (argc < 3)
		return 2;
	CPU_ZERO(&cpu);
	CPU_SET((unsigned)atoi(argv[1]), &cpu);
	if (sched_setaffinity(0, sizeof(cpu), &cpu) ||
		sched_setscheduler(0, SCHED_FIFO, &priority)) {
		perror("taker");
		return 1;
	}
	if (argc > 3 && read(open(argv[3], O_RDONLY), data, sizeof(data)) < 0)
		return 1;
	close(open(argv[2], O_WRONLY | O_CREAT, 0600));
	for (;;)
		;
}

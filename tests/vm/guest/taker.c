/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * taker CPU TAKEN [FILE]: a real-time task that keeps CPU until it is killed. It has it, and
 * FILE was read there once, when the file TAKEN is there. It keeps no file open: what a
 * script's procfs probe is of, one at a time may have open.
 */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const struct sched_param priority = {.sched_priority = 50};
	cpu_set_t cpu;
	char data[64];

	if (argc < 3)
		return 2;
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a case that failed leaves none */
	CPU_ZERO(&cpu);
	CPU_SET((unsigned)atoi(argv[1]), &cpu);
	if (sched_setaffinity(0, sizeof(cpu), &cpu) ||
		sched_setscheduler(0, SCHED_FIFO, &priority)) {
		perror("taker");
		return 1;
	}
	if (argc > 3) {
		int fd = open(argv[3], O_RDONLY);

		if (read(fd, data, sizeof(data)) < 0)
			return 1;
		close(fd);
	}
	close(open(argv[2], O_WRONLY | O_CREAT, 0600));
	for (;;)
		;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pauser WANTED OVER: pauses for a shell, whose "read -t" now and then reads without end where
 * a child of its ends meanwhile, and to which a process for each costs more than the pause. Takes a
 * number of seconds from the fifo WANTED, and writes a line to OVER when they have passed. It
 * ends with the shell.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	FILE *wanted = argc == 3 ? fopen(argv[1], "r+") : NULL;
	int over = argc == 3 ? open(argv[2], O_RDWR) : -1;
	char line[32];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (wanted && over >= 0 && fgets(line, sizeof(line), wanted)) {
		usleep((useconds_t)(strtod(line, NULL) * 1e6));
		if (write(over, "\n", 1) != 1)
			break;
	}
	return 1;
}

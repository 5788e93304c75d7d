/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * With nothing else open: who waits for the end of our output is not to wait for
 * this. The keeper is. A thread closes it, as on a disk that hangs a close does not
 * return, and the probes are not to go on until it does.
 */
#include "stapio/write_exit.h"

#include <pthread.h>
#include <unistd.h>

#include "common/compat.h"
#include "common/control.h"

struct open_here {
	int control, keeper;
};

static void *close_others(void *argument)
{
	const struct open_here *here = argument;

	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	dup2(here->keeper, STDOUT_FILENO);
	compat_close_range(STDERR_FILENO, (unsigned)here->control - 1);
	compat_close_range((unsigned)here->control + 1, ~0U);
	return NULL;
}

int write_exit(int control, enum dialect dialect, int keeper)
{
	static struct open_here here; /* the thread may be there to the end */
	pthread_t closer;

	here = (struct open_here){control, keeper};
	if (pthread_create(&closer, NULL, close_others, &here))
		close_others(&here);
	return -control_send(control, dialect, CONTROL_EXIT, NULL, 0);
}

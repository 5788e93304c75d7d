/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signals that are no interrupt are taken, too, and forgotten. */
#include "stapio/interrupts.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

unsigned interrupts_take(int signals)
{
	struct signalfd_siginfo info;
	unsigned count = 0;

	while (read(signals, &info, sizeof(info)) == (ssize_t)sizeof(info))
		count += info.ssi_signo == SIGINT || info.ssi_signo == SIGTERM ||
			 info.ssi_signo == SIGHUP;
	return count;
}

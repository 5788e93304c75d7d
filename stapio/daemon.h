/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running in the background (-D). */
#ifndef STAPIO_DAEMON_H
#define STAPIO_DAEMON_H

#include <stdbool.h>

/*
 * Goes on in a child, in a session of its own. The parent stays until
 * daemon_ready(), prints the child's pid on standard output and exits with 0;
 * when the child ends before that, with its status; what comes through SIGNALS,
 * a signalfd, it passes on. Returns 0, or -1 after reporting why there is no
 * child.
 */
int daemon_start(int signals);

/*
 * All is well: lets the parent go, and from here on reports to syslog. True
 * when that was so; repeating it, or without a parent, does nothing.
 */
bool daemon_ready(void);

#endif

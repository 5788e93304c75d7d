/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Saying something without ever waiting for who reads it, while there is a
 * session to look after. Standard error may be a pipe that no one empties
 * or a terminal that is stopped, and is shared with others, so that it can't be
 * made non-blocking; syslog(3) may wait as well. A thread of its own waits.
 */
#ifndef STAPIO_SAY_H
#define STAPIO_SAY_H

#include <stdbool.h>

/*
 * From here on reports (common/report.h) are said so, by any thread. Also for a
 * child that this process forked to go on in its place.
 */
void say_begin(void);

/* For a child that does something else: what standard error takes at once is said. */
void say_directly(void);

/* Columns that a terminal takes to show a key behind what is there: ^C. */
#define SAY_KEY 2

/*
 * Shows TEXT, of fewer bytes than REPORT_LINE_MAX / 2 and SAY_KEY columns fewer
 * than the terminal that standard error is, below all that is said, in place of the TEXT of the
 * last time; empty: nothing any more. Not said at all where there is no room, or where the terminal
 * is another's at the moment (a job in the background).
 */
void say_live(const char *text);

/*
 * Sends reports to syslog(3) from here on, and nowhere else (-D). What was
 * said before is waited for, as long as some of it is taken each second.
 */
void say_to_syslog(void);

/*
 * Waits until all was said. Who was INTERRUPTED waits as long as something of
 * it is taken each second; else until that is done, or SIGNALS, a signalfd, has
 * an interrupt. What is said from here on is said directly.
 */
void say_end(int signals, bool interrupted);

#endif

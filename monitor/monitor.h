/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Monitor mode (-M SEC): on a terminal a full-screen view of the module's
 * status with the output below it; elsewhere the output goes where it always
 * goes, and each period a line on standard error says the status.
 *
 * While the view is up, standard output and (when it is the terminal)
 * standard error of this process are a pipe into its output pane, so that
 * nothing that the relay, a report, system() or -c prints disturbs the screen.
 * monitor/none.c stands in for all of this in a build without it.
 */
#ifndef MONITOR_MONITOR_H
#define MONITOR_MONITOR_H

#include <stdbool.h>

#include "monitor/config.h"
#include "relay/relay.h"

struct monitor;

/*
 * Begins what CONFIG asks for, for the module whose folder is FOLDER (stays
 * the caller's); to be called before threads and children are made. NULL when
 * there is to be no monitor or it can't be had, which is reported as an error.
 * All of the functions below take NULL and do nothing then.
 */
struct monitor *monitor_open(const struct monitor_config *config, int folder);

/* A descriptor that is readable once monitor_serve() is due, or -1. The monitor's. */
int monitor_event(const struct monitor *monitor);

/*
 * The module's probes run: the status is there from now on; RELAY, which outlives
 * MONITOR, has begun. Returns 0, or -1 after reporting that this module has no status.
 * Repeating it does nothing.
 */
int monitor_start(struct monitor *monitor, const struct relay *relay);

/* The module is in bulk mode: its output goes to files, not to the view. */
void monitor_bulk_mode(struct monitor *monitor);

/* Acts on keys, time and output. True when the user wants the session to end. */
bool monitor_serve(struct monitor *monitor);

/*
 * The session ends: gives the terminal back, with the messages and the last
 * page of the output that were seen; what still comes is printed plainly.
 * Repeating it does nothing.
 */
void monitor_leave(struct monitor *monitor);

/* The relay has finished: leaves, prints what is left and frees MONITOR. */
void monitor_close(struct monitor *monitor);

#endif

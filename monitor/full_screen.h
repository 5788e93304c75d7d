/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Monitor mode on a terminal: brings screen, streams, view and module together, on one descriptor.
 */
#ifndef MONITOR_FULL_SCREEN_H
#define MONITOR_FULL_SCREEN_H

#include <stdbool.h>

#include "monitor/config.h"
#include "monitor/module.h"
#include "relay/relay.h"

struct full_screen;

/*
 * Takes over the terminal that standard output is, for MODULE, which stays the
 * caller's. Returns 0 with *FULL_SCREEN, or -errno: then all is as before.
 */
int full_screen_open(struct full_screen **full_screen, const struct monitor_config *config,
	const struct monitored *module);

/* A descriptor that is readable once full_screen_serve() is due. */
int full_screen_event(const struct full_screen *full_screen);

/* Acts on keys and output. True when the user wants the session to end. */
bool full_screen_serve(struct full_screen *full_screen);

/* A period has passed: reads the status anew. */
void full_screen_tick(struct full_screen *full_screen);

/* RELAY, which outlives FULL_SCREEN, has begun: the title tells what it gives out and loses. */
void full_screen_relay(struct full_screen *full_screen, const struct relay *relay);

/* The output goes to files, not to the view. */
void full_screen_bulk_mode(struct full_screen *full_screen);

/* Gives the terminal back; what still comes is printed plainly. Repeating it does nothing. */
void full_screen_leave(struct full_screen *full_screen);

/* Leaves, prints what is left and frees FULL_SCREEN. NULL is fine. */
void full_screen_close(struct full_screen *full_screen);

#endif

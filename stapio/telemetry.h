/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Telemetry: what is told of a session while it runs, beside what happens in it. That
 * its probes run (--ready-fd, a service manager), statistics (--stats) and, on a terminal
 * and to a service manager, how far it is. Nothing of it ever waits, and nothing
 * wakes this process while nothing is printed, but an interval that was asked for.
 */
#ifndef STAPIO_TELEMETRY_H
#define STAPIO_TELEMETRY_H

#include <stdbool.h>

#include "stapio/session.h"

struct telemetry;

/*
 * Begins for SESSION, which is not opened yet; no fork follows but those of children. What
 * can't be had is reported, and is then not told. NULL: nothing is to be told. All of
 * the functions below take NULL and do nothing then.
 */
struct telemetry *telemetry_open(const struct session *session);

/* A descriptor that is readable once telemetry_serve() is due, or -1. */
int telemetry_event(const struct telemetry *telemetry);

/* Tells what is due. */
void telemetry_serve(struct telemetry *telemetry);

/* The session, or its relay, may have gone on: to be called whenever something happened. */
void telemetry_look(struct telemetry *telemetry);

/* Statistics are asked for now (SIGUSR1). */
void telemetry_ask(struct telemetry *telemetry);

/* The relay has finished, or is left: takes the last picture, and says how much it was. */
void telemetry_over(struct telemetry *telemetry);

/* The exit status is STATUS: writes the last statistics, and frees TELEMETRY. */
void telemetry_close(struct telemetry *telemetry, int status);

#endif

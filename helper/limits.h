/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Little time and memory, no environment, no folder: what the helper's process needs no right to
 * take from itself. */
#ifndef HELPER_LIMITS_H
#define HELPER_LIMITS_H

/* Seconds of processor time; for those by the clock see HELPER_WALL_SECONDS. */
#define LIMITS_CPU_SECONDS 10

/* Address space for everything: the program, the module, NSS and SQLite. */
#define LIMITS_MEMORY (1024UL * 1024 * 1024)

/* Sets the limits, for good. Returns 0 or -errno. */
int limits_set(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sandbox: a process without privilege, to look at what no one vouches for. It
 * has an id that no one else has, no group, no capability, no environment, three
 * descriptors (helper/entries.h), little time and memory. What runs in it knows
 * best which system calls it needs, and gives up the others (helper/filter.h).
 */
#ifndef STAPRUN_SANDBOX_H
#define STAPRUN_SANDBOX_H

/* Seconds, of processor time and by the clock. */
#define SANDBOX_CPU_SECONDS  10
#define SANDBOX_WALL_SECONDS 30

/* Address space for everything: the program, the module, NSS and SQLite. */
#define SANDBOX_MEMORY (1024UL * 1024 * 1024)

/*
 * For a forked child: gives up everything, for good, but FILE, ANSWER and the
 * system calls. Returns 0 or -errno: then leave.
 */
int sandbox_enter(int file, int answer);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sandbox: a process without privilege, to look at what no one vouches for. It
 * has an id that no one else has, no group, no capability, three descriptors
 * (helper/entries.h). What runs in it knows best which system calls, and how much
 * time and memory, it needs, and gives up the others (helper/filter.h).
 */
#ifndef STAPRUN_SANDBOX_H
#define STAPRUN_SANDBOX_H

/*
 * For a forked child: gives up everything, for good, but FILE, ANSWER and the
 * system calls. It is killed when the other end of ANSWER, a socket, is closed.
 * Returns 0 or -errno (-EPIPE: it is closed): then leave.
 */
int sandbox_enter(int file, int answer);

#endif

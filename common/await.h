/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waits for descriptors, however few of them this process may have. Not for the setuid half. */
#ifndef COMMON_AWAIT_H
#define COMMON_AWAIT_H

#include <poll.h>

/*
 * As poll(2), which refuses for good when RLIMIT_NOFILE is lowered below COUNT:
 * then it waits by select(2), which has no such limit. As select(2) knows of
 * nothing but POLLIN and POLLOUT, an entry of POLLS without events is then never
 * ready.
 * Returns how many are ready, 0 after TIMEOUT milliseconds (-1: never), or -1
 * with errno set and no revents: EINTR, as a rule.
 */
int await(struct pollfd *polls, nfds_t count, int timeout);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A write that comes back. A descriptor that others share, and that can't be
 * opened once more, may not be made non-blocking; and poll(2) tells that a terminal
 * or a pipe takes something, not how much, or that it still does a moment later.
 */
#ifndef RELAY_BRIEF_WRITE_H
#define RELAY_BRIEF_WRITE_H

#include <sys/types.h>

/*
 * As write(2), for some 50 ms at most: then what it took until then, or -1 with
 * EAGAIN. A timer interrupts it by BRIEF_SIGNAL, which is for this alone.
 */
ssize_t brief_write(int fd, const void *data, size_t length);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The loader's end of what is said between it and stapio: common/request.h. */
#ifndef STAPRUN_HANDOVER_H
#define STAPRUN_HANDOVER_H

#include <stdbool.h>
#include <sys/types.h>

#include "common/request.h"

/* A pair of connected ends for whole messages, close-on-exec. 0 or -errno. */
int handover_open(int ends[2]);

/* Returns the size of the next message, which may be larger than ROOM; 0 at the end; or -errno. */
ssize_t handover_message(int end, void *message, size_t room);

/*
 * Waits for a request, into *REQUEST, which is all zero. Returns 0; -ENODATA when
 * there will be none; -ETIMEDOUT when there was none for a minute; or another -errno.
 */
int handover_receive(int end, struct request *request);

/* True when no one is at the other end any more. */
bool handover_given_up(int end);

#endif

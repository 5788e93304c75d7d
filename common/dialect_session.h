/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of the dialects that a session alone has; the handshake's are in common/dialect.h. */
#ifndef COMMON_DIALECT_SESSION_H
#define COMMON_DIALECT_SESSION_H

#include "common/dialect.h"

struct control_start {
	int32_t target_pid;
	int32_t result; /* in the module's answer: 0, or why its probes did not start */
};

struct control_namespaces_pid {
	int32_t pid;
};

struct control_mnt_ns_fds {
	int32_t target_fd;
	int32_t original_fd;
};

struct control_bulk {
	char ignored[127];
};

/*
 * Reads a number from the wire. True, with *TYPE set, when DIALECT may send
 * it; false for another dialect's number or one that is in no dialect.
 */
bool dialect_decode(enum dialect dialect, uint32_t wire, enum control_type *type);

#endif

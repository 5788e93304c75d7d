/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages from a module's control channel (common/control.h). */
#ifndef STAPIO_RECEIVE_H
#define STAPIO_RECEIVE_H

#include "common/dialect_session.h"

/*
 * Reads one message into PAYLOAD, which has room for CONTROL_MESSAGE_MAX
 * bytes and is NUL-terminated behind the message. Returns the payload's
 * length and sets *TYPE; or -errno: EAGAIN when there is none now, EPROTO for
 * a message that is not of DIALECT.
 */
int control_receive(int fd, enum dialect dialect, enum control_type *type,
	char payload[static CONTROL_MESSAGE_MAX + 1]);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The control channel: the file .cmd in a loaded module's folder. One process
 * at a time has it open; each read and each write is one whole message, a u32
 * type and its payload (common/dialect.h).
 */
#ifndef COMMON_CONTROL_H
#define COMMON_CONTROL_H

#include "common/dialect.h"

/*
 * Opens the control channel in the module folder DIRECTORY (a descriptor).
 * Returns a close-on-exec, non-blocking descriptor, or -errno: EBUSY while
 * another process is attached, EACCES when the module is another user's.
 */
int control_open(int directory);

/*
 * Sends one message. PAYLOAD of LENGTH bytes may be NULL when LENGTH is 0.
 * Returns 0, or -errno: EINVAL when the module does not know the type (the
 * other dialect's number, or a feature that it was built without).
 */
int control_send(
	int fd, enum dialect dialect, enum control_type type, const void *payload, size_t length);

/*
 * Sends the first message to a module whose dialect is not known yet, in each
 * dialect in turn: a module refuses the other's numbers without any effect.
 * Returns the dialect that it took, or -errno: EINVAL when it took neither.
 */
int control_send_first(int fd, enum control_type type, const void *payload, size_t length);

#endif

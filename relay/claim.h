/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Claims: which file of a series a session writes to, as others that begin, and keep what
 * earlier runs left within limits, see it: by a lock on the file, which is gone with the
 * process. Between the making of a file and its lock another may come; neither waits for the other.
 */
#ifndef RELAY_CLAIM_H
#define RELAY_CLAIM_H

#include <stdbool.h>

/*
 * Claims the file FD, which was made by its name just now and is empty. False: another session
 * looks at it at this moment, or removed it, and may take it for what an earlier run left: it is
 * to be written to by no one. Where there are no locks it is true.
 */
bool claim_take(int fd);

/*
 * Looks whether a session writes to NAME, in FOLDER where it is relative. Returns -EWOULDBLOCK if
 * so; else a descriptor that the caller closes, before which no one can claim it, or -errno where
 * it could not be opened.
 */
int claim_look(int folder, const char *name);

#endif

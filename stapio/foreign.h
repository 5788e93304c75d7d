/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A module of another user's, to which root attached: it may print, and no more.
 * A script asks its reader to run commands, to open a file for each CPU, and may
 * print what a terminal obeys: its own user asked for that, root did not.
 */
#ifndef STAPIO_FOREIGN_H
#define STAPIO_FOREIGN_H

#include <stdbool.h>

/*
 * True when module NAME, whose CONTROL channel is open, is not this user's, or no one can tell
 * whose: warns then, and says how to attach as that user.
 */
bool foreign_module(int control, const char *name);

#endif

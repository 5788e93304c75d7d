/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process that is attached to a module. */
#ifndef STAPIO_ATTACHED_H
#define STAPIO_ATTACHED_H

#include <sys/types.h>

/*
 * Returns the pid of a process that has the control channel of MODULE open, or
 * 0 when none can be seen: others' processes can be looked into by root only.
 * Asks what descriptors are called, not what they are: nothing of it waits for
 * a file system that hangs.
 */
pid_t attached_to(const char *module);

#endif

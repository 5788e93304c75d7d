/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a module's folder may lie. */
#ifndef STAPIO_PLACE_H
#define STAPIO_PLACE_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * True when FOLDER, a descriptor, is on a file system on which the kernel has
 * folders of modules (debugfs, procfs); or on one in user space (FUSE) that the
 * caller, and no one else, mounted: there the caller can fool no one else.
 */
bool place_of_modules(int folder);

/*
 * Pure: true when LINE, of /proc/PID/mountinfo, is that of the file system with
 * the device DEVICE, which is one in user space that USER mounted.
 */
bool place_is_own(const char *line, dev_t device, uid_t user);

#endif

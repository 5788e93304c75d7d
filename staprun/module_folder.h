/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folder that a loaded SystemTap module makes in debugfs or procfs: how it
 * is found, whose it is, and who is attached to its control channel.
 */
#ifndef STAPRUN_MODULE_FOLDER_H
#define STAPRUN_MODULE_FOLDER_H

#include <stdbool.h>
#include <sys/types.h>

#include "staprun/identify.h"

/*
 * Has this process find out whose a module is by a procfs of its own, where it can have one (Linux
 * 5.8). /proc shows a file that anyone looked at before the module said whose it is as root's.
 */
void module_folders_prepare(void);

/*
 * Opens the folder of the loaded module NAME, as a place to open files from
 * and no more (O_PATH). Returns a close-on-exec descriptor, with the OWNER of the control channel,
 * who is the user that loaded the module; or -ENOENT: the module is not loaded, or none of
 * SystemTap's.
 */
int module_folder_open(const char *name, uid_t *owner);

/* Returns 0, or -errno: ENOENT, as the module whose FOLDER that is is gone. */
int module_folder_gone(int folder);

/* Opens the control channel in FOLDER: control_open(), which is waited for if it is busy. */
int module_folder_channel(int folder);

/* How many modules of USER are loaded, or -errno. */
int module_folders_of(uid_t user);

/*
 * Opens the folder of NAME for CALLER, who may have it: it is the caller's, or
 * root is the caller, and no process is attached, which is asked by opening the
 * control channel for a moment. Returns a descriptor; or -errno after telling
 * why not: -ENOENT, -EACCES for another's, -EBUSY when one is attached...
 */
int module_folder_take(const char *name, const struct caller *caller);

#endif

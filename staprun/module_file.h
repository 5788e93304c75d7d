/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Module files: finding and opening the one that the caller named, and its signature
 * beside it, with the caller's rights, but for what the administrator placed
 * below /lib/modules/VERSION/systemtap. Opens only; reads nothing.
 */
#ifndef STAPRUN_MODULE_FILE_H
#define STAPRUN_MODULE_FILE_H

#include <limits.h>
#include <stdbool.h>

#include "staprun/identify.h"

struct module_file {
	int fd;
	int signature;       /* -ENOENT: there is none; or -errno: it can't be opened */
	bool blessed;        /* below the administrator's folder, and all the way there is root's */
	char path[PATH_MAX]; /* as the caller wrote it, or where a name is looked for */
	char canonical[PATH_MAX]; /* where that led to; empty when unknown */
};

/*
 * Opens MODULE, a path or a name. Returns 0 or -errno; FILE->path is set in
 * both cases. Must run after privilege_cut(): the caller's rights count.
 */
int module_file_open(struct module_file *file, const char *module, const struct caller *caller);

void module_file_close(struct module_file *file);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of a module: what the caller handed over, or what the administrator
 * placed below /lib/modules/VERSION/systemtap, which alone is opened here.
 */
#ifndef STAPRUN_MODULE_FILE_H
#define STAPRUN_MODULE_FILE_H

#include <stdbool.h>

#include "common/request.h"

struct module_file {
	int fd;        /* or -1 */
	int signature; /* -ENOENT: there is none; or -errno: it can't be opened */
	bool blessed;  /* below the administrator's folder, and all the way there is root's */
};

/*
 * Opens PATH, absolute, from the root folder on, one component at a time, with
 * root's eyes. Returns a descriptor; -EPERM when any of them is not root's
 * alone, or -errno (a symbolic link: -ENOTDIR or -ELOOP).
 */
int roots_file_open(const char *path);

/*
 * Takes what comes behind REQUEST over END of the sockets, the caller's, into FILE;
 * or the administrator's, where one is where the request says, and root's alone.
 * Returns 0 or -errno: EACCES when there is neither.
 */
int module_file_find(struct module_file *file, const struct request *request, int end);

#endif

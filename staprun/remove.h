/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Option -d: removing modules that are the caller's and that no one is attached to. */
#ifndef STAPRUN_REMOVE_H
#define STAPRUN_REMOVE_H

#include "common/request.h"
#include "staprun/identify.h"

/*
 * Removes module NAME if it is SystemTap's, CALLER's (or anyone's, for root)
 * and not attached. Returns 0 or -errno: ENOENT, EACCES, EBUSY (attached),
 * EAGAIN (in some other use). Must run after privilege_cut().
 */
int module_remove(const char *name, const struct caller *caller);

/*
 * Removes the module that REQUEST names, or with "*" each of those among its
 * options that may be removed, telling so; the options are used up. Must run
 * after privilege_cut(). Returns the exit status: 0 or 1.
 */
int remove_modules(struct request *request, const struct caller *caller);

#endif

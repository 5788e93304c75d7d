/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Removing modules: the one that was loaded, and for option -d those that are the caller's. */
#ifndef STAPRUN_REMOVE_H
#define STAPRUN_REMOVE_H

#include "staprun/identify.h"

/* Tries for 127 ms, as another staprun may just ask about the module. */
#define REMOVE_PATIENCE 7

/*
 * Removes the module NAME whose folder is FOLDER. While it is in use that is
 * tried PATIENCE times again, after 1, 2, 4... milliseconds. Returns 0, which is recorded as
 * VERDICT (audit.h); or -errno: ENOENT when that module was gone already, EAGAIN or EBUSY when it
 * is in use.
 */
int module_remove(const char *name, int folder, unsigned patience, const char *verdict);

/*
 * Removes each of NAMES, with blanks between, that CALLER may remove and no one
 * is attached to, and tells what became of each. Returns 0.
 */
int remove_modules(char *names, const struct caller *caller);

#endif

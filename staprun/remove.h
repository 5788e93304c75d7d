/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Removing modules: the one that was loaded, and for option -d those that are the caller's. */
#ifndef STAPRUN_REMOVE_H
#define STAPRUN_REMOVE_H

#include "staprun/identify.h"

/* Tries for 127 ms, as another staprun may just ask about the module. */
#define REMOVE_PATIENCE 7

/*
 * Removes the module NAME whose folder is FOLDER; or -1: it has none. While it is in use that is
 * tried PATIENCE times again, after 1, 2, 4... milliseconds. Returns 0, or -errno: ENOENT when that
 * module was gone already, EAGAIN or EBUSY when it is in use. That is recorded (audit.h) as
 * VERDICT, or as why not. NULL: the caller may end this process, and what it is about to do is on
 * record before it does it.
 */
int module_remove(const char *name, int folder, unsigned patience, const char *verdict);

/*
 * Removes each of NAMES, sorted as by strcmp(), a blank between, that CALLER may remove and no one
 * is attached to, and tells what became of each. What is out of order is left out. Returns 0.
 */
int remove_modules(char *names, const struct caller *caller);

#endif

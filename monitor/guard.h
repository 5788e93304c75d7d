/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guard: a process that gives the terminal back when this one is gone and has not. */
#ifndef MONITOR_GUARD_H
#define MONITOR_GUARD_H

#include <stddef.h>

/*
 * Starts the guard, before there are threads: it ends when this process does. WORDS,
 * SIZE bytes, is the command line as others see it, of which it keeps nothing:
 * who kills this process by name leaves that one. Where none can be had there is none.
 */
void guard_start(char *words, size_t size);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small process that outlives stapio: should stapio be killed, with no
 * chance to end its session, it has the module removed, so that probes never
 * run on unattended. A module that was detached from on purpose is not its
 * business.
 */
#ifndef STAPIO_WATCHER_H
#define STAPIO_WATCHER_H

#include <sys/types.h>

#include "stapio/options.h"

struct watcher {
	pid_t pid;   /* 0: there is none */
	int dismiss; /* pipe to it */
};

/*
 * Starts the watcher over the calling process, which must have only one
 * thread, and over the module that OPTIONS name; it tells staprun's loader, at
 * the other end of LOADER (-1: there is none), which is closed, that it has
 * taken over. Without a watcher (there is no process to be had, say) a warning
 * is reported and the session goes on.
 */
void watcher_start(struct watcher *watcher, const struct options *options, int loader);

/*
 * Leaves the module's end to it, which must have been started: it has the module removed when the
 * calling process and all others that hold WATCHER->dismiss are gone.
 */
void watcher_take_over(struct watcher *watcher);

/* Lets it go: the module was removed, or is left on purpose. */
void watcher_dismiss(struct watcher *watcher);

#endif

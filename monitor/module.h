/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of a module that was compiled for monitor mode: its status, and what takes commands. */
#ifndef MONITOR_MODULE_H
#define MONITOR_MODULE_H

#include <stddef.h>

#include "monitor/status.h"

struct monitored {
	int folder; /* the module's, a descriptor that is ours */
	const char *name;
};

/* Returns 0 when the module has a status, -ENOENT when it has none, or another -errno. */
int monitored_look(const struct monitored *module);

/*
 * Reads the status into *STATUS, which is then to be given to monitor_status_free().
 * Returns 0; -ENOENT when the module has none; -EINVAL when it is malformed; or another
 * -errno.
 */
int monitored_status(const struct monitored *module, struct monitor_status *status);

/* Says in TEXT, SIZE bytes, what RC of monitored_status() means; nothing for 0. */
void monitored_trouble(char *text, size_t size, int rc);

/* Sends COMMAND. Returns 0, -ENOENT when the module takes none, or another -errno. */
int monitored_command(const struct monitored *module, const char *command);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a service manager tells those that clean up behind a process. Pure.
 */
#ifndef STAPIO_KILLED_H
#define STAPIO_KILLED_H

#include <stdbool.h>

/*
 * Whether the process that was watched may have left its module behind: it was
 * killed, and its keeper may have been killed with it. RESULT and CODE are
 * systemd's SERVICE_RESULT and EXIT_CODE (systemd.exec(5)), or NULL. One that
 * ended by itself has seen to its module, and what has its name is not its own.
 */
bool killed_left(const char *result, const char *code);

#endif

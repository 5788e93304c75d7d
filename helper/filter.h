/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The filter of the helper's process: once it is closed there is little time (limits.h), and there
 * are no system calls but those that reading files and managing memory take.
 */
#ifndef HELPER_FILTER_H
#define HELPER_FILTER_H

/* Returns 0 or -errno: ENOSYS on an architecture where no one has tried it. */
int filter_close(void);

#endif

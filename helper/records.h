/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whoever takes the records that the loader makes (staprun/audit.h). */
#ifndef HELPER_RECORDS_H
#define HELPER_RECORDS_H

#include <stdbool.h>

/* Is there a log, or a process that listens to the kernel's audit? True, too, when that is not
 * known. */
bool records_taken(void);

/*
 * The same of TEXT, /proc/net/netlink's: has anyone but the kernel a socket for its audit? True,
 * too, in a namespace of the network that does not show those of the first one, which the kernel's
 * connector tells: it has its socket there alone. Pure.
 */
bool records_listened(const char *text);

#endif

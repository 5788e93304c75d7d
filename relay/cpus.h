/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel says about the machine's CPUs, and that one has come online. */
#ifndef RELAY_CPUS_H
#define RELAY_CPUS_H

#include <stdbool.h>

/* One more than the last CPU of LIST, as "0-3,8\n"; 0 when it has none. Pure. */
unsigned cpus_list_end(const char *list);

/* True unless the kernel says that CPU is not online: something may run there. */
bool cpus_is_online(unsigned cpu);

/* How many CPUs there may ever be: their numbers are below this. At least 1. */
unsigned cpus_possible(void);

/*
 * Lets each thread of this process run on any CPU. A process that ends has gone when its
 * threads have, and one that is bound to a CPU goes there: however long that is busy.
 */
void cpus_free_threads(void);

/*
 * A descriptor that is readable when a CPU has come online, and at no other
 * time; or -errno. A container may hear nothing.
 */
int cpus_listen(void);

/* Forgets what the descriptor FD has told. */
void cpus_hear(int fd);

#endif

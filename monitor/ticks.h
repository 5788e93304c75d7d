/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The counter that a module measures its probes with, which it calls cycles: the
 * kernel's get_cycles(). How fast it goes need not be known: what passed of it
 * between two moments is what a CPU could have spent.
 */
#ifndef MONITOR_TICKS_H
#define MONITOR_TICKS_H

#include <stdint.h>

/*
 * The counter as it is now; 0 on a machine where a process can't read what the kernel
 * reads. Source: asm/timex.h of each machine, Linux 6.1.
 */
uint64_t ticks_now(void);

#endif

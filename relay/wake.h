/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waking a thread that sleeps on an eventfd(2). */
#ifndef RELAY_WAKE_H
#define RELAY_WAKE_H

#include <errno.h>
#include <sys/eventfd.h>

/* Wakes who sleeps on EVENT: several tries, as no other follows. (EAGAIN: it was woken already.) */
static inline void wake(int event)
{
	for (int try = 0; eventfd_write(event, 1) && errno != EAGAIN && try < 8; try++)
		;
}

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The protocol of sd_notify(3): a service tells its manager how far it is, a datagram
 * of NAME=VALUE lines at a time. libsystemd would be linked for a single sendto(2),
 * and brings three compressors and a library of ciphers along; its own manual page
 * has the protocol for others to speak, and says that it stays as it is.
 */
#ifndef STAPIO_NOTIFY_H
#define STAPIO_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Takes what the manager says out of the environment (NOTIFY_SOCKET, WATCHDOG_USEC,
 * WATCHDOG_PID): the commands that we start are not the service. Without it the
 * functions below do nothing. To be called before threads are made.
 */
void notify_begin(void);

/* Is there one to be told? */
bool notify_wanted(void);

/* Nanoseconds after which the manager has to hear WATCHDOG=1 again; 0: it need not. */
uint64_t notify_watchdog_ns(void);

/*
 * Tells it, printf(3)'s way, a line or several. Returns false when there was no room
 * for it now, which may change; what is wrong for good is reported once.
 */
bool notify(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif

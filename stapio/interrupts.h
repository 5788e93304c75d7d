/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The user's interrupts (INT, TERM, HUP) where no session is served. */
#ifndef STAPIO_INTERRUPTS_H
#define STAPIO_INTERRUPTS_H

/*
 * Takes all that waits in SIGNALS, a non-blocking signalfd. Returns how much of it were interrupts:
 * INT, TERM and HUP.
 */
unsigned interrupts_take(int signals);

#endif

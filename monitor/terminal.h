/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal as a full-screen view needs it, and giving it back whatever happens. */
#ifndef MONITOR_TERMINAL_H
#define MONITOR_TERMINAL_H

#include <stdbool.h>

/* Whether FD is a terminal, of a type (TERM) on which a cursor can be moved. */
bool terminal_can_be_full_screen(int fd);

/*
 * Notes how the terminal FD is, before it is changed. From here on exit() and
 * the signals that a crash brings put it back. FD stays open as long.
 */
void terminal_arm_rescue(int fd);

/* Notes that the terminal was changed to what the view needs. */
void terminal_changed(void);

/* Gives the terminal the settings of the view, or (not VIEW) those of before: it is given back. */
void terminal_settings(bool view);

/* Notes that the terminal was given back. */
void terminal_disarm_rescue(void);

/*
 * Leaves it to the guard to give back a terminal that takes nothing at the moment, once
 * it does. Its settings were put back.
 */
void terminal_leave_to_guard(void);

/*
 * For a process that is to outlive this one: to be called before it is forked,
 * and by it when this one is gone, to give back a terminal that was not, which it
 * waits for.
 */
void terminal_share_rescue(void);
void terminal_rescue(void);

#endif

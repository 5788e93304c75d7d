/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the keys that move mean in any list. Pure, but for ncurses' names of keys. */
#ifndef MONITOR_POSITION_H
#define MONITOR_POSITION_H

#include <stdbool.h>
#include <stdint.h>

/* Whether KEY, as wgetch(3ncurses) gives it, moves: up and down, by pages, to either end. */
bool position_key(int key);

/* A position between 0 and MAXIMUM, moved by what KEY says in a list of which PAGE rows are shown.
 */
uint64_t position_moved(uint64_t position, int key, uint64_t maximum, int page);

#endif

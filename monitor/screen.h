/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terminal as ncurses has it while the view is up, the keys, and the signals
 * that belong to a screen: another size, a stop. What is drawn is not known here.
 */
#ifndef MONITOR_SCREEN_H
#define MONITOR_SCREEN_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#include "monitor/drawing.h"
#include "monitor/sequence.h"

struct screen {
	int terminal;    /* the caller's */
	int signals;     /* -1: not open */
	sigset_t before; /* what was blocked */
	FILE *file, *keys;
	struct drawing drawing;
	struct sequence sequence;
	void *curses;       /* ncurses' SCREEN */
	unsigned idle_keys; /* wake-ups in a row that brought no key */
	bool away;          /* the terminal is another's, or was, and is to be set up anew */
};

/*
 * Has ncurses take TERMINAL, with colours where COLOR wants them and it has them; to be called
 * before there are threads. It is given back by screen_leave(), by exit() and when a crash ends
 * this process. SCREEN is to be closed in either case. Returns 0 or -errno.
 */
int screen_open(struct screen *screen, int terminal, bool color);

/* Descriptors that are readable when there are keys, and signals. */
int screen_keys(const struct screen *screen);
int screen_signals(const struct screen *screen);

/* The next key, as wgetch(3ncurses) gives it, or ERR. Unknown sequences are none. */
int screen_next_key(struct screen *screen);

/* Notes that there are no more keys, after COUNT of them. False when no more will come. */
bool screen_keys_end(struct screen *screen, unsigned count);

/* Acts on signals: stops, has the size that the terminal has now. Then all is to be drawn. */
void screen_serve_signals(struct screen *screen);

/*
 * To be asked before drawing and before keys are read: is the terminal ours, and set up? False: we
 * are in the background, where reading would stop us. No event tells of the end of that.
 */
bool screen_in_front(struct screen *screen);

/*
 * Gives the terminal what ncurses drew. False: it does not take all of it, and nothing
 * is to be drawn until this is true; screen_slow() is to be polled for POLLOUT.
 */
bool screen_show(struct screen *screen);
int screen_slow(const struct screen *screen);

/*
 * Gives the terminal back. One that takes nothing is waited for no longer than a second:
 * then its settings are as they were, and for its screen the guard waits.
 */
void screen_leave(struct screen *screen);

/* Closes all, which screen_leave() came before if it was opened well. */
void screen_close(struct screen *screen);

#endif

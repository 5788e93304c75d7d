/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Standard input for the script (-i): a thread passes it on to the module's
 * file __stdin until it ends or the module does. The end of standard input
 * does not end the session.
 */
#ifndef STAPIO_FEED_H
#define STAPIO_FEED_H

struct feed;

/*
 * Prepares to feed the module called MODULE, whose folder is FOLDER (stays the
 * caller's). NULL when there is no memory, after reporting it.
 */
struct feed *feed_open(int folder, const char *module);

/*
 * The module's probes run: begins. A module that takes no input is reported
 * once. Repeating it does nothing, nor does NULL.
 */
void feed_start(struct feed *feed);

/* Stops, waits for the thread, closes the module's file and frees FEED, which may be NULL. */
void feed_close(struct feed *feed);

#endif

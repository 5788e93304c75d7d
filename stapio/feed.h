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
 * caller's), with what standard input is now. NULL, after reporting it, when
 * there is no memory.
 */
struct feed *feed_open(int folder, const char *module);

/*
 * The module's probes run: begins. Returns 0, or -1 after reporting that it
 * takes no input, or why it can't be fed. Repeating it does nothing, nor does NULL.
 */
int feed_start(struct feed *feed);

/* Stops, waits for the thread, closes the module's file and frees FEED, which may be NULL. */
void feed_close(struct feed *feed);

#endif

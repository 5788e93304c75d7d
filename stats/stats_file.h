/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file that statistics go to (--stats). A regular file always holds one whole object:
 * its reader sees the last one or the next. A descriptor, a FIFO or a device gets one
 * object after the other, each in one write. As a thread writes them, a slow reader or a
 * file system that hangs holds up nothing: an object that comes while the one before is
 * still being written is skipped if a newer one comes. That it can't be written to is
 * said once.
 */
#ifndef STATS_STATS_FILE_H
#define STATS_STATS_FILE_H

struct stats_file;

/*
 * Makes one for the file NAME, which must outlive it; or for DESCRIPTOR, which is called
 * so and taken over, where that is not 0. To be called where no fork follows but those
 * of children. NULL, after reporting it, when there is no memory or thread for it.
 */
struct stats_file *stats_file_open(const char *name, int descriptor);

/* Takes over OBJECT, a line of malloc()'s, to be written as soon as may be. NULL: nothing. */
void stats_file_put(struct stats_file *file, char *object);

/*
 * Waits a second at most until the last object was written, and frees FILE, or leaves
 * it to its thread. NULL is taken.
 */
void stats_file_close(struct stats_file *file);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where statistics go (--stats): a file, which who reads it sees whole, the object of
 * before or the next one; or a descriptor, a FIFO, a device, which gets one behind the
 * other, each in one write. A thread waits for it, so that a reader that is slow, or a
 * file system that hangs, holds up nothing: what it was not ready for it never gets.
 * That it can't be written to is said, once.
 */
#ifndef STAPIO_STATS_FILE_H
#define STAPIO_STATS_FILE_H

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

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing back: the page cache behind the write head. By itself the kernel lets much
 * gather, and then stops who writes until that is out, a time in which relay buffers run
 * full. So a thread writes a long recording out as it grows, and has what is on the disk
 * give up the memory that others need. Nothing of this changes what is in the files.
 */
#ifndef RELAY_WRITEBACK_H
#define RELAY_WRITEBACK_H

#include <stdbool.h>

/* Of a file so many bytes have to be written each time before it is told of. */
#define WRITEBACK_STEP (8u << 20)

struct writeback;

/*
 * Makes one, whose thread begins with the first file. KEEP: someone reads what is done
 * (the archive), so that it stays in memory. NULL: there is no memory for it.
 */
struct writeback *writeback_make(bool keep);

/*
 * Tells WRITEBACK that WRITEBACK_STEP bytes were written to the file FD, or that it is DONE
 * and has to be on the disk: what does not get there is reported, once of each NAME. FD stays
 * the caller's; it may be no file. WRITEBACK may be NULL.
 */
void writeback_tell(struct writeback *writeback, int fd, const char *name, bool done);

/*
 * Waits until all is on the disk, a second at most, and frees it. NULL is taken. Returns 0,
 * or -errno where something did not get there.
 */
int writeback_free(struct writeback *writeback);

#endif

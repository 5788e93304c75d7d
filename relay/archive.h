/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The archive: compresses the files of a history that are done (--compress), one after
 * the other, in a thread that runs when no one else wants the processor or the disk, and
 * at the end in one that goes on as any other. What can't be compressed stays as it is,
 * which is reported.
 */
#ifndef RELAY_ARCHIVE_H
#define RELAY_ARCHIVE_H

#include <stdbool.h>

struct archive;

/* Makes one, whose thread begins with the first file. NULL, after saying why: there can be none. */
struct archive *archive_make(void);

/* Takes the file NAME, which is done, to be compressed; one that was FOUND stays as it is where
 * another session claims it. On any thread, one at a time; waits for nothing. */
void archive_put(struct archive *archive, const char *name, bool found);

/*
 * Notes that no other file comes. Returns a descriptor that is readable once all are
 * compressed, or -1 where there is nothing to wait for. NULL is taken.
 */
int archive_finish(struct archive *archive);

/*
 * Leaves what is not compressed yet as it is, and frees ARCHIVE; each of its threads is waited
 * for a second, and ten more where it is in a call on its disk. NULL is taken.
 */
void archive_free(struct archive *archive);

/*
 * For who leaves with _exit(2) and waits for no thread, of those that may still put files, either:
 * the same, but ARCHIVE stays. NULL is taken.
 */
void archive_abandon(struct archive *archive);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compressing a file: FILE becomes FILE.zst. As FILE goes only when FILE.zst is whole and
 * on the disk, it is as it was when this process, or the machine, ends half way.
 */
#ifndef RELAY_COMPRESS_H
#define RELAY_COMPRESS_H

#include <pthread.h>
#include <stdatomic.h>

#define COMPRESSED_SUFFIX ".zst"

/* The suffix of a compressed file until it is whole. */
#define COMPRESSED_PART ".zst.part"

/* What compresses, and who has it pause or give up, both know. */
struct compressing {
	pthread_mutex_t lock;
	atomic_bool pause, stop;
	const char *part;          /* what is there of the file that is being made, or NULL */
	struct compression *begun; /* the file that it is at, or NULL */
};

#define COMPRESSING_NONE                                                                           \
	{                                                                                          \
		.lock = PTHREAD_MUTEX_INITIALIZER                                                  \
	}

/*
 * Puts NAME.zst in the place of NAME, a regular file, with its mode and times; one that
 * is empty stays. Returns 0, also where someone removed NAME meanwhile; or -errno, and
 * then NAME is as it was: -ECANCELED as soon as COMPRESSING is to stop, -EEXIST where
 * another NAME.zst is there. -ERESTART as soon as it is to pause: call again, with the same
 * NAME, on any thread, to go on.
 */
int compress_file(const char *name, struct compressing *compressing);

/*
 * For another thread, where the one that compresses was told to stop and did not, as it
 * does not get to run or its disk hangs: removes what it has of a file. It makes no other.
 */
void compress_abandon(struct compressing *compressing);

#endif

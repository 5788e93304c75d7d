/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compressing a file: FILE becomes FILE.zst. As FILE goes only when FILE.zst is whole and
 * on the disk, it is as it was when this process, or the machine, ends half way.
 */
#ifndef RELAY_COMPRESS_H
#define RELAY_COMPRESS_H

#include <stdatomic.h>
#include <stdbool.h>

#define COMPRESSED_SUFFIX ".zst"

/* What it has behind its name until it is whole. */
#define COMPRESSED_PART ".zst.part"

/*
 * Puts NAME.zst in the place of NAME, a regular file, with its mode and times; one that
 * is empty stays. Returns 0, also where someone removed NAME meanwhile; or -errno, and
 * then NAME is as it was: -ECANCELED as soon as *STOP is true, -EEXIST where another
 * NAME.zst is there.
 */
int compress_file(const char *name, const atomic_bool *stop);

#endif

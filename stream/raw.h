/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A CPU's bytes without frames, as modules of SystemTap up to 4.5 print them ->
 * pieces that end with a line where they can. Pure.
 */
#ifndef STREAM_RAW_H
#define STREAM_RAW_H

#include "common/transport.h"
#include "stream/merge.h"

/*
 * Finds the next piece of SOURCE if it has none, as merge_find_head() finds a
 * frame: its head has a length and no header. True when there is one. The end of
 * a line is not waited for when nothing was behind it when last seen.
 */
bool raw_find_head(struct merge_source *source);

/*
 * Guesses what the SIZE (not 0) bytes at DATA are, the first of a module of dialect 4
 * that does not say what made it: text has no NUL, which each header of a frame
 * has; and frames follow each other.
 */
enum transport raw_guess(const char *data, size_t size);

#endif

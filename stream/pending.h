/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a file of a CPU ends and the next begins, which may be of a later run: numbers begin
 * anew there, but on a CPU that seldom prints they may still rise. A number is given once in a
 * run, so that file is of this run when its number comes due and stands nowhere else; of a later
 * one when it was there before. Until then it pends: its bytes are not the source's. Of
 * stream/restore.h alone. Pure.
 */
#ifndef STREAM_PENDING_H
#define STREAM_PENDING_H

#include "stream/restore_state.h"

/* Is a source, of those whose places are known, at its end, with a file behind it that begins with
 * NUMBER and may be of this run? */
bool pending_anywhere(const struct restore *restore, uint32_t number);

/*
 * The source at its end behind which the file pends that begins with the lowest number of those
 * that may be of this run, of equals the one before which fewer were empty: a run leaves an empty
 * file on a CPU that printed nothing. RESTORE->count: there is none. *LATER becomes whether any
 * other is of a later run.
 */
unsigned pending_lowest(const struct restore *restore, bool *later);

/*
 * The source at its end behind which the file pends that begins with the next number and is of this
 * run. RESTORE->count: there is none. An empty file before it is what a run leaves on a CPU that
 * printed nothing: where all else is over, too, and goes on with a later run, that was this one.
 */
unsigned pending_due(const struct restore *restore);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a frame ends that is restored: behind its length; with the file, where that has not so many
 * bytes; or before, where the relay buffer had no room for the rest. A length alone is not
 * believed: behind it the stream goes on, or ends. Of stream/restore.c alone. Pure.
 */
#ifndef STREAM_END_H
#define STREAM_END_H

#include "stream/restore_state.h"

/* Decides where the frame with NUMBER ends behind which source INDEX stands, which becomes its
 * stand's ONLY_END. False when bytes are lacking: those of RESTORE->index. */
bool end_decide(struct restore *restore, unsigned index, uint32_t number);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Looks ahead: which of a few places is that of the next number, or which of a few
 * ends is that of a frame? The right one leads on, from number to number, over all
 * CPUs. Of stream/restore.c alone. Pure.
 */
#ifndef STREAM_LOOK_H
#define STREAM_LOOK_H

#include "stream/restore_state.h"

/* For LOOK_OPTION.reached: it leads on and on. */
#define LOOK_ON_AND_ON UINT32_MAX

/* Frames that follow each other by one CPU's numbers alone, and so many, are no chance. */
#define LOOK_LINKS 16u

struct look_option {
	unsigned index;           /* the source */
	struct stand_place place; /* its next frame is there, or */
	uint64_t end;             /* unless this is 0: its last frame ends there */
	uint32_t reached;         /* so many numbers can be reached, or LOOK_ON_AND_ON */
	unsigned links; /* so many frames of the same CPU follow; LOOK_LINKS: there is no end */
};

struct look_options {
	unsigned count;
	struct look_option option[STAND_PLACES];
};

/* Puts OPTION behind the others; where there are STAND_PLACES, leaves it out. */
void look_add(struct look_options *options, const struct look_option *option);

/*
 * Which of OPTIONS, of which the first are the likelier, leads farthest? LAST is the
 * number of the frame that is there, or that ends there. NULL when bytes are lacking:
 * those of RESTORE->index. Counts what is ambiguous.
 */
const struct look_option *look_choose(
	struct restore *restore, struct look_options *options, uint32_t last);

/*
 * How many frames of source INDEX alone, from the one at PLACE on, follow each
 * other? At most LOOK_LINKS; RESTORE->lacking: that is not to be known yet.
 */
unsigned look_along(struct restore *restore, unsigned index, const struct stand_place *place);

/* Notes that bytes of source INDEX are lacking, which would tell, if they can come. False. */
bool look_lacks(struct restore *restore, unsigned index);

/* Are all bytes of source INDEX in view that tell what is AT a place? Else notes that they are
 * lacking. */
bool look_sees(struct restore *restore, unsigned index, uint64_t at);

/*
 * Is source INDEX better read on from AT, where its last frame may end and a header
 * stands right behind, though the next number is not there? Files of SystemTap's own
 * stapio have nothing between frames, but numbers are missing: what it could not make
 * out it dropped. There nothing is skipped, and nothing cut short, for so long that
 * it is no chance; where numbers were missing before, not even for long.
 * RESTORE->lacking: more bytes have to be seen first.
 */
bool look_straight(struct restore *restore, unsigned index, uint64_t at);

/*
 * How many bytes AT a place of source INDEX are as SystemTap 4.8's stapio writes what it
 * took for a frame, and was none: a header whose length alone can be one, not its number,
 * so many bytes, and frames behind them. 0: it is nothing of that kind, or
 * RESTORE->lacking.
 */
size_t look_false_frame(struct restore *restore, unsigned index, uint64_t at);

/* How far behind NEXT the number of a frame may be that cuts short the one before, on source INDEX:
 * REACH where no mark tells it. */
uint32_t look_cuts(const struct restore *restore, unsigned index, uint32_t reach);

#endif

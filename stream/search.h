/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The search for frames where it is not known where sub-buffers end (where it is:
 * choice.h). Several places are possible then for a header, and what is behind each
 * of them has to tell. Such a look ahead is short, and no byte is looked at more often
 * than a few times, whatever it is. Of stream/ alone.
 */
#ifndef STREAM_SEARCH_H
#define STREAM_SEARCH_H

#include "stream/view.h"

/* How far a number may be from the one before where there is a choice. */
uint32_t search_reach(const struct view *view);

/* The first place from index FROM on, before LIMIT, that is worth reading a header at; LIMIT if
 * there is none. */
size_t search_place(const struct view *view, size_t from, size_t limit);

/* How many bytes may have to be skipped where WALK is: bit N is set when N may. */
unsigned search_skips(const struct view *view, struct walk *walk);

/*
 * What stands where WALK is, where a frame may begin? Of several headers with numbers less than
 * REACH behind the last one, the one with the nearest number.
 */
enum found search_look(
	const struct view *view, struct walk *walk, uint32_t reach, struct header *header);

/* Finds the header of the frame that begins where WALK is, padding skipped, of whatever number. */
enum found search_find(const struct view *view, struct walk *walk, struct header *header);

/*
 * Finds the first header that frames follow, where the stream lost its footing, or
 * begins in the middle of one. Its number may be before that of the last frame,
 * which then was none. False when there is none: *KEEP is the first place from which
 * that is not decided.
 */
bool search_on(const struct view *view, struct header *header, size_t *keep);

/*
 * Where the body of HEADER, which WALK has passed and which begins at BODY,
 * ends: after its length, at the end of the data, or where the next header comes
 * early. NEXT is what was FOUND behind it. That a header comes early is believed
 * when what is behind speaks less for this one than for that, or when frames
 * lead from it to the one behind, numbered in between: later ones may end just
 * where this one should have. *BORNE_OUT becomes false when nothing follows. WAIT
 * when what is still to come decides.
 */
size_t search_end(const struct view *view, const struct walk *walk, enum found found,
	const struct header *next, size_t body, bool *borne_out);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The choice of frames where it is known where sub-buffers end. There each
 * header has its place, and one question is left: where the buffer may have been
 * full, was a frame cut short at the end of a sub-buffer, or does it go on in the
 * next? (And another, where it is not certain which of a few sub-buffers a read
 * ended.) Of the answers all but one lead, within a few frames, to a place where
 * none can be. Of stream/ alone.
 */
#ifndef STREAM_CHOICE_H
#define STREAM_CHOICE_H

#include "stream/view.h"

/*
 * Finds the header behind the place of WALK, where a frame ended and the ends of
 * sub-buffers are known, and moves WALK to it. AT_END: there is no more; NOT_HERE: what
 * is there is none; NEED_MORE: what is still to come decides.
 * Sets *DOUBT when another header may be right as well: it leads on and on, too, and no
 * one knows which of their numbers are elsewhere. Else *DOUBT stays as it is.
 */
enum found choice_find(
	const struct view *view, struct walk *walk, struct header *header, bool *doubt);

/*
 * Finds where the body of HEADER, at which WALK is, ends. Returns an index, above the size of
 * the view when the body is whole but not all there yet; or WAIT when what is still to come
 * decides. *DOUBT as above.
 */
size_t choice_end(
	const struct view *view, const struct walk *walk, const struct header *header, bool *doubt);

/*
 * Do frames go on, as far as can be seen, where the body of HEADER ends at index END? Returns 0
 * if not, else how far that is certain: up to the index of the one halfway, or END.
 */
size_t choice_leads_to(
	const struct view *view, const struct walk *walk, const struct header *header, size_t end);

#endif

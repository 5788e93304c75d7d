/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The numbers behind the places where a frame may end tell which it is; where they don't, what
 * follows it there. */
#include "stream/end.h"

#include "stream/look.h"
#include "stream/view.h"

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* Where the frame with NUMBER, behind which STAND is, ends as frame.h finds it. */
static uint64_t end_as_found(
	const struct merge_source *source, const struct stand *stand, uint32_t number)
{
	uint64_t at = stand->body - header_size(source->stream.dialect);
	struct frame_stream probe = source->stream;
	struct frame frame;
	size_t stray;

	probe.started = true;
	probe.last = number - 1;
	probe.subbufs.place.at = at;
	if (frame_next(&probe, stand_data(source, at), (size_t)(stand_limit(source) - at), true,
		    &frame, &stray) &&
		frame.sequence == number && !frame.skip)
		return stand->body + frame.length;
	return least(stand->end, stand_limit(source));
}

/*
 * Where the frame with NUMBER ends behind which source INDEX stands, by what follows it alone. What
 * looks like a header within it may be chance, and take all that is behind it: the frame is cut
 * short there only if frames go straight on, or if CUTS and it can have been. 0: bytes are lacking.
 */
static uint64_t end_alone(struct restore *restore, unsigned index, uint32_t number, bool cuts)
{
	const struct merge_source *source = &restore->sources[index];
	const struct restore_cpu *cpu = &restore->cpus[index];
	uint64_t end = least(cpu->now.end, stand_limit(source));

	if (!look_sees(restore, index, end))
		return 0;
	uint64_t found = end_as_found(source, &cpu->now, number);
	if (found == end || (cuts && layout_may_begin(&cpu->facts.layout, found)) ||
		look_straight(restore, index, found))
		return found;
	return restore->lacking ? 0 : end;
}

/* Are there places where the frame is cut short behind which STAND is, or whole? */
static bool has_places(const struct stand *stand, bool whole)
{
	for (unsigned i = 0; i < stand->count; i++)
		if ((stand->places[i].behind == stand->end) == whole)
			return true;
	return false;
}

/* Is there more than one place where the frame may end behind which STAND is, or none? */
static bool is_doubtful(const struct merge_source *source, const struct stand *stand)
{
	return has_places(stand, false) ||
	       (!has_places(stand, true) && !stand_at_end(source, stand));
}

/* Is what follows the frame, were it whole, in view, and nothing of that kind? */
static bool leads_nowhere(const struct merge_source *source, const struct stand *stand)
{
	return stand->end <= stand_limit(source) && !has_places(stand, true) &&
	       !stand_may_be_last(source, stand);
}

/* Where the frame with NUMBER ends behind which source INDEX stands, which is doubtful. 0: bytes
 * are lacking. */
static uint64_t choose_end(struct restore *restore, unsigned index, uint32_t number)
{
	const struct merge_source *source = &restore->sources[index];
	const struct stand *stand = &restore->cpus[index].now;
	uint64_t end = least(stand->end, stand_limit(source));
	bool unlikely = leads_nowhere(source, stand);
	struct look_options options = {0};

	if (!stand->count && (look_false_frame(restore, index, end) || restore->lacking))
		return restore->lacking ? 0 : end;
	/* The likelier come first. */
	if (!unlikely)
		look_add(&options, &(struct look_option){.index = index, .end = end});
	for (unsigned i = 0; i < stand->count; i++)
		if (stand->places[i].behind != stand->end)
			look_add(&options, &(struct look_option){
						   .index = index, .end = stand->places[i].behind});
	if (unlikely)
		look_add(&options, &(struct look_option){.index = index, .end = end});
	const struct look_option *chosen = look_choose(restore, &options, number);
	if (!chosen)
		return 0;
	/* What goes on behind the file ends with it, whatever its length. */
	if (chosen->end == end && end < stand->end) {
		uint64_t before = end_alone(restore, index, number, false);

		restore->ambiguous += before && before != end;
		return before;
	}
	/* One number, or one frame, that follows may be chance. */
	bool chance = chosen->reached < 2 && chosen->links < 2;
	if (chosen->end == end && !chance)
		return end;
	bool straight = look_straight(restore, index, end);
	if (restore->lacking)
		return 0;
	if (chance)
		return straight ? end : end_alone(restore, index, number, source->stream.overrun);
	restore->ambiguous += straight;
	return straight ? end : chosen->end;
}

bool end_decide(struct restore *restore, unsigned index, uint32_t number)
{
	const struct merge_source *source = &restore->sources[index];
	struct restore_cpu *cpu = &restore->cpus[index];
	struct stand *stand = &cpu->now;
	uint64_t end = least(stand->end, stand_limit(source));

	restore->index = index;
	bool known = stand_find(
		&cpu->facts, source, stand, number + 1, look_cuts(restore, index, STAND_NEAR));
	if (!known && !cpu->full)
		return false;
	if (known && is_doubtful(source, stand)) {
		end = choose_end(restore, index, number);
		stand->known = false;
	}
	stand->only_end = end;
	return end != 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The next number is looked up, the end of its frame decided; and what to do where it is nowhere.
 */
#include "stream/restore.h"

#include "stream/end.h"
#include "stream/look.h"
#include "stream/pending.h"
#include "stream/view.h"

/* No source has the number. */
#define NONE UINT32_MAX

/* What is restored earns so many headers that may be looked at, up to some: so all is linear in it.
 */
#define CREDIT_EACH 64u
#define CREDIT_MAX  (2 * RESTORE_STEPS)

void restore_init(struct restore *restore, struct merge_source *sources, struct restore_cpu *cpus,
	unsigned count, struct restore_step *steps)
{
	*restore = (struct restore){
		.sources = sources,
		.cpus = cpus,
		.count = count,
		.any_unknown = true,
		.credit = CREDIT_MAX,
		.steps = steps,
	};
	for (unsigned i = 0; i < count; i++)
		layout_forget(&cpus[i].facts.layout);
}

void restore_begins(struct restore *restore, unsigned index)
{
	layout_begin(&restore->cpus[index].facts.layout, 0);
}

/* --- Where the next number is nowhere --------------------------------------------------------- */

/* Drops BYTES of source INDEX that belong to no frame: where sub-buffers begin is not known any
 * more. */
static void drop(struct restore *restore, unsigned index, size_t bytes)
{
	struct merge_source *source = &restore->sources[index];
	struct restore_cpu *cpu = &restore->cpus[index];
	uint64_t at = stand_begin(source); /* as it says already */

	source->begin += bytes;
	layout_forget(&cpu->facts.layout);
	cpu->facts.ahead = at;
	cpu->now = (struct stand){.body = at, .end = at};
	cpu->astray = true;
	cpu->full = false;
	restore->any_unknown = true;
}

/* As drop(), with the stream, which does not say so yet. What it begins with may be the rest of a
 * frame. */
static void drop_stray(struct restore *restore, unsigned index, size_t bytes)
{
	struct frame_stream *stream = &restore->sources[index].stream;

	stream->stray += stream->started ? bytes : 0;
	stream->subbufs.place.at += bytes;
	drop(restore, index, bytes);
}

/* Up to so many bytes before the next frame of source INDEX may be what pads a sub-buffer. */
static unsigned padding_most(const struct restore *restore, unsigned index)
{
	return restore->cpus[index].astray ? 0
					   : padding_max(restore->sources[index].stream.dialect);
}

/* Drops what is no frame, though it was taken for one, from the begin of source INDEX. False when
 * nothing of that kind is there, as never behind a mark. */
static bool drop_false_frame(struct restore *restore, unsigned index)
{
	struct merge_source *source = &restore->sources[index];
	size_t bytes = look_false_frame(restore, index, stand_begin(source));

	if (!bytes || source->stream.dialect == DIALECT_5)
		return false;
	drop_stray(restore, index, bytes);
	return true;
}

/* The next frame of source INDEX as frame.h finds it; where it has a mark, of whatever number. */
static enum found find_anywhere(struct restore *restore, unsigned index, struct stand_place *place)
{
	struct merge_source *source = &restore->sources[index];
	bool marked = source->stream.dialect == DIALECT_5;

	if (!drop_false_frame(restore, index) && restore->lacking)
		return NEED_MORE;
	/* A mark tells alone. What else is found within so many bytes has as many behind it. */
	while (source->begin < source->end &&
		(marked || look_sees(restore, index, stand_begin(source) + WAIT_MAX))) {
		const struct frame_stream stream = source->stream;
		struct frame_stream probe = stream;
		struct frame frame;
		size_t stray;

		probe.started &= !marked;
		if (frame_next(&probe, source->buffer + source->begin, source->end - source->begin,
			    source->complete || restore->cpus[index].full, &frame, &stray)) {
			*place = (struct stand_place){
				.at = stand_begin(source) + frame.skip,
				.behind = stand_begin(source),
				.number = frame.sequence,
				.length = frame.length + frame.missing,
			};
			if (marked && frame.skip > padding_most(restore, index)) {
				drop_stray(restore, index, frame.skip);
				place->behind = place->at;
			}
			return FOUND;
		}
		if (!stray)
			break;
		source->stream = probe;
		source->stream.started = stream.started;
		source->stream.stray += stream.started && marked ? stray : 0;
		drop(restore, index, stray);
	}
	return source->complete && source->begin == source->end ? AT_END : NEED_MORE;
}

/* The next frame of source INDEX, whatever its number: the first place that others follow. */
static enum found guess(struct restore *restore, unsigned index, struct stand_place *place)
{
	const struct merge_source *source = &restore->sources[index];
	const struct stand *stand = &restore->cpus[index].now;
	unsigned best = 1;

	restore->lacking = false;
	if (stand_at_end(source, stand))
		return AT_END;
	if (!restore->started && source->stream.started &&
		stand_header(source, stand_begin(source), source->stream.last + 1, 1, place)) {
		place->behind = place->at;
		return FOUND;
	}
	for (unsigned i = 0; i < stand->count && best < LOOK_LINKS; i++) {
		const struct stand_place candidate = stand->places[i];
		unsigned links = look_along(restore, index, &candidate);

		if (restore->lacking)
			return NEED_MORE;
		if (links <= best)
			continue;
		*place = candidate;
		best = links;
	}
	return best > 1 ? FOUND : find_anywhere(restore, index, place);
}

/* The source that has the lowest number, and the place of that, as OPTION. */
static enum found skip_hole(struct restore *restore, struct look_option *option)
{
	struct stand_place place;

	*option = (struct look_option){.index = NONE};
	for (unsigned i = 0; i < restore->count; i++) {
		enum found found = guess(restore, i, &place);

		if (found == NEED_MORE) {
			if (!restore->lacking)
				restore->index = i;
			return NEED_MORE;
		}
		if (found == FOUND && (option->index == NONE ||
					      sequence_after(option->place.number, place.number)))
			*option = (struct look_option){.index = i, .place = place};
	}
	return option->index == NONE ? AT_END : FOUND;
}

/* --- The next number -------------------------------------------------------------------------- */

/* Finds the places of source INDEX. False when bytes are lacking. */
static bool find_places(struct restore *restore, unsigned index)
{
	struct restore_cpu *cpu = &restore->cpus[index];

	restore->index = index;
	return stand_find(&cpu->facts, &restore->sources[index], &cpu->now, restore->next,
		       look_cuts(restore, index, STAND_NEAR)) ||
	       cpu->full;
}

/* Finds the places of all sources whose are not known. */
static bool find_all_places(struct restore *restore)
{
	if (!restore->any_unknown)
		return find_places(restore, restore->index);
	for (unsigned i = 0; i < restore->count; i++)
		if (!find_places(restore, i))
			return false;
	restore->any_unknown = false;
	return true;
}

/* The places where the next number stands, one right behind a frame first. */
static void gather(const struct restore *restore, struct look_options *options)
{
	for (unsigned c = 0; c < restore->count; c++) {
		const struct stand *stand = &restore->cpus[c].now;

		for (unsigned i = 0; i < stand->count; i++) {
			struct look_option option = {.index = c, .place = stand->places[i]};

			if (option.place.number != restore->next)
				continue;
			if (options->count && option.place.at == option.place.behind) {
				const struct look_option first = options->option[0];

				options->option[0] = option;
				option = first;
			}
			look_add(options, &option);
		}
	}
}

/* Forgets where sub-buffers begin, on all CPUs: any of them may be the one of which bytes are gone.
 */
static void doubt(struct restore *restore)
{
	restore->doubted = restore->any_unknown = true;
	for (unsigned i = 0; i < restore->count; i++) {
		layout_forget(&restore->cpus[i].facts.layout);
		restore->cpus[i].now.known = false;
		restore->cpus[i].now.full_from = 0;
	}
}

/* Asks for the file that pends behind source INDEX. */
static enum restored ask_for_pending(struct restore *restore, unsigned index)
{
	restore->index = index;
	restore->cpus[index].now.known = false;
	return RESTORE_LACKS;
}

/* The next number is nowhere: goes on with the lowest. */
static enum restored pass_hole(struct restore *restore, struct look_option *next)
{
	enum found found = skip_hole(restore, next);
	bool later;

	if (found == NEED_MORE)
		return RESTORE_LACKS;
	/* Behind what was dropped there are other places. */
	if (found == FOUND && restore->any_unknown) {
		next->index = NONE;
		return RESTORED;
	}
	unsigned pending = pending_lowest(restore, &later);
	/* Where there is nothing else, and a later run, that is more likely than a hole. */
	if (pending != restore->count &&
		(found == AT_END ? !later
				 : sequence_after(
					   next->place.number, restore->cpus[pending].pending)))
		return ask_for_pending(restore, pending);
	if (found == AT_END)
		return RESTORE_DONE;
	restore->holes += restore->started;
	return RESTORED;
}

/* How many frames follow each other from the header on that stands right behind the last frame of
 * source INDEX, AT a place? */
static unsigned links_right_behind(struct restore *restore, unsigned index, uint64_t at)
{
	const struct merge_source *source = &restore->sources[index];
	struct stand_place place;

	if (!stand_header(source, at, source->stream.last + 1, STAND_NEAR, &place))
		return 0;
	place.behind = at;
	return look_along(restore, index, &place);
}

/* NEXT is the next number, and what is before it stale; or it is chance that it stands there. */
static enum restored pass_stale(struct restore *restore, struct look_option *next)
{
	const struct restore_cpu *cpu = &restore->cpus[next->index];
	/* Else sub-buffers are known, and one may end there. */
	bool weak = restore->holes || cpu->facts.layout.forgotten;
	unsigned links = 0, others = 0;

	if (weak) {
		links = look_along(restore, next->index, &next->place);
		if (!restore->lacking)
			others = links_right_behind(restore, next->index, next->place.behind);
		if (restore->lacking)
			return RESTORE_LACKS;
	}
	bool even = weak && others >= links;
	/* So many frames that follow are no chance. */
	if (restore->holes && links >= LOOK_LINKS) {
		restore->ambiguous += even;
		return RESTORED;
	}
	if (drop_false_frame(restore, next->index)) {
		next->index = NONE;
		return RESTORED;
	}
	/* (Where what would tell a false frame is lacking, nothing goes straight on from there.) */
	if (others <= links && !look_straight(restore, next->index, next->place.behind)) {
		restore->ambiguous += even;
		return restore->lacking ? RESTORE_LACKS : RESTORED;
	}
	enum restored result = pass_hole(restore, next);
	restore->ambiguous += result != RESTORED || next->index != NONE;
	return result;
}

/* Which source, and which of its places, is next? NEXT->index NONE: that is to be asked anew. */
static enum restored find_next(struct restore *restore, struct look_option *next)
{
	struct look_options options = {0};

	if (restore->started)
		gather(restore, &options);
	if (!options.count) {
		if (!restore->started)
			return pass_hole(restore, next);
		unsigned pending = pending_due(restore);
		if (pending != restore->count)
			return ask_for_pending(restore, pending);
		if (restore->doubted)
			return pass_hole(restore, next);
		doubt(restore);
		next->index = NONE;
		return RESTORED;
	}
	const struct look_option *chosen = &options.option[0];
	if (options.count > 1)
		chosen = look_choose(restore, &options, restore->next);
	if (!chosen)
		return RESTORE_LACKS;
	*next = *chosen;
	if (next->place.at == next->place.behind)
		return RESTORED;
	return pass_stale(restore, next);
}

/* The frame at PLACE, behind which STAND is, is the head of SOURCE. */
static void set_head(
	struct merge_source *source, const struct stand *stand, const struct stand_place *place)
{
	uint32_t there = (uint32_t)(stand->only_end - stand->body);

	source->head = (struct frame){
		.sequence = place->number,
		.length = there,
		.missing = place->length - there,
		.skip = (size_t)(place->at - stand_begin(source)),
		.header = header_size(source->stream.dialect),
	};
	source->has_head = true;
}

/* Finds the head that is next, and its end. */
static enum restored find_head(struct restore *restore)
{
	struct look_option next;
	enum restored result;

	do
		result = find_all_places(restore) ? find_next(restore, &next) : RESTORE_LACKS;
	while (result == RESTORED && next.index == NONE);
	if (result != RESTORED)
		return result;
	struct merge_source *source = &restore->sources[next.index];
	struct stand *stand = &restore->cpus[next.index].now;
	const struct stand saved = *stand;
	stand_go(source, stand, &next.place);
	if (!end_decide(restore, next.index, next.place.number)) {
		*stand = saved;
		return RESTORE_LACKS;
	}
	restore->index = next.index;
	set_head(source, stand, &next.place);
	return RESTORED;
}

enum restored restore_next(struct restore *restore)
{
	const uint64_t holes = restore->holes, ambiguous = restore->ambiguous;
	enum restored result = find_head(restore);

	if (result == RESTORED)
		return result;
	/* All is asked anew, and counted then. */
	restore->any_unknown = true;
	restore->holes = holes;
	restore->ambiguous = ambiguous;
	return result;
}

/* What HEAD, which is at AT, tells of where sub-buffers begin. */
static void learn(
	struct layout *layout, const struct frame *head, enum dialect dialect, uint64_t at)
{
	uint64_t end = at + head->header + head->length;

	if (head->skip > padding_max(dialect))
		layout_forget(layout);
	else if (head->skip)
		layout_begin(layout, at);
	layout_pass(layout, at, unparted(dialect));
	if (head->missing && layout_may_begin(layout, end))
		layout_begin(layout, end);
	else if (head->missing)
		layout_forget(layout);
}

void restore_take(struct restore *restore)
{
	struct merge_source *source = &restore->sources[restore->index];
	struct restore_cpu *cpu = &restore->cpus[restore->index];
	const struct frame *head = &source->head;

	learn(&cpu->facts.layout, head, source->stream.dialect, stand_begin(source) + head->skip);
	if (head->skip > padding_most(restore, restore->index) && source->stream.started)
		source->stream.stray += head->skip;
	source->stream.last = head->sequence;
	source->stream.started = true;
	source->stream.subbufs.place.at += frame_span(head);
	merge_drop_head(source);
	cpu->facts.ahead = stand_begin(source);
	cpu->now.taken = 0;
	cpu->astray = cpu->full = false;
	restore->doubted = false;
	if (restore->credit < CREDIT_MAX)
		restore->credit += CREDIT_EACH;
	if (restore->started && sequence_after(restore->next, head->sequence))
		return;
	restore->next = head->sequence + 1;
	/* Until now there was nothing by which numbers could be too low. */
	for (unsigned i = 0; i < restore->count && !restore->started; i++)
		restore->cpus[i].now.known = false;
	restore->any_unknown |= !restore->started;
	restore->started = true;
}

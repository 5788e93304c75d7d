/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each way is followed until the next number is nowhere, or it was followed far enough. */
#include "stream/look.h"

#include "stream/pending.h"
#include "stream/view.h"

/* A look is long enough with so many numbers, and frames of each CPU in question. */
#define LEAST_NUMBERS 16u
#define LEAST_FRAMES  4u

/* How far behind the next number one may be that cuts a frame short. */
#define CUT_REACH 1024u

/* Headers that may be looked at for any question, whatever the credit. */
#define LEFT_LEAST 1024u

/* Places with a choice that may be on a way. */
#define FORKS_MAX 64u

void look_add(struct look_options *options, const struct look_option *option)
{
	if (options->count < STAND_PLACES)
		options->option[options->count++] = *option;
}

uint32_t look_cuts(const struct restore *restore, unsigned index, uint32_t reach)
{
	const struct frame_stream *stream = &restore->sources[index].stream;

	if (!stream->overrun)
		return 0;
	return stream->dialect == DIALECT_5 ? LATER : reach; /* a mark tells alone */
}

/* Has a look at OPTIONS, DEPTH numbers long, come to where each of the CPUs shows what it is? */
static bool is_long_enough(
	const struct restore *restore, const struct look_options *options, uint32_t depth)
{
	if (depth < LEAST_NUMBERS)
		return false;
	for (unsigned i = 0; i < options->count; i++) {
		unsigned index = options->option[i].index;
		const struct stand *stand = &restore->cpus[index].now;

		if (stand->taken < LEAST_FRAMES && !stand_at_end(&restore->sources[index], stand))
			return false;
	}
	return true;
}

/* May nothing be behind STAND: is its frame the last, or was it cut short with the file? (Though
 * its body may hold what looks like a header.) */
static bool is_last(const struct merge_source *source, const struct stand *stand)
{
	return stand_may_be_last(source, stand) ||
	       (source->stream.overrun && source->complete && !stand->only_end &&
		       stand->end > stand_limit(source));
}

static bool all_at_end(const struct restore *restore)
{
	for (unsigned i = 0; i < restore->count; i++)
		if (!is_last(&restore->sources[i], &restore->cpus[i].now))
			return false;
	return true;
}

bool look_lacks(struct restore *restore, unsigned index)
{
	if (!restore->cpus[index].full) {
		restore->lacking = true;
		restore->index = index;
	}
	return false;
}

bool look_sees(struct restore *restore, unsigned index, uint64_t at)
{
	const struct merge_source *source = &restore->sources[index];

	return source->complete || restore->cpus[index].full ||
	       stand_limit(source) >= at + WAIT_MAX || look_lacks(restore, index);
}

/* Finds the places of source INDEX; CUTS as REACH of stand_find(). False when that is as far as
 * can be seen. */
static bool see(struct restore *restore, unsigned index, uint32_t next, uint32_t cuts)
{
	struct restore_cpu *cpu = &restore->cpus[index];

	return stand_find(&cpu->facts, &restore->sources[index], &cpu->now, next, cuts) ||
	       look_lacks(restore, index);
}

/* --- One CPU's numbers ------------------------------------------------------------------------ */

/* How many frames of source INDEX, numbered behind LAST, follow each other, the DEPTH before
 * included? */
static unsigned chain(struct restore *restore, unsigned index, uint32_t last, unsigned depth)
{
	struct stand *stand = &restore->cpus[index].now;
	unsigned best = depth;

	if (depth >= LOOK_LINKS || !restore->left || !see(restore, index, last + 1, 0) ||
		stand_at_end(&restore->sources[index], stand))
		return LOOK_LINKS;
	for (unsigned i = 0; i < stand->count && best < LOOK_LINKS; i++) {
		const struct stand saved = *stand;
		const struct stand_place *place = &saved.places[i];

		if (place->number - last - 1 >= STAND_NEAR)
			continue;
		restore->left -= restore->left > 0;
		stand_go(&restore->sources[index], stand, place);
		unsigned links = chain(restore, index, place->number, depth + 1);
		*stand = saved;
		if (links > best)
			best = links;
	}
	return best;
}

unsigned look_along(struct restore *restore, unsigned index, const struct stand_place *place)
{
	struct stand *stand = &restore->cpus[index].now;
	const struct stand saved = *stand;

	restore->lacking = false;
	restore->left = LEFT_LEAST;
	stand_go(&restore->sources[index], stand, place);
	unsigned links = chain(restore, index, place->number, 1);
	*stand = saved;
	return links;
}

/* So many frames right behind each other are no chance, where a number was nowhere before; and
 * where none was. */
#define STRAIGHT_LINKS 16u
#define STRAIGHT_LONG  1024u

bool look_straight(struct restore *restore, unsigned index, uint64_t at)
{
	const struct merge_source *source = &restore->sources[index];
	uint32_t last = source->stream.last;
	unsigned enough = restore->holes ? STRAIGHT_LINKS : STRAIGHT_LONG;
	size_t need = header_size(source->stream.dialect);
	struct stand_place place;

	for (unsigned links = 0; links < enough; links++) {
		if (at == stand_limit(source) && source->complete)
			return restore->holes || links >= STRAIGHT_LINKS;
		if (at + unparted(source->stream.dialect) > stand_limit(source))
			return source->complete ? false : look_lacks(restore, index);
		if (!stand_header(source, at, last + 1, STAND_NEAR, &place))
			return false;
		at += need + place.length;
		last = place.number;
	}
	return true;
}

size_t look_false_frame(struct restore *restore, unsigned index, uint64_t at)
{
	const struct merge_source *source = &restore->sources[index];
	size_t need = header_size(source->stream.dialect);
	struct stand_place place;

	/* Where no number was nowhere before, bytes between frames are stale. */
	restore->lacking = false;
	if (!restore->holes || !stand_header(source, at, 0, UINT32_MAX, &place) ||
		place.number - source->stream.last - 1 < STAND_NEAR)
		return 0;
	return look_straight(restore, index, at + need + place.length) ? need + place.length : 0;
}

/* --- The numbers of all CPUs ------------------------------------------------------------------ */

/* Takes steps back, but for the first COUNT. */
static void go_back(struct restore *restore, unsigned count)
{
	unsigned last = restore->step_count;

	for (unsigned i = last; i-- > count;) {
		const struct restore_step *step = &restore->steps[i];
		struct stand *stand = &restore->cpus[step->index].now;

		stand->body = step->body;
		stand->end = step->end;
		stand->only_end = step->only_end;
		stand->full_from = step->full_from;
		stand->taken = step->taken;
		stand->known = false;
	}
	restore->step_count = count;
	for (unsigned i = count; i < last; i++) {
		unsigned index = restore->steps[i].index;
		struct restore_cpu *cpu = &restore->cpus[index];

		stand_find(&cpu->facts, &restore->sources[index], &cpu->now, restore->next,
			look_cuts(restore, index, CUT_REACH));
	}
}

/* Goes on to PLACE of source INDEX. False when that is as far as can be seen. */
static bool go(struct restore *restore, unsigned index, const struct stand_place *place)
{
	struct stand *stand = &restore->cpus[index].now;
	uint32_t next = place->number + 1;

	restore->left -= restore->left > 0;
	restore->steps[restore->step_count++] = (struct restore_step){
		stand->body, stand->end, stand->only_end, stand->full_from, index, stand->taken};
	stand_go(&restore->sources[index], stand, place);
	return see(restore, index, next, look_cuts(restore, index, CUT_REACH));
}

/* Finds the places where NUMBER stands. */
static void find_number(const struct restore *restore, uint32_t number, struct look_options *found)
{
	found->count = 0;
	for (unsigned c = 0; c < restore->count; c++) {
		const struct stand *stand = &restore->cpus[c].now;

		for (unsigned i = 0; i < stand->count; i++)
			if (stand->places[i].number == number)
				look_add(found, &(struct look_option){
							.index = c, .place = stand->places[i]});
	}
}

static uint32_t follow(struct restore *restore, const struct look_options *options, uint32_t next,
	uint32_t depth, unsigned forks);

/* As follow(), where NEXT was FOUND in several places. */
static uint32_t follow_each(struct restore *restore, const struct look_options *options,
	const struct look_options *found, uint32_t next, uint32_t depth, unsigned forks)
{
	uint32_t best = depth;

	for (unsigned i = 0; i < found->count && best != LOOK_ON_AND_ON; i++) {
		const struct look_option *option = &found->option[i];
		unsigned count = restore->step_count;
		uint32_t reached = LOOK_ON_AND_ON;

		if (go(restore, option->index, &option->place))
			reached = follow(restore, options, next + 1, depth + 1, forks + 1);
		go_back(restore, count);
		if (reached > best)
			best = reached;
	}
	return best;
}

/*
 * How many numbers from NEXT on can be reached, DEPTH before them included? On the way
 * there were so many FORKS.
 */
static uint32_t follow(struct restore *restore, const struct look_options *options, uint32_t next,
	uint32_t depth, unsigned forks)
{
	unsigned count = restore->step_count;
	uint32_t reached = LOOK_ON_AND_ON;
	struct look_options found;

	while (restore->left && restore->step_count < RESTORE_STEPS && forks < FORKS_MAX &&
		!is_long_enough(restore, options, depth)) {
		/* (What looks like the next header in a last body may be text.) */
		if (all_at_end(restore))
			break;
		find_number(restore, next, &found);
		if (found.count > 1)
			reached = follow_each(restore, options, &found, next, depth, forks);
		else if (!found.count && !pending_anywhere(restore, next))
			reached = depth;
		if (found.count != 1 || !go(restore, found.option->index, &found.option->place))
			break;
		next++;
		depth++;
	}
	go_back(restore, count);
	return reached;
}

/* --- The choice ------------------------------------------------------------------------------- */

/* Takes OPTION on trial: the stand of its source goes there. */
static void try(struct restore *restore, const struct look_option *option)
{
	struct stand *stand = &restore->cpus[option->index].now;

	if (option->end) {
		stand->only_end = option->end;
		stand->known = false;
	} else {
		stand_go(&restore->sources[option->index], stand, &option->place);
	}
}

/* Looks how far OPTION, with LAST as the number of its frame, leads. */
static void look(struct restore *restore, const struct look_options *options,
	struct look_option *option, uint32_t last)
{
	struct stand *stand = &restore->cpus[option->index].now;
	const struct stand saved = *stand;
	unsigned most = restore->credit + LEFT_LEAST;

	restore->left = most;
	try(restore, option);
	option->reached = LOOK_ON_AND_ON;
	if (see(restore, option->index, last + 1, look_cuts(restore, option->index, CUT_REACH)))
		option->reached = follow(restore, options, last + 1, 0, 0);
	*stand = saved;
	if (restore->lacking)
		return; /* it is looked at anew */
	unsigned used = most - restore->left;
	restore->credit -= used < restore->credit ? used : restore->credit;
}

/* Follows OPTION by the numbers of its CPU alone. */
static void look_alone(struct restore *restore, struct look_option *option, uint32_t last)
{
	struct stand *stand = &restore->cpus[option->index].now;
	const struct stand saved = *stand;

	restore->left = LEFT_LEAST;
	try(restore, option);
	option->links = chain(restore, option->index, last, 0);
	*stand = saved;
}

/* Chooses where none of OPTIONS leads on, as files are missing. */
static struct look_option *choose_alone(
	struct restore *restore, struct look_options *options, uint32_t last)
{
	struct look_option *best = options->option;

	for (unsigned i = 0; i < options->count; i++) {
		struct look_option *option = &options->option[i];

		look_alone(restore, option, last);
		if (option->reached > best->reached ||
			(option->reached == best->reached && option->links > best->links))
			best = option;
	}
	return best;
}

const struct look_option *look_choose(
	struct restore *restore, struct look_options *options, uint32_t last)
{
	struct look_option *best = NULL;
	unsigned survivors = 0;

	restore->lacking = false;
	for (unsigned i = 0; i < options->count && survivors < 2; i++) {
		struct look_option *option = &options->option[i];

		look(restore, options, option, last);
		if (restore->lacking)
			return NULL;
		if (option->reached == LOOK_ON_AND_ON && !survivors++)
			best = option;
	}
	restore->ambiguous += survivors > 1;
	if (!best)
		best = choose_alone(restore, options, last);
	return restore->lacking ? NULL : best;
}

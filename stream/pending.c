/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nothing pends where all files were begun: each question is answered at once then. */
#include "stream/pending.h"

/* Is what pends behind CPU of a later run? */
static bool is_later(const struct restore *restore, const struct restore_cpu *cpu)
{
	return restore->started && (cpu->anew || sequence_after(restore->next, cpu->pending));
}

/* Is source INDEX at its end, and what pends behind it may be of this run? */
static bool is_possible(const struct restore *restore, unsigned index)
{
	const struct restore_cpu *cpu = &restore->cpus[index];

	return cpu->pends && !is_later(restore, cpu) &&
	       stand_at_end(&restore->sources[index], &cpu->now);
}

bool pending_anywhere(const struct restore *restore, uint32_t number)
{
	for (unsigned i = 0; i < restore->count; i++)
		if (restore->cpus[i].pending == number && is_possible(restore, i))
			return true;
	return false;
}

/* Comes what pends behind CPU before that behind OTHER? */
static bool comes_before(const struct restore_cpu *cpu, const struct restore_cpu *other)
{
	if (cpu->pending == other->pending)
		return cpu->empties < other->empties;
	return sequence_after(other->pending, cpu->pending);
}

unsigned pending_lowest(const struct restore *restore, bool *later)
{
	const struct restore_cpu *cpus = restore->cpus;
	unsigned lowest = restore->count;

	*later = false;
	for (unsigned i = 0; i < restore->count; i++) {
		*later |= cpus[i].pends && is_later(restore, &cpus[i]);
		if (is_possible(restore, i) &&
			(lowest == restore->count || comes_before(&cpus[i], &cpus[lowest])))
			lowest = i;
	}
	return lowest;
}

static bool all_at_end(const struct restore *restore)
{
	for (unsigned i = 0; i < restore->count; i++)
		if (!stand_at_end(&restore->sources[i], &restore->cpus[i].now))
			return false;
	return true;
}

unsigned pending_due(const struct restore *restore)
{
	bool later;
	unsigned lowest = pending_lowest(restore, &later);

	if (lowest == restore->count || restore->cpus[lowest].pending != restore->next)
		return restore->count;
	bool over = later && restore->cpus[lowest].empties && all_at_end(restore);
	return over ? restore->count : lowest;
}

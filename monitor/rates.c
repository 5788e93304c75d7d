/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The numbers of a status are kept, by index, until the next one comes. */
#include "monitor/rates.h"

#include <stdlib.h>

struct rates_probe {
	int64_t index, hits, avg;
	double hits_per_second, share;
};

static int by_index(const void *left, const void *right)
{
	const struct rates_probe *a = left, *b = right;

	return (a->index > b->index) - (a->index < b->index);
}

static const struct rates_probe *find(const struct rates *rates, int64_t index)
{
	const struct rates_probe key = {.index = index};

	return rates->count ? bsearch(&key, rates->probes, rates->count, sizeof(key), by_index)
			    : NULL;
}

double rates_cycles(int64_t hits_before, int64_t avg_before, int64_t hits, int64_t avg)
{
	double before = (double)hits_before * (double)avg_before;
	double now = (double)hits * (double)avg;
	double least = now - before - (double)hits_before, most = now - before + (double)hits;
	double cycles = ((double)hits - (double)hits_before) * (double)avg;

	cycles = cycles < least ? least : cycles > most ? most : cycles;
	return cycles > 0 ? cycles : 0;
}

/* The rates of PROBE; BEFORE: as it was SECONDS ago, in which all CPUs had TICKS. */
static void fill(
	struct monitor_probe *probe, const struct rates_probe *before, double seconds, double ticks)
{
	probe->hits_per_second = probe->share = -1;
	if (!before || probe->hits < before->hits || seconds <= 0)
		return;
	probe->hits_per_second = ((double)probe->hits - (double)before->hits) / seconds;
	if (ticks > 0)
		probe->share =
			rates_cycles(before->hits, before->avg, probe->hits, probe->avg) / ticks;
}

/* Has RATES remember the probes of STATUS. */
static void keep(struct rates *rates, const struct monitor_status *status)
{
	free(rates->probes);
	rates->count = 0;
	rates->probes = calloc(status->probe_count + 1, sizeof(*rates->probes));
	if (!rates->probes)
		return;
	for (size_t i = 0; i < status->probe_count; i++) {
		const struct monitor_probe *probe = &status->probes[i];

		rates->probes[rates->count++] = (struct rates_probe){.index = probe->index,
			.hits = probe->hits,
			.avg = probe->avg,
			.hits_per_second = probe->hits_per_second,
			.share = probe->share};
	}
	qsort(rates->probes, rates->count, sizeof(*rates->probes), by_index);
}

/* The rates of STATUS as they were. */
static void repeat(const struct rates *rates, struct monitor_status *status)
{
	for (size_t i = 0; i < status->probe_count; i++) {
		struct monitor_probe *probe = &status->probes[i];
		const struct rates_probe *before = find(rates, probe->index);

		probe->hits_per_second = before ? before->hits_per_second : -1;
		probe->share = before ? before->share : -1;
	}
}

void rates_update(struct rates *rates, struct monitor_status *status,
	const struct rates_moment *now, uint64_t least_ns)
{
	const struct rates_moment *last = &rates->last;
	bool first = !last->ns;
	double seconds = 0, ticks = 0;

	if (!first && now->ns - last->ns < least_ns) {
		repeat(rates, status);
		return;
	}
	if (!first)
		seconds = (double)(now->ns - last->ns) / 1e9;
	/* Counters of CPUs that differ may make it go back. */
	if (!first && last->ticks && now->ticks > last->ticks)
		ticks = (double)(now->ticks - last->ticks) * now->cpus;
	rates->bytes_per_second =
		seconds > 0 ? ((double)now->bytes - (double)last->bytes) / seconds : -1;
	rates->share = ticks > 0 ? 0 : -1;
	for (size_t i = 0; i < status->probe_count; i++) {
		struct monitor_probe *probe = &status->probes[i];

		fill(probe, find(rates, probe->index), seconds, ticks);
		if (probe->share > 0)
			rates->share += probe->share;
	}
	keep(rates, status);
	rates->last = *now;
}

void rates_free(struct rates *rates)
{
	free(rates->probes);
	*rates = (struct rates){0};
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A message says the same whatever machine prints it: what is random in it is its own. */
#include "tests/sim/burst.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/sim/module.h"

static uint32_t random_next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Fakes of frame headers with numbers that are near: a parser's nightmare. */
static void fill_wild(struct module *module, bool old, char *text, size_t length, uint32_t *random)
{
	char header[12];

	for (size_t at = 0; at < length;) {
		uint32_t far = random_next(random) % 8;
		uint32_t sequence = (uint32_t)module->sequence + (old ? -far - 100 : far);
		size_t size = frame_header(
			module->dialect, sequence, 1 + random_next(random) % 64, header);

		size = size < length - at ? size : length - at;
		memcpy(text + at, header, size);
		at += size + random_next(random) % 16;
	}
}

static size_t compose(const struct burst *burst, uint64_t number, char *text, uint32_t *random)
{
	struct module *module = scenario_module(burst->scenario);
	size_t length =
		burst->smallest + random_next(random) % (burst->largest - burst->smallest + 1);
	char head[64];
	int head_length = snprintf(head, sizeof(head), "cpu %u message %" PRIu64 " ",
		module->rings[burst->index].cpu, number);

	memset(text, 'a' + (int)(number % 26), length);
	if (burst->content != PLAIN)
		fill_wild(module, burst->content == OLD, text, length, random);
	memcpy(text, head, (size_t)head_length < length ? (size_t)head_length : length);
	text[length - 1] = '\n';
	return length;
}

/* Sleeps until message NUMBER is due. */
static void keep_pace(const struct burst *burst, const struct timespec *begin, uint64_t number)
{
	struct timespec due = *begin;

	if (!burst->rate)
		return;
	uint64_t ns = number * 1000000000u / burst->rate + (uint64_t)due.tv_nsec;
	due.tv_sec += (time_t)(ns / 1000000000u);
	due.tv_nsec = (long)(ns % 1000000000u);
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
}

static void *burst_on_cpu(void *argument)
{
	const struct burst *burst = argument;
	struct module *module = scenario_module(burst->scenario);
	uint32_t random = 2463534242u + burst->index;
	char *text = malloc(MESSAGE_MAX);
	struct timespec begin;

	if (!text)
		abort();
	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (uint64_t i = 0; !burst->count || i < burst->count; i++) {
		if (scenario_removed(burst->scenario, burst->section))
			break;
		keep_pace(burst, &begin, i);
		size_t length = compose(burst, i, text, &random);
		module_print(module, burst->index, text, length);
	}
	free(text);
	return NULL;
}

void bursts_print(const struct burst *bursts, unsigned count)
{
	pthread_t threads[BURST_MAX];

	for (unsigned i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, burst_on_cpu, (void *)&bursts[i]))
			abort();
	for (unsigned i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

void burst_fill(const struct burst *burst)
{
	struct module *module = scenario_module(burst->scenario);
	unsigned failures = module->failures;
	char *text = malloc(MESSAGE_MAX);
	uint32_t random = 1;

	if (!text)
		abort();
	for (uint64_t i = 0; failures == module->failures; i++)
		module_print(module, burst->index, text, compose(burst, i, text, &random));
	free(text);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hits in a second and shares of CPU, of statuses and moments that are made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/rates.h"

#define SECOND 1000000000u

static struct rates rates;
static struct monitor_probe probes[3];
static struct monitor_status status = {.probes = probes};

static int set_up(void **state)
{
	(void)state;
	memset(probes, 0, sizeof(probes));
	status.probe_count = 3;
	for (int i = 0; i < 3; i++)
		probes[i] = (struct monitor_probe){.index = i, .hits = 10, .avg = 100};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	rates_free(&rates);
	return 0;
}

/* SECONDS after the beginning, on two CPUs at 1,000,000 ticks a second. */
static void look(double seconds, uint64_t bytes)
{
	const struct rates_moment now = {.ns = (uint64_t)((seconds + 5) * SECOND),
		.ticks = (uint64_t)((seconds + 7) * 1e6),
		.cpus = 2,
		.bytes = bytes};

	rates_update(&rates, &status, &now, SECOND / 2);
}

static void near(double is, double wanted)
{
	if (is < wanted - 1e-9 || is > wanted + 1e-9)
		fail_msg("%.12f is not %.12f", is, wanted);
}

static void of_the_first_nothing_is_known(void **state)
{
	(void)state;
	look(0, 100);
	for (int i = 0; i < 3; i++) {
		assert_true(probes[i].hits_per_second < 0);
		assert_true(probes[i].share < 0);
	}
	assert_true(rates.bytes_per_second < 0 && rates.share < 0);
}

static void between_two(void **state)
{
	(void)state;
	look(0, 100);
	probes[1].hits += 30;
	probes[2].hits += 10;
	probes[2].avg = 550; /* 10 of 100 and 10 of 1000 */
	look(2, 1100);
	near(probes[0].hits_per_second, 0);
	near(probes[0].share, 0);
	near(probes[1].hits_per_second, 15);
	near(probes[1].share, 3000 / 4e6);
	near(probes[2].hits_per_second, 5);
	near(probes[2].share, 9990 / 4e6); /* at least: the average before may have been 100.9 */
	near(rates.share, 12990 / 4e6);
	near(rates.bytes_per_second, 500);
}

static void what_comes_too_soon_repeats_what_was(void **state)
{
	(void)state;
	look(0, 0);
	probes[1].hits += 30;
	look(1, 1000);
	probes[1].hits += 5;
	look(1.1, 2000);
	near(probes[1].hits_per_second, 30);
	near(rates.bytes_per_second, 1000);
	look(2, 2000); /* since 1 */
	near(probes[1].hits_per_second, 5);
	near(rates.bytes_per_second, 1000);
}

/* Sorted otherwise, fewer, more, and counted anew. */
static void probes_are_known_by_index(void **state)
{
	(void)state;
	look(0, 0);
	probes[0] = (struct monitor_probe){.index = 2, .hits = 11, .avg = 100};
	probes[1] = (struct monitor_probe){.index = 9, .hits = 99, .avg = 100};
	probes[2] = (struct monitor_probe){.index = 1, .hits = 9, .avg = 100};
	look(1, 0);
	near(probes[0].hits_per_second, 1);
	assert_true(probes[1].hits_per_second < 0 && probes[1].share < 0);
	assert_true(probes[2].hits_per_second < 0 && probes[2].share < 0);
	status.probe_count = 0;
	look(2, 0);
	status.probe_count = 3;
	look(3, 0);
	assert_true(probes[0].hits_per_second < 0);
}

static void without_a_counter_there_is_no_share(void **state)
{
	static const struct {
		uint64_t before, now;
		unsigned cpus;
	} counters[] = {{0, 0, 2}, {0, 5, 2}, {5, 0, 2}, {5, 4, 2}, {5, 5, 2}, {5, 9, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
		struct rates_moment now = {
			.ns = SECOND, .ticks = counters[i].before, .cpus = counters[i].cpus};

		rates_update(&rates, &status, &now, 0);
		now.ns += SECOND;
		now.ticks = counters[i].now;
		rates_update(&rates, &status, &now, 0);
		near(probes[0].hits_per_second, 0);
		assert_true(probes[0].share < 0 && rates.share < 0);
		rates_free(&rates);
	}
}

static void no_numbers_make_it_stumble(void **state)
{
	static const int64_t numbers[] = {INT64_MIN, -1, 0, 1, INT64_MAX};

	(void)state;
	for (int i = 0; i < 5 * 5 * 5 * 5; i++) {
		int64_t hits = numbers[i % 5], avg = numbers[i / 5 % 5];

		assert_true(rates_cycles(numbers[i / 25 % 5], numbers[i / 125], hits, avg) >= 0);
		probes[0].hits = hits;
		probes[0].avg = avg;
		look(i, (uint64_t)hits);
	}
}

/* Whatever the hits take, what is told is within what the cut averages leave open. */
static void cycles_of_cut_averages(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		uint64_t sums[2], hits[2];

		for (int j = 0; j < 2; j++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			hits[j] = (seed >> 33) % 1000 + 1 + (j ? hits[0] : 0);
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			sums[j] = (seed >> 33) % 100000 + (j ? sums[0] : 0);
		}
		double told = rates_cycles((int64_t)hits[0], (int64_t)(sums[0] / hits[0]),
			(int64_t)hits[1], (int64_t)(sums[1] / hits[1]));
		double really = (double)(sums[1] - sums[0]);

		assert_true(told >= 0);
		assert_true(told - really <= (double)(hits[0] + hits[1]));
		assert_true(really - told <= (double)(hits[0] + hits[1]));
	}
	/* A year of hits of 1000.9 cycles: what one second took is not lost in what was cut. */
	near(rates_cycles(1000000000000, 1000, 1000000010000, 1000), 10000 * 1000.0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(of_the_first_nothing_is_known),
		TEST(between_two),
		TEST(what_comes_too_soon_repeats_what_was),
		TEST(probes_are_known_by_index),
		TEST(without_a_counter_there_is_no_share),
		TEST(no_numbers_make_it_stumble),
		TEST(cycles_of_cut_averages),
	};

	return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}

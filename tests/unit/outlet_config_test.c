/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the outlet makes of what is wanted of it: sizes, turns, terminals, and what has no frames.
 */
#include "tests/unit/outlets.h"

#include <pty.h>

#include "relay/archive.h"
#include "relay/clock.h"

#define HOUR (3600ull * 1000000000u)

/* All files together have to be within what is kept. */
static void size_of_a_file(void **state)
{
	static const struct {
		uint64_t each, all;
		bool per_cpu;
		uint64_t expected;
	} cases[] = {
		{0, 0, false, 0},
		{0, 0, true, 0},
		{100, 0, false, 100},
		{100, 0, true, 100},
		{0, 1000, false, 1000},
		{0, 1000, true, 500},
		{300, 1000, true, 300},
		{499, 1000, true, 499},
		{501, 1000, true, 500},
		{501, 1000, false, 501},
		{2000, 1000, false, 1000},
		{0, 1, true, 1}, /* less than one byte each */
		{5, 1, true, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct outlet_config config = {
			.per_cpu = cases[i].per_cpu,
			.naming.pattern = "log",
			.file_size_max = cases[i].each,
			.bytes_max = cases[i].all,
		};

		assert_int_equal(outlet_open(&outlet, &config, 2), 0);
		assert_int_equal(outlet.config.file_size_max, cases[i].expected);
		assert_int_equal(outlet.turn, 0);
		outlet_free(&outlet);
	}
}

/* Where files that are done become smaller later, the one that is written to is within it, too. */
static void what_is_kept_of_packed_files(void **state)
{
	static const struct {
		uint64_t each, all;
		bool packed;
		uint64_t kept;
	} cases[] = {
		{100, 1000, false, 1000},
		{100, 1000, true, 900},
		{999, 1000, true, 500}, /* a file is half of it, then */
		{0, 1, true, 1},
		{100, 0, true, 0},
	};
	struct archive *archive = archive_make();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct outlet_config config = {
			.naming.pattern = "log",
			.file_size_max = cases[i].each,
			.bytes_max = cases[i].all,
			.archive = cases[i].packed ? archive : NULL,
		};

		assert_int_equal(outlet_open(&outlet, &config, 2), 0);
		assert_int_equal(outlet.history.bytes_max, cases[i].kept);
		outlet_free(&outlet);
	}
	archive_free(archive);
}

static struct outlet_config hourly(bool per_cpu)
{
	return (struct outlet_config){
		.per_cpu = per_cpu,
		.naming = {.pattern = "log", .per_cpu = per_cpu},
		.turn_ns = HOUR,
	};
}

/* The next turn is the first in the future that is whole turns behind the last. */
static void turns(void **state)
{
	(void)state;
	for (unsigned late = 0; late < 5; late++) {
		const struct outlet_config config = hourly(true);
		uint64_t before = clock_now();

		begin_with("turns", &config);
		assert_true(outlet.turn >= before + HOUR && outlet.turn <= clock_now() + HOUR);
		add_outputs();
		outlet.turn = before - late * HOUR;
		assert_true(outlet_turn(&outlet));
		assert_int_equal(outlet.turn, before + HOUR);
		outlet_free(&outlet);
	}
}

/* Each file in which something is ends with its turn. */
static void files_of_a_turn(void **state)
{
	const struct outlet_config config = hourly(true);

	(void)state;
	begin_with("turned", &config);
	add_outputs();
	print(0, 'a', 3);
	print(1, 'b', 4);
	assert_true(give());
	for (unsigned i = 0; i < CPUS; i++)
		outlet.output[i].file.turn -= HOUR;
	assert_true(outlet_turn(&outlet));
	print(0, 'c', 5);
	print(1, 'd', 6);
	assert_true(give());
	assert_int_equal(size_of("log_3"), 12 + 3);
	assert_int_equal(size_of("log_5"), 12 + 4);
	assert_int_equal(size_of("log_cpu3.1"), 12 + 5);
	assert_int_equal(size_of("log_cpu5.1"), 12 + 6);
	outlet_free(&outlet);
}

/* None is lent that has its turn to come. */
static void who_has_turns_is_not_lent(void **state)
{
	const struct outlet_config config = hourly(true);

	(void)state;
	begin_with("turn_not_lent", &config);
	add_outputs();
	assert_int_equal(outlet.attended_count, 2);
	assert_false(outlet_lend(&outlet, 0));
	outlet_free(&outlet);
}

/* Each message that was given out counts once, however it went. */
static void what_was_given(void **state)
{
	(void)state;
	for (unsigned per_cpu = 0; per_cpu < 2; per_cpu++) {
		uint64_t bytes = 0, header = per_cpu ? 12 : 0;

		begin(per_cpu ? "given_bulk" : "given", "log", per_cpu);
		add_outputs();
		for (unsigned n = 1; n < 6; n++) {
			print(0, 'a', n);
			print(1, 'b', 2 * n);
			assert_true(give());
			bytes += n + 2 * n + 2 * header;
			assert_int_equal(outlet.given, 2 * n);
			assert_int_equal(outlet.taken, bytes);
		}
		assert_int_equal(outlet.output[0].cpu, 3);
		if (per_cpu)
			assert_int_equal(outlet.output[1].cpu, 5);
		outlet_free(&outlet);
	}
}

/* What pads between frames is in no file. */
static void padding_is_left_out(void **state)
{
	(void)state;
	begin("padding", "log", true);
	add_outputs();
	print(0, 'a', 3);
	memset(buffers[0] + sources[0].end, 0, 7);
	sources[0].end += 7;
	print(0, 'b', 4);
	assert_true(give());
	assert_int_equal(size_of("log_3"), 12 + 3 + 12 + 4);
	char got[12 + 3 + 12 + 4];
	int fd = open("log_3", O_RDONLY);
	assert_int_equal(read(fd, got, sizeof(got)), sizeof(got));
	close(fd);
	assert_memory_equal(got, buffers[0], 12 + 3);
	assert_memory_equal(got + 12 + 3, buffers[0] + 12 + 3 + 7, 12 + 4);
	outlet_free(&outlet);
}

/* Lines of a CPU whose bytes have no frames go where its frames would. */
static void without_frames(void **state)
{
	(void)state;
	for (unsigned per_cpu = 0; per_cpu < 2; per_cpu++) {
		begin(per_cpu ? "raw_bulk" : "raw", "log", per_cpu);
		add_outputs();
		outlet.raw = true;
		for (unsigned n = 1; n < 4; n++) {
			for (unsigned i = 0; i < CPUS; i++) {
				memcpy(buffers[i], "..abc\nde\n..", 11);
				sources[i].begin = 2;
				sources[i].end = 9;
				assert_false(sources[i].has_head);
			}
			assert_true(give());
			/* As much as goes out at once, up to the last line's end. */
			assert_int_equal(outlet.given, 2 * n);
			expect_counts(2 * n, 14 * n, 0, 0);
			assert_true(sources[0].begin == 9 && sources[1].begin == 9);
			assert_int_equal(outlet.attended_count, !per_cpu);
		}
		if (per_cpu) {
			expect_file("log_3", "abc\nde\nabc\nde\nabc\nde\n");
			expect_file("log_5", "abc\nde\nabc\nde\nabc\nde\n");
		} else {
			assert_int_equal(size_of("log"), 6 * 7);
		}
		outlet_free(&outlet);
	}
}

/* On a terminal, what another user's script prints is made harmless; nowhere else, and no one
 * else's. */
static void whom_a_terminal_obeys(void **state)
{
	(void)state;
	for (unsigned strange = 0; strange < 2; strange++)
		for (unsigned terminal = 0; terminal < 2; terminal++) {
			struct outlet_config config = {
				.naming.pattern = "/dev/fd/9", .strange = strange};
			int master, slave;

			assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
			config.descriptor = terminal ? slave : open("/dev/null", O_WRONLY);
			begin_with("terminal", &config);
			add_outputs();
			assert_int_equal(outlet.output[0].file.printable, strange && terminal);
			outlet_free(&outlet);
			close(master);
			if (!terminal)
				close(slave);
		}
}

/* Without a name it is standard output. */
static void standard_output(void **state)
{
	int saved = dup(STDOUT_FILENO), fd;

	(void)state;
	begin("stdout", NULL, false);
	fd = open("log", O_WRONLY | O_CREAT, 0600);
	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	int rc = outlet_add(&outlet, 3);
	dup2(saved, STDOUT_FILENO);
	assert_int_equal(rc, 0);
	print(0, 'a', 3);
	assert_true(give());
	expect_file("log", "aaa");
	assert_null(outlet.writeback);
	outlet_free(&outlet);
	close(fd);
	close(saved);
}

/* Nothing is left open, whether it was opened, or could not be. */
static void nothing_is_left(void **state)
{
	unsigned before;

	(void)state;
	for (unsigned i = 0; i < 4; i++) {
		begin("left", i & 1 ? "no/such/log" : "log", i & 2);
		before = open_descriptors();
		for (unsigned cpu = 0; cpu < 2; cpu++) {
			assert_int_equal(
				outlet_add(&outlet, cpu), i & 1 && (!cpu || i & 2) ? -ENOENT : 0);
			if (i & 1)
				assert_int_equal(open_descriptors(), before);
		}
		assert_int_equal(outlet_free(&outlet), 0);
		assert_int_equal(open_descriptors(), before);
		assert_null(outlet.writeback);
	}
	reports("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(size_of_a_file),
		cmocka_unit_test(what_is_kept_of_packed_files),
		cmocka_unit_test(turns),
		cmocka_unit_test(files_of_a_turn),
		cmocka_unit_test(who_has_turns_is_not_lent),
		cmocka_unit_test(what_was_given),
		cmocka_unit_test(padding_is_left_out),
		cmocka_unit_test(without_frames),
		cmocka_unit_test(whom_a_terminal_obeys),
		cmocka_unit_test(standard_output),
		cmocka_unit_test(nothing_is_left),
	};

	return run_outputs("outlet_config", tests);
}

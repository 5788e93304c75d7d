/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Outputs that can't be opened, have no memory, or fail at their end: what is said, once, and what
 * is left. */
#include <sys/syscall.h>

#include "relay/clock.h"
#include "relay/writeback.h"
#include "tests/unit/outputs.h"

static const void *no_memory_for;
static int close_fails;

/* The C library's, but for one call that fails as a test has it. */
void *reallocarray(void *memory, size_t count, size_t size)
{
	return no_memory_for ? NULL : realloc(memory, count * size);
}

int close(int fd)
{
	int rc = (int)syscall(SYS_close, fd);

	if (!close_fails || fd < 0)
		return rc;
	errno = close_fails;
	close_fails = 0;
	return -1;
}

static void what_can_not_be_opened_is_said(void **state)
{
	static const struct outfile_naming nowhere = {"no/such/folder", false, false, false};
	struct outfile outfile;

	(void)state;
	assert_int_equal(outfile_open(&outfile, &nowhere, 0, 0, kept(0)), -ENOENT);
	assert_int_equal(
		reports("ERROR: Couldn't open output file no/such/folder: No such file"), 1);
	outfile_close(&outfile);
	errno = EMFILE;
	assert_int_equal(outfile_open_descriptor(&outfile, -1, "standard output"), -EMFILE);
	assert_int_equal(
		reports("ERROR: Couldn't write to standard output: Too many open files"), 1);
	outfile_close(&outfile);
}

/* The lowest descriptor is one like others. */
static void descriptor_zero(void **state)
{
	int before = dup(0);
	struct outfile outfile;

	(void)state;
	make_file("zero", "");
	syscall(SYS_close, 0);
	assert_int_equal(open("zero", O_WRONLY), 0);
	assert_int_equal(outfile_open_descriptor(&outfile, 0, "zero"), 0);
	say(&outfile, "to zero");
	outfile_close(&outfile);
	expect_file("zero", "to zero");
	if (before >= 0)
		assert_int_equal(dup2(before, 0), 0);
}

static void without_memory(void **state)
{
	struct outfile outfile;

	(void)state;
	no_memory_for = &outfile;
	assert_int_equal(outfile_open(&outfile, &plain, 0, 0, kept(0)), -ENOMEM);
	no_memory_for = NULL;
	assert_int_equal(
		reports("ERROR: Couldn't open output file log: Cannot allocate memory"), 1);
	outfile_close(&outfile);
}

static void nothing_to_drop(void *context, unsigned owner, size_t bytes)
{
	fail_msg("%p: %zu bytes of %u are dropped", context, bytes, owner);
}

/* Closed with something that waits in it, it holds nothing of that any more. */
static void closed_is_empty(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "empty", &plain, 0, 0);
	assert_int_equal(outfile_put(&outfile, "x", 1, 0), SINK_OK);
	outfile_close(&outfile);
	outfile_drop(&outfile, nothing_to_drop, NULL);
	assert_int_equal(outfile_waiting(&outfile), 0);
}

static unsigned dropped, dropped_bytes;

static void count_dropped(void *context, unsigned owner, size_t bytes)
{
	assert_ptr_equal(context, &dropped);
	assert_int_equal(owner, 7);
	dropped++;
	dropped_bytes += (unsigned)bytes;
}

/* What was written to its last byte is not dropped, and what was dropped is so once. */
static void dropped_once(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "dropped", &plain, 0, 0);
	assert_int_equal(outfile_put(&outfile, "one", 3, 7), SINK_OK);
	assert_int_equal(outfile_put(&outfile, "four", 4, 7), SINK_OK);
	outfile.gather.begin += 3;
	for (int twice = 0; twice < 2; twice++)
		outfile_drop(&outfile, count_dropped, &dropped);
	assert_int_equal(dropped, 1);
	assert_int_equal(dropped_bytes, 4);
	outfile_close(&outfile);
}

/* Standard output, and bulk mode's files without a name, have no next one: asked for, it is no
 * harm. */
static void no_next_file(void **state)
{
	static const struct outfile_naming unnamed = {NULL, true, false, false};
	struct outfile outfile;

	(void)state;
	assert_int_equal(outfile_open_stdout(&outfile), 0);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	assert_int_equal(outfile.begun, 1);
	outfile_close(&outfile);
	open_in(&outfile, "unnamed", &unnamed, 0, 0);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	assert_int_equal(outfile.begun, 1);
	outfile_close(&outfile);
}

/* The next file's time comes on the beat, however many beats were missed. */
static void turns_on_the_beat(void **state)
{
	const uint64_t beat = UINT64_C(10000000000);
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "turns", &plain, 0, 0);
	outfile_turn_each(&outfile, clock_now() + beat, beat);
	uint64_t first = outfile.turn;
	say(&outfile, "one");
	outfile.turn -= 3 * beat;
	assert_int_equal(outfile_turn(&outfile), SINK_OK);
	assert_int_equal(outfile.begun, 2);
	assert_int_equal((outfile.turn - first) % beat, 0);
	assert_true(outfile.turn > clock_now());
	assert_true(outfile.turn <= clock_now() + beat);
	/* A message that comes then is the first of that file. */
	say(&outfile, "two");
	outfile.turn -= 3 * beat;
	say(&outfile, "three");
	outfile_close(&outfile);
	expect_file("log.1", "two");
	expect_file("log.2", "three");
}

/* A file may be full to its last byte. */
static void exactly_full(void **state)
{
	static char message[1000];
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "full", &limited, 3000, 0);
	for (int i = 0; i < 7; i++)
		assert_int_equal(outfile_put(&outfile, message, sizeof(message), 0), SINK_OK);
	outfile_close(&outfile);
	assert_int_equal(size_of("log.0"), 3000);
	assert_int_equal(size_of("log.1"), 3000);
	/* The same where something was written before. */
	open_in(&outfile, "full-later", &limited, 3000, 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(outfile_put(&outfile, message, sizeof(message), 0), SINK_OK);
		assert_int_equal(outfile_flush(&outfile), SINK_OK);
	}
	outfile_close(&outfile);
	assert_int_equal(size_of("log.0"), 3000);
}

/* Whatever a file may still take, no more gathers than there is memory for. */
static void gathers_no_more_than_fits(void **state)
{
	static char message[1000];
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "fits", &limited, GATHER_SIZE + sizeof(message), 0);
	assert_int_equal(outfile_put(&outfile, message, sizeof(message), 0), SINK_OK);
	assert_false(outfile_has_room(&outfile, GATHER_SIZE));
	outfile_close(&outfile);
	open_in(&outfile, "pieces", &plain, 0, 0);
	for (unsigned i = 0; i <= OUTFILE_PIECES_MAX; i++) {
		assert_int_equal(outfile_put(&outfile, message, 1, 0), SINK_OK);
		assert_true(outfile.piece_count <= OUTFILE_PIECES_MAX);
	}
	assert_int_equal(outfile_waiting(&outfile), 1);
	outfile_close(&outfile);
}

/* Messages are gathered, with nothing to decide for each: with a limit, too, while it is far. */
static void gathers(void **state)
{
	struct outfile outfile;

	(void)state;
	for (unsigned limit = 0; limit <= 1u << 20; limit += 1u << 20) {
		open_in(&outfile, limit ? "gathers-limited" : "gathers", limit ? &limited : &plain,
			limit, 0);
		for (int i = 0; i < 100; i++) {
			assert_int_equal(outfile_put(&outfile, "0123456789", 10, 0), SINK_OK);
			assert_true(outfile_has_room(&outfile, 10));
		}
		assert_false(outfile_has_room(&outfile, 1u << 20));
		assert_int_equal(outfile_waiting(&outfile), 1000);
		assert_int_equal(outfile_flush(&outfile), SINK_OK);
		assert_int_equal(size_of(limit ? "log.0" : "log"), 1000);
		outfile_close(&outfile);
	}
}

static int told, told_done, told_fd;
static char told_name[64];

/* In the place of the one that has a thread. */
void writeback_tell(struct writeback *writeback, int fd, const char *name, bool done)
{
	assert_non_null(writeback);
	told += !done;
	told_done += done;
	told_fd = fd;
	snprintf(told_name, sizeof(told_name), "%s", name);
}

static void write_bytes(struct outfile *outfile, size_t length)
{
	static char data[1u << 17];

	for (size_t size; length; length -= size) {
		size = length < sizeof(data) ? length : sizeof(data);
		assert_int_equal(outfile_put(outfile, data, size, 0), SINK_OK);
	}
	assert_int_equal(outfile_flush(outfile), SINK_OK);
}

static void expect_told(int steps, int done)
{
	assert_int_equal(told, steps);
	assert_int_equal(told_done, done);
}

/* Who writes long recordings to the disk is told of each step, and that one is done; of a short one
 * nothing. */
static void long_recordings(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "long", &plain, 0, 0);
	write_bytes(&outfile, WRITEBACK_STEP + 1);
	expect_told(0, 0); /* there is no one */
	outfile.writeback = (struct writeback *)&outfile;
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	expect_told(0, 0);
	write_bytes(&outfile, WRITEBACK_STEP - 1);
	expect_told(0, 0);
	write_bytes(&outfile, 1);
	expect_told(1, 0);
	assert_int_equal(told_fd, outfile.sink.fd);
	assert_string_equal(told_name, outfile.name);
	write_bytes(&outfile, WRITEBACK_STEP - 1);
	expect_told(1, 0);
	write_bytes(&outfile, 1);
	expect_told(2, 0);
	write_bytes(&outfile, 100);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	expect_told(2, 1);
	write_bytes(&outfile, WRITEBACK_STEP - 1); /* of a file of its own */
	expect_told(2, 1);
	outfile_close(&outfile);
	expect_told(2, 1);
}

/* A history knows what its file has before that is written. */
static void history_is_told(void **state)
{
	struct history *history = kept(0);
	struct outfile outfile;

	(void)state;
	history->bytes_max = 100;
	assert_int_equal(outfile_open(&outfile, &limited, 0, 0, history), 0);
	say(&outfile, "12345");
	assert_int_equal(history->bytes, 5);
	history->bytes_max = 0;
	outfile_close(&outfile);
}

/* Which file it is, and the how manieth, others may ask. */
static void its_name(void **state)
{
	struct outfile outfile;
	char name[8];

	(void)state;
	open_in(&outfile, "names", &plain, 0, 0);
	assert_int_equal(outfile.begun, 1);
	for (int twice = 0; twice < 2; twice++) {
		memset(name, 'x', sizeof(name));
		outfile_copy_name(&outfile, name, sizeof(name));
		assert_string_equal(name, "log");
	}
	outfile_copy_name(&outfile, name, 3);
	assert_string_equal(name, "lo");
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	outfile_copy_name(&outfile, name, sizeof(name));
	assert_string_equal(name, "log.1");
	assert_int_equal(outfile.begun, 2);
	outfile_close(&outfile);
	outfile_copy_name(&outfile, name, sizeof(name));
	assert_string_equal(name, "");
}

/* What a network's file system tells at the end only: of the last file, and of one before it. */
static void close_that_fails(void **state)
{
	struct outfile outfile;

	(void)state;
	open_in(&outfile, "closing", &plain, 0, 0);
	say(&outfile, "one");
	assert_false(outfile.incomplete);
	close_fails = EDQUOT;
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	assert_int_equal(reports("ERROR: Not all that was written to log is there: Disk quota"), 1);
	assert_true(outfile.incomplete);
	assert_int_equal(outfile.error, EDQUOT);
	say(&outfile, "two");
	close_fails = EIO;
	outfile_close(&outfile);
	assert_int_equal(
		reports("ERROR: Not all that was written to log.1 is there: Input/output"), 1);
	assert_int_equal(outfile.error, EIO);
	outfile_close(&outfile); /* has nothing to close any more */
	assert_int_equal(reports(""), 0);
}

/* A full disk is told once, and again when it is full for a second time; room is made use of at
 * once. */
static void trouble_is_told_once(void **state)
{
	struct outfile outfile;

	(void)state;
	assert_int_equal(outfile_open_descriptor(&outfile, open("/dev/full", O_WRONLY), "full"), 0);
	assert_int_equal(outfile_put(&outfile, "x", 1, 0), SINK_OK);
	for (int again = 0; again < 3; again++)
		assert_int_equal(outfile_flush(&outfile), SINK_FULL);
	assert_int_equal(
		reports("WARNING: Couldn't write to full: No space left on device. What"), 1);
	assert_int_equal(outfile.error, ENOSPC);
	assert_int_equal(outfile_waiting(&outfile), 1);
	int room = open("room", O_WRONLY | O_CREAT, 0600), full = open("/dev/full", O_WRONLY);
	assert_int_equal(dup2(room, outfile.sink.fd), outfile.sink.fd);
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	assert_int_equal(outfile.written, 1);
	assert_int_equal(outfile_waiting(&outfile), 0);
	assert_int_equal(dup2(full, outfile.sink.fd), outfile.sink.fd);
	assert_int_equal(outfile_put(&outfile, "y", 1, 0), SINK_OK);
	assert_int_equal(outfile_flush(&outfile), SINK_FULL);
	assert_int_equal(
		reports("WARNING: Couldn't write to full: No space left on device. What"), 1);
	close(full);
	close(room);
	outfile_close(&outfile);
	expect_file("room", "x");
}

/* What is broken for good is told once, and takes nothing any more. */
static void broken_for_good(void **state)
{
	struct outfile outfile;

	(void)state;
	make_file("readonly", "");
	assert_int_equal(
		outfile_open_descriptor(&outfile, open("readonly", O_RDONLY), "readonly"), 0);
	assert_int_equal(outfile_put(&outfile, "x", 1, 0), SINK_OK);
	assert_int_equal(outfile_flush(&outfile), SINK_BROKEN);
	assert_int_equal(
		reports("ERROR: Couldn't write to readonly: Bad file descriptor. What"), 1);
	assert_int_equal(outfile_flush(&outfile), SINK_BROKEN);
	assert_int_equal(outfile_put(&outfile, "y", 1, 0), SINK_BROKEN);
	assert_int_equal(reports(""), 0);
	outfile_close(&outfile);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_not_be_opened_is_said),
		cmocka_unit_test(descriptor_zero),
		cmocka_unit_test(without_memory),
		cmocka_unit_test(closed_is_empty),
		cmocka_unit_test(dropped_once),
		cmocka_unit_test(no_next_file),
		cmocka_unit_test(turns_on_the_beat),
		cmocka_unit_test(exactly_full),
		cmocka_unit_test(gathers),
		cmocka_unit_test(gathers_no_more_than_fits),
		cmocka_unit_test(long_recordings),
		cmocka_unit_test(history_is_told),
		cmocka_unit_test(its_name),
		cmocka_unit_test(close_that_fails),
		cmocka_unit_test(trouble_is_told_once),
		cmocka_unit_test(broken_for_good),
	};

	return run_outputs("outfile_open", tests);
}

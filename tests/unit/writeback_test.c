/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the disk tells of a recording that is written out to it. */
#include "relay/writeback.h"

#include "tests/unit/outputs.h"

/* What the next calls return, in the place of the kernel's. */
static int sync_error, range_error;

static int result(int error)
{
	errno = error;
	return error ? -1 : 0;
}

int fdatasync(int fd)
{
	(void)fd;
	return result(sync_error);
}

int sync_file_range(int fd, off_t from, off_t count, unsigned flags)
{
	(void)fd;
	(void)from;
	(void)count;
	(void)flags;
	return result(range_error);
}

/*
 * Writes out a file by each of NAMES, COUNT of them, as it grows and when it is done. Returns
 * how that ended.
 */
static int write_out(const char *const *names, unsigned count, int while_it_grows, int at_its_end)
{
	struct writeback *writeback = writeback_make(false);
	int fd = open("file", O_RDWR | O_CREAT, 0600);

	assert_true(fd >= 0 && writeback);
	range_error = while_it_grows;
	sync_error = at_its_end;
	/* While the thread has enough to do, a file that grows is told of again later. */
	writeback_tell(writeback, fd, names[0], false);
	for (unsigned i = 0; i < count; i++)
		writeback_tell(writeback, fd, names[i], true);
	close(fd);
	return writeback_free(writeback);
}

static const char *const once[] = {"log"}, *const often[] = {"log", "other", "log", "other"};

static void all_is_there(void **state)
{
	(void)state;
	assert_int_equal(write_out(once, 1, 0, 0), 0);
	assert_int_equal(reports(""), 0);
}

/* What a kernel or a file system does not have is no loss. */
static void no_such_call(void **state)
{
	(void)state;
	assert_int_equal(write_out(once, 1, ENOSYS, EINVAL), 0);
	assert_int_equal(write_out(once, 1, ESPIPE, EROFS), 0);
	assert_int_equal(reports(""), 0);
}

static void is_not_there(void **state)
{
	static const int errors[] = {EIO, ENOSPC, EDQUOT};

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		assert_int_equal(write_out(once, 1, 0, errors[i]), -errors[i]);
		assert_int_equal(reports("ERROR: Not all that was written to log is there: "), 1);
		assert_int_equal(write_out(once, 1, errors[i], 0), -errors[i]);
		assert_int_equal(reports("ERROR: Not all that was written to log is there: "), 1);
	}
}

/* However often that is met, each file says so once, and the first error counts. */
static void is_said_once(void **state)
{
	(void)state;
	assert_int_equal(write_out(once, 1, ENOSPC, EIO), -ENOSPC);
	assert_int_equal(
		reports("ERROR: Not all that was written to log is there: No space left"), 1);
	assert_int_equal(write_out(often, 4, 0, EIO), -EIO);
	assert_int_equal(reports("ERROR: Not all that was written to "), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_there),
		cmocka_unit_test(no_such_call),
		cmocka_unit_test(is_not_there),
		cmocka_unit_test(is_said_once),
	};

	return run_outputs("writeback", tests);
}

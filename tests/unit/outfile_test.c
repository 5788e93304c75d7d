/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing to files, pipes and full disks; size limits and switching. */
#include <poll.h>
#include <sys/resource.h>

#include "tests/unit/outputs.h"

static void put(struct outfile *outfile, char byte, size_t length)
{
	char *data = malloc(length);

	memset(data, byte, length);
	assert_int_equal(outfile_put(outfile, data, length, 0), SINK_OK);
	free(data);
}

/* No file above the limit, whatever the messages' sizes; no message split; only the last ones kept.
 */
static void size_limit(void **state)
{
	const struct outfile_naming naming = {"limited", false, false, true};
	struct outfile outfile;
	off_t total = 0;

	(void)state;
	assert_int_equal(outfile_open(&outfile, &naming, 0, 10000, kept(3)), 0);
	for (unsigned i = 0; i < 100; i++)
		put(&outfile, 'x', 999);
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	assert_int_equal(outfile.series.number, 9);
	for (unsigned i = 0; i < 10; i++) {
		char name[32];

		snprintf(name, sizeof(name), "limited.%u", i);
		off_t size = size_of(name);
		assert_int_equal(size, i < 7 ? -1 : 9990);
		total += size > 0 ? size : 0;
	}
	assert_int_equal(total, 3 * 9990);
	outfile_close(&outfile);
}

/* A message larger than the limit gets a file of its own. */
static void message_above_the_limit(void **state)
{
	const struct outfile_naming naming = {"large", false, false, true};
	struct outfile outfile;

	(void)state;
	assert_int_equal(outfile_open(&outfile, &naming, 0, 1000, kept(0)), 0);
	put(&outfile, 'a', 3000);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	assert_int_equal(size_of("large.0"), 3000);
	outfile_close(&outfile);
	assert_int_equal(unlink("large.0") | unlink("large.1"), 0);
	assert_int_equal(outfile_open(&outfile, &naming, 0, 1000, kept(0)), 0);
	put(&outfile, 'a', 10);
	put(&outfile, 'b', 5000);
	put(&outfile, 'c', 1);
	put(&outfile, 'd', 1000);
	put(&outfile, 'e', 1);
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	assert_int_equal(size_of("large.0"), 10);
	assert_int_equal(size_of("large.1"), 5000);
	assert_int_equal(size_of("large.2"), 1);
	assert_int_equal(size_of("large.3"), 1000);
	assert_int_equal(size_of("large.4"), 1);
	outfile_close(&outfile);
}

static void switching(void **state)
{
	const struct outfile_naming naming = {"foo", false, false, false};
	struct outfile outfile;

	(void)state;
	umask(027);
	assert_int_equal(outfile_open(&outfile, &naming, 0, 0, kept(0)), 0);
	put(&outfile, 'x', 5);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	put(&outfile, 'y', 6);
	assert_int_equal(outfile_switch(&outfile), SINK_OK);
	put(&outfile, 'z', 7);
	outfile_flush(&outfile);
	assert_int_equal(size_of("foo"), 5);
	assert_int_equal(size_of("foo.1"), 6);
	assert_int_equal(size_of("foo.2"), 7);
	outfile_close(&outfile);
	struct stat st;
	assert_int_equal(stat("foo", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

/* A pipe that no one empties blocks the output, never the caller; nothing is lost or doubled. */
static void slow_pipe(void **state)
{
	int ends[2], keep = dup(STDOUT_FILENO);
	struct outfile outfile;
	size_t sent = 0, got = 0;
	char messages[26][1000], buffer[4096];

	(void)state;
	for (int i = 0; i < 26; i++)
		memset(messages[i], 'a' + i, sizeof(messages[i]));
	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDOUT_FILENO);
	int rc = outfile_open_stdout(&outfile);
	int flags = fcntl(STDOUT_FILENO, F_GETFL);
	dup2(keep, STDOUT_FILENO);
	close(ends[1]);
	assert_int_equal(rc, 0);
	assert_int_equal(flags & O_NONBLOCK, 0); /* what we share was left alone */
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	for (unsigned i = 0; i < 3000;) {
		if (outfile_put(&outfile, messages[i % 26], sizeof(messages[0]), 0) == SINK_OK) {
			sent += sizeof(messages[0]);
			i++;
			continue;
		}
		ssize_t n = read(ends[0], buffer, sizeof(buffer));
		for (ssize_t k = 0; k < n; k++, got++)
			assert_int_equal(buffer[k], 'a' + got / 1000 % 26);
	}
	while (got < sent) {
		outfile_flush(&outfile);
		ssize_t n = read(ends[0], buffer, sizeof(buffer));
		for (ssize_t k = 0; k < n; k++, got++)
			assert_int_equal(buffer[k], 'a' + got / 1000 % 26);
	}
	assert_int_equal(outfile_waiting(&outfile), 0);
	close(ends[0]);
	put(&outfile, 'x', 10);
	assert_int_equal(outfile_flush(&outfile), SINK_CLOSED);
	outfile_close(&outfile);
	close(keep);
}

/* What a full disk did not take is written once there is room. */
static void full_disk(void **state)
{
	const struct outfile_naming naming = {"full", false, false, false};
	struct rlimit limit, small;
	struct outfile outfile;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(outfile_open(&outfile, &naming, 0, 0, kept(0)), 0);
	put(&outfile, 'x', 1000);
	small = limit;
	small.rlim_cur = 300;
	setrlimit(RLIMIT_FSIZE, &small);
	enum sink_status full = outfile_flush(&outfile);
	enum sink_status still = outfile_flush(&outfile);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(full, SINK_FULL);
	assert_int_equal(still, SINK_FULL);
	assert_int_equal(outfile_waiting(&outfile), 700);
	put(&outfile, 'x', 1000);
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	assert_int_equal(size_of("full"), 2000);
	assert_int_equal(reports("WARNING: Couldn't write to "), 1);
	/* Should it happen again, it is told again. */
	put(&outfile, 'x', 1000);
	setrlimit(RLIMIT_FSIZE, &small);
	full = outfile_flush(&outfile);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(full, SINK_FULL);
	assert_int_equal(reports("WARNING: Couldn't write to "), 1);
	outfile_close(&outfile);
}

static void note_dropped(void *context, unsigned owner, size_t bytes)
{
	size_t *by_owner = context;

	by_owner[owner] += bytes;
	by_owner[2]++;
}

/* What was not written is dropped message by message, one that was begun with what is left of it.
 */
static void dropping(void **state)
{
	const struct outfile_naming naming = {"dropped", false, false, false};
	size_t by_owner[3] = {0}; /* bytes, bytes, and how many messages */
	struct rlimit limit, small;
	struct outfile outfile;

	(void)state;
	getrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(outfile_open(&outfile, &naming, 0, 0, kept(0)), 0);
	assert_int_equal(outfile_put(&outfile, "written and gone", 16, 0), SINK_OK);
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	assert_int_equal(outfile_put(&outfile, "0123456789", 10, 0), SINK_OK);
	assert_int_equal(outfile_put(&outfile, "0123456789", 10, 1), SINK_OK);
	assert_int_equal(outfile_put(&outfile, "012345", 6, 0), SINK_OK);
	small = limit;
	small.rlim_cur = 16 + 13;
	setrlimit(RLIMIT_FSIZE, &small);
	enum sink_status status = outfile_flush(&outfile);
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(status, SINK_FULL);
	outfile_drop(&outfile, note_dropped, by_owner);
	assert_int_equal(by_owner[0], 6);
	assert_int_equal(by_owner[1], 7);
	assert_int_equal(by_owner[2], 2);
	assert_int_equal(outfile_waiting(&outfile), 0);
	assert_int_equal(outfile.gather.end, 0); /* the buffer has its room again */
	outfile_close(&outfile);
}

/* Nothing goes into a FIFO that no one reads, and nothing is lost of it when someone comes. */
static void fifo_without_reader(void **state)
{
	const struct outfile_naming naming = {"fifo", false, false, false};
	struct outfile outfile;
	char buffer[16];

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(outfile_open(&outfile, &naming, 0, 0, kept(0)), 0);
	assert_int_equal(outfile_flush(&outfile), SINK_OK); /* there is nothing to write */
	put(&outfile, 'x', 10);
	assert_int_equal(outfile_flush(&outfile), SINK_UNREAD);
	assert_int_equal(outfile.error, ENXIO);
	assert_int_equal(outfile_waiting(&outfile), 10);
	assert_int_equal(outfile_switch(&outfile), SINK_UNREAD); /* it has no next one */
	assert_false(outfile_overdue(&outfile));
	int reader = open("fifo", O_RDONLY | O_NONBLOCK);
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	assert_int_equal(read(reader, buffer, sizeof(buffer)), 10);
	close(reader);
	outfile_close(&outfile);
	/* One who comes while there is nothing to read is let in, and one who comes last of all,
	 * too. */
	for (int last = 0; last <= 1; last++) {
		assert_int_equal(outfile_open(&outfile, &naming, 0, 0, kept(0)), 0);
		reader = open("fifo", O_RDONLY | O_NONBLOCK);
		if (!last)
			assert_int_equal(outfile_flush(&outfile), SINK_OK);
		assert_int_equal(outfile.sink.method, last ? SINK_AWAITED : SINK_PLAIN);
		outfile_close(&outfile);
		struct pollfd end = {.fd = reader, .events = POLLIN};
		assert_int_equal(poll(&end, 1, 0), 1);
		assert_true(end.revents & POLLHUP);
		close(reader);
	}
}

/* A terminal obeys nothing of the first message, nor of those behind it. */
static void printable_only(void **state)
{
	const struct outfile_naming naming = {"printable", false, false, false};
	struct outfile outfile;

	(void)state;
	assert_int_equal(outfile_open(&outfile, &naming, 0, 0, kept(0)), 0);
	outfile.printable = true;
	for (unsigned i = 0; i < 3; i++) {
		assert_false(outfile_has_room(&outfile, 4));
		assert_int_equal(outfile_put(&outfile, "\033[m\n", 4, 0), SINK_OK);
	}
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	expect_file("printable", "?[m\n?[m\n?[m\n");
	outfile_close(&outfile);
}

/* What may be appended without a question is asked again once the buffer was emptied. */
static void room(void **state)
{
	const struct outfile_naming naming = {"room", false, false, true};
	size_t by_owner[3] = {0};
	struct outfile outfile;

	(void)state;
	assert_int_equal(outfile_open(&outfile, &naming, 0, 10, kept(0)), 0);
	assert_false(outfile_has_room(&outfile, 1));
	put(&outfile, 'x', 4);
	assert_true(outfile_has_room(&outfile, 6));
	assert_false(outfile_has_room(&outfile, 7));
	assert_int_equal(outfile_flush(&outfile), SINK_OK);
	assert_false(outfile_has_room(&outfile, 1));
	put(&outfile, 'x', 2);
	assert_true(outfile_has_room(&outfile, 4));
	outfile_drop(&outfile, note_dropped, by_owner);
	assert_false(outfile_has_room(&outfile, 1));
	outfile_close(&outfile);
}

static void cannot_open(void **state)
{
	const struct outfile_naming naming = {"no/such/folder", false, false, false};
	const struct outfile_naming with_limit = {"no/such/folder", false, false, true};
	struct outfile outfile;

	(void)state;
	assert_int_equal(outfile_open(&outfile, &naming, 0, 0, kept(0)), -ENOENT);
	outfile_close(&outfile);
	assert_int_equal(outfile_open(&outfile, &with_limit, 0, 1000, kept(2)), -ENOENT);
	outfile_close(&outfile);
	outfile_close(&outfile); /* once more is no harm */
	errno = EMFILE;
	assert_int_equal(outfile_open_descriptor(&outfile, -1, "standard output"), -EMFILE);
	outfile_close(&outfile);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(size_limit),
		cmocka_unit_test(message_above_the_limit),
		cmocka_unit_test(switching),
		cmocka_unit_test(slow_pipe),
		cmocka_unit_test(full_disk),
		cmocka_unit_test(dropping),
		cmocka_unit_test(fifo_without_reader),
		cmocka_unit_test(printable_only),
		cmocka_unit_test(room),
		cmocka_unit_test(cannot_open),
	};

	return run_outputs("outfile", tests);
}

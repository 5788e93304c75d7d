/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files -> the bytes of one CPU, a buffer at a time. */
#include "stap-merge/series.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "common/report.h"

/* Most frames are far smaller than this; where one is not, the buffer grows. */
#define ROOM_FIRST (32u * 1024)

/* All that frame_next() may want to see at once; */
#define ROOM_ENOUGH (4u * FRAME_BODY_MAX)

/* where it is to be told which of two messages is right, more helps, if it is there: as much as a
 * relay buffer holds, but no more than this for all CPUs. */
#define ROOM_MAX (16u << 20)
#define ROOM_ALL (256u << 20)

/* Only where a CPU printed more than the smallest relay buffer holds may it have run full. */
#define OVERRUN_MIN (1u << 20)

/* Headers of dialect 4 and, with the magic that they begin with, of 5. */
#define HEADER        8u
#define MARKED_HEADER 12u
#define MAGIC         "\xf0\x9f\xa9\xba"

/* Frames of dialect 4 that follow each other and are no chance, and how near their numbers are. */
#define LINKS_ENOUGH 16u
#define NUMBERS_NEAR (1u << 20)

/* Finds where the digits at the end of the LENGTH bytes at NAME begin; LENGTH: there are none. */
static size_t digits_begin(const char *name, size_t length)
{
	while (length > 0 && name[length - 1] >= '0' && name[length - 1] <= '9')
		length--;
	return length;
}

/* What is left of the LENGTH bytes at NAME without the number of a CPU, which begins at CPU, and
 * the "cpu" of "_cpu" before it. */
static size_t stem_length(const char *name, size_t cpu, size_t length)
{
	return cpu < length && cpu >= 4 && memcmp(name + cpu - 4, "_cpu", 4) == 0 ? cpu - 3 : cpu;
}

size_t series_name(const char *name, long *number)
{
	size_t length = input_name_length(name), digits = digits_begin(name, length);

	*number = -1;
	if (digits == length || digits == 0 || name[digits - 1] != '.')
		return length;
	size_t shared = digits - 1, cpu = digits_begin(name, shared);
	if (cpu == shared)
		return length;
	cpu = stem_length(name, cpu, shared);
	if (cpu == 0 || name[cpu - 1] != '_')
		return length;
	*number = strtol(name + digits, NULL, 10);
	return shared;
}

static int compare_bytes(const char *one, size_t length, const char *other, size_t other_length)
{
	int order = memcmp(one, other, length < other_length ? length : other_length);

	return order ? order : (length > other_length) - (length < other_length);
}

/* Compares two names by what they share with those of their CPU, but for the "cpu" that only the
 * later ones of a run without a limit have, and then by their numbers. */
static int compare(const char *one, const char *other, bool with_numbers)
{
	long number, other_number;
	size_t length = series_name(one, &number), other_length = series_name(other, &other_number);
	size_t cpu = digits_begin(one, length), other_cpu = digits_begin(other, other_length);
	int order = compare_bytes(one, stem_length(one, cpu, length), other,
		stem_length(other, other_cpu, other_length));

	if (order == 0)
		order = compare_bytes(
			one + cpu, length - cpu, other + other_cpu, other_length - other_cpu);
	if (order == 0 && with_numbers)
		order = (number > other_number) - (number < other_number);
	if (order == 0 && with_numbers)
		order = strcmp(one, other);
	return order;
}

bool series_same(const char *one, const char *other)
{
	return compare(one, other, false) == 0;
}

bool series_same_file(const char *one, const char *other)
{
	size_t length = input_name_length(one);

	return input_name_length(other) == length && memcmp(one, other, length) == 0;
}

int series_compare(const void *one, const void *other)
{
	const struct series_file *a = one, *b = other;

	return compare(a->name, b->name, true);
}

/* How many of the SIZE bytes at DATA belong to frames of DIALECT. */
static size_t in_frames(enum dialect dialect, const char *data, size_t size)
{
	struct frame_stream stream;
	struct frame frame;
	size_t at = 0, sum = 0, stray;

	frame_stream_init(&stream, dialect, false);
	while (frame_next(&stream, data + at, size - at, true, &frame, &stray)) {
		sum += frame.header + frame.length;
		at += frame_span(&frame);
	}
	return sum;
}

enum dialect series_dialect(const char *data, size_t size)
{
	size_t five = in_frames(DIALECT_5, data, size), four = in_frames(DIALECT_4, data, size);

	if (five < size / 2 && four < size / 2)
		return DIALECT_UNKNOWN;
	/* Of equals the one with the magic, which does not stand there by chance. */
	return five && five >= four ? DIALECT_5 : DIALECT_4;
}

bool series_begins(const char *data, size_t size, struct series_head *head)
{
	uint32_t header[2], last = 0;
	bool marked = size >= 4 && memcmp(data, MAGIC, 4) == 0;
	size_t at = marked ? 4 : 0;

	head->dialect = marked ? DIALECT_5 : DIALECT_4;
	for (unsigned frames = 0; at + sizeof(header) <= size && frames < LINKS_ENOUGH; frames++) {
		memcpy(header, data + at, sizeof(header));
		if (header[1] - 1 >= FRAME_BODY_MAX ||
			(frames && header[0] - last - 1 >= NUMBERS_NEAR))
			return false;
		if (!frames)
			head->number = header[0];
		if (marked)
			return true;
		last = header[0];
		at += sizeof(header) + header[1];
	}
	return at > (marked ? 4 : 0);
}

bool series_open(struct series *series)
{
	const char *name = series->files[series->opened].name;
	struct rlimit limit;

	int error = -input_open(&series->input, name);
	if (!error) {
		series->opened++;
		series->empty = true;
		return true;
	}
	report_error("Couldn't open %s: %s", name, strerror(error));
	if (error == EMFILE && getrlimit(RLIMIT_NOFILE, &limit) == 0)
		report_line("A file of each CPU has to be open at a time, and a process of yours "
			    "may have %llu (ulimit -Hn).",
			(unsigned long long)limit.rlim_max);
	return false;
}

bool series_is_full(const struct merge_source *source, unsigned count)
{
	size_t most = ROOM_ALL / count;

	most = most > ROOM_MAX ? ROOM_MAX : most < ROOM_ENOUGH ? ROOM_ENOUGH : most;
	return source->end - source->begin >= most;
}

bool series_is_from_the_first(const struct series *series)
{
	long number;

	series_name(series->files[0].name, &number);
	return number <= 0;
}

/* Makes room behind the bytes that SOURCE has. */
static bool make_room(struct series *series, struct merge_source *source)
{
	merge_compact(source);
	if (source->end < series->room)
		return true;
	size_t room = series->room ? 2 * series->room : ROOM_FIRST;
	char *larger = room <= ROOM_MAX ? realloc(source->buffer, room) : NULL;
	if (!larger) {
		report_error("There is not enough memory for %s.",
			series->files[series->opened - 1].name);
		return false;
	}
	source->buffer = larger;
	series->room = room;
	return true;
}

/* Reads up to ROOM bytes of the file that is open. Returns how many, or -1 after reporting why it
 * can't. */
static ssize_t read_file(struct series *series, char *to, size_t room)
{
	const char *name = series->files[series->opened - 1].name;
	ssize_t size = input_read(&series->input, to, room);

	if (size == -EBADMSG)
		report_error("%s is no compressed file, or not all of one.", name);
	else if (size < 0)
		report_error("Couldn't read %s: %s", name, strerror((int)-size));
	return size < 0 ? -1 : size;
}

/* Looks what the file begins with that was just opened. */
static bool look_ahead(struct series *series)
{
	ssize_t size;

	series->ahead_begin = series->ahead_end = 0;
	do {
		size = read_file(series, series->ahead + series->ahead_end,
			SERIES_AHEAD - series->ahead_end);
		series->ahead_end += size > 0 ? (size_t)size : 0;
	} while (size > 0 && series->ahead_end < SERIES_AHEAD);
	series->pends = series_begins(series->ahead, series->ahead_end, &series->first);
	return size >= 0;
}

/* As read_file(), with what was looked at before. */
static ssize_t read_again(struct series *series, char *to, size_t room)
{
	size_t size = series->ahead_end - series->ahead_begin;

	if (!size)
		return read_file(series, to, room);
	if (size > room)
		size = room;
	memcpy(to, series->ahead + series->ahead_begin, size);
	series->ahead_begin += size;
	return (ssize_t)size;
}

/* Fills the room of SOURCE, from one file after the other. */
static bool read_on(struct series *series, struct merge_source *source)
{
	while (source->end < series->room && !source->complete) {
		ssize_t size = read_again(
			series, source->buffer + source->end, series->room - source->end);

		if (size < 0)
			return false;
		source->end += (size_t)size;
		series->bytes += (size_t)size;
		series->empty &= !size;
		if (size > 0)
			continue;
		series->empties = series->empty ? series->empties + 1 : 0;
		input_close(&series->input);
		if (series->opened == series->count)
			source->complete = true;
		else if (!series_open(series) || !look_ahead(series))
			return false;
		else
			source->complete = series->pends;
	}
	return true;
}

/* The dialect of what SOURCE has: as series_dialect(), but where that is all, the first frame or
 * the second may be cut short, with its header or behind it. */
static enum dialect dialect_of(const struct merge_source *source)
{
	const char *data = source->buffer;
	size_t size = source->end;
	struct series_head head;

	if (source->complete && size > 0 && size < MARKED_HEADER &&
		memcmp(data, MAGIC, size < 4 ? size : 4) == 0)
		return DIALECT_5;
	enum dialect dialect = series_dialect(data, size);
	if (dialect != DIALECT_UNKNOWN || !source->complete)
		return dialect;
	if (series_begins(data, size, &head))
		return head.dialect;
	return size < HEADER ? DIALECT_4 : DIALECT_UNKNOWN;
}

/* Begins the stream when what SOURCE has tells the dialect. */
static void begin(struct merge_source *source)
{
	struct frame_stream *stream = &source->stream;
	uint32_t header[2] = {0};

	frame_stream_init(stream, dialect_of(source), false);
	if (stream->dialect != DIALECT_4 || source->end < sizeof(header))
		return;
	/* Without a magic, a length that can be one is believed: even that frame may be cut short.
	 */
	memcpy(header, source->buffer, sizeof(header));
	stream->started = header[1] >= 1 && header[1] <= FRAME_BODY_MAX;
	stream->last = header[0] - 1;
}

/* What pends is of this run: SOURCE goes on with it. */
static void go_on(struct series *series, struct merge_source *source)
{
	series->pends = source->complete = false;
	if (!series->bytes)
		source->stream.dialect = DIALECT_UNKNOWN; /* that of nothing */
}

bool series_read(struct series *series, struct merge_source *source)
{
	if (series->pends)
		go_on(series, source);
	do {
		if (!make_room(series, source) || !read_on(series, source))
			return false;
		if (source->stream.dialect == DIALECT_UNKNOWN)
			begin(source);
	} while (source->stream.dialect == DIALECT_UNKNOWN && !source->complete &&
		 series->room < ROOM_ENOUGH);
	if (source->stream.dialect == DIALECT_UNKNOWN) {
		report_error(
			"%s is no output of bulk mode.", series->files[series->opened - 1].name);
		return false;
	}
	source->stream.overrun = series->bytes >= OVERRUN_MIN;
	return true;
}

uint64_t series_stray(const struct series *series, const struct merge_source *source)
{
	return series->stray +
	       (series->frames ? series->lead + source->stream.stray : series->bytes);
}

void series_renew(struct series *series, struct merge_source *source)
{
	series->stray = series_stray(series, source);
	/* Of a run that it gave nothing to, there may be an empty file. */
	series->empties -= !series->bytes && series->empties;
	series->bytes = series->lead = series->frames = 0;
	source->begin = source->end = 0;
	frame_stream_init(&source->stream, DIALECT_UNKNOWN, false);
}

void series_close(struct series *series, struct merge_source *source)
{
	input_close(&series->input);
	free(source->buffer);
}

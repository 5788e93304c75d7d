/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages -> buffer -> sink, and from one file to the next between two messages. */
#include "relay/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/printable.h"
#include "common/report.h"
#include "relay/clock.h"

/* --- Opening and closing --------------------------------------------------------------------- */

/* Held while a name changes, which is rare, or is copied. */
static pthread_mutex_t names = PTHREAD_MUTEX_INITIALIZER;

static void rename_it(struct outfile *outfile, char *name)
{
	char *old = outfile->name;

	pthread_mutex_lock(&names);
	outfile->name = name;
	pthread_mutex_unlock(&names);
	free(old);
}

/* Takes NAME for what is written to. Returns 0 or -ENOMEM. */
static int call_it(struct outfile *outfile, const char *name)
{
	char *copy = strdup(name);

	if (!copy)
		return -ENOMEM;
	rename_it(outfile, copy);
	counter_add(&outfile->begun, 1);
	return 0;
}

void outfile_copy_name(const struct outfile *outfile, char *name, size_t size)
{
	pthread_mutex_lock(&names);
	snprintf(name, size, "%s", outfile->name ? outfile->name : "");
	pthread_mutex_unlock(&names);
}

static int prepare(struct outfile *outfile, const char *name)
{
	outfile->pieces = reallocarray(NULL, OUTFILE_PIECES_MAX, sizeof(*outfile->pieces));
	if (gather_init(&outfile->gather) || !outfile->pieces)
		return -ENOMEM;
	return call_it(outfile, name);
}

int outfile_open_descriptor(struct outfile *outfile, int descriptor, const char *name)
{
	int rc = descriptor < 0 ? -errno : 0;

	*outfile = (struct outfile){.sink.fd = -1};
	if (!rc) {
		sink_adopt(&outfile->sink, descriptor);
		rc = prepare(outfile, name);
	}
	if (rc)
		report_error("Couldn't write to %s: %s", name, strerror(-rc));
	return rc;
}

int outfile_open_stdout(struct outfile *outfile)
{
	return outfile_open_descriptor(
		outfile, fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "standard output");
}

int outfile_open(struct outfile *outfile, const struct outfile_naming *naming, unsigned cpu,
	uint64_t size_max, struct history *history)
{
	char name[PATH_MAX];

	*outfile = (struct outfile){.sink.fd = -1, .size_max = size_max};
	file_series_init(&outfile->series, naming, cpu, history);
	int rc = file_series_begin(&outfile->series, &outfile->sink, name);
	if (!rc)
		rc = prepare(outfile, name);
	if (rc)
		report_error("Couldn't open output file %s: %s", name, strerror(-rc));
	return rc;
}

/* Closing is where a network's file system tells what it has no room for. */
void outfile_finish(struct outfile *outfile)
{
	if (outfile->told_behind && outfile->sink.fd >= 0)
		writeback_tell(outfile->writeback, outfile->sink.fd, outfile->name, true);
	outfile->told_behind = false;
	outfile->behind = 0;
	int rc = sink_close(&outfile->sink);

	if (!rc)
		return;
	outfile->incomplete = true;
	outfile->error = -rc;
	report_error("Not all that was written to %s is there: %s", outfile->name, strerror(-rc));
}

void outfile_close(struct outfile *outfile)
{
	outfile_finish(outfile);
	rename_it(outfile, NULL);
	gather_free(&outfile->gather);
	free(outfile->pieces);
	outfile->pieces = NULL;
	outfile->piece_count = 0;
}

/* --- Writing --------------------------------------------------------------------------------- */

static const char *reason(int error)
{
	return error ? strerror(error) : "it took nothing";
}

/* Takes note of a write that met ERROR, and says it once. Returns STATUS. */
static enum sink_status trouble(struct outfile *outfile, enum sink_status status, int error)
{
	outfile->error = error;
	if (status == SINK_BROKEN) {
		outfile->broken = true;
		report_error("Couldn't write to %s: %s. What comes for it is lost.", outfile->name,
			reason(error));
	}
	if (status != SINK_FULL || outfile->complained)
		return status;
	report_warning("Couldn't write to %s: %s. What comes for it is kept as long as the buffers "
		       "have room, and tried again.",
		outfile->name, reason(error));
	outfile->complained = true;
	return status;
}

/* A long recording is written out as it grows; of a short one the kernel takes care. */
static void tell_behind(struct outfile *outfile, size_t written)
{
	outfile->behind += written;
	if (!outfile->writeback || outfile->behind < WRITEBACK_STEP)
		return;
	writeback_tell(outfile->writeback, outfile->sink.fd, outfile->name, false);
	outfile->told_behind = true;
	outfile->behind = 0;
}

enum sink_status outfile_flush(struct outfile *outfile)
{
	outfile->limit = 0;
	if (outfile->broken)
		return SINK_BROKEN;
	if (outfile->series.history && outfile_waiting(outfile))
		history_grown(outfile->series.history, outfile->series.cpu, outfile->size);
	while (outfile_waiting(outfile)) {
		const struct iovec *parts;
		int count = gather_parts(&outfile->gather, &parts);
		size_t written;
		int error;
		enum sink_status status =
			sink_write_parts(&outfile->sink, parts, count, &written, &error);

		if (status != SINK_OK) {
			gather_settle(&outfile->gather); /* it waits longer than its memory does */
			return trouble(outfile, status, error);
		}
		outfile->complained = false;
		outfile->gather.begin += written;
		counter_add(&outfile->written, written);
		tell_behind(outfile, written);
	}
	sink_awaits_reader(&outfile->sink); /* who comes while there is nothing is let in, too */
	gather_empty(&outfile->gather);
	outfile->piece_count = 0;
	return SINK_OK;
}

void outfile_drop(struct outfile *outfile,
	void (*dropped)(void *context, unsigned owner, size_t bytes), void *context)
{
	for (unsigned i = 0; i < outfile->piece_count; i++) {
		const struct outfile_piece *piece = &outfile->pieces[i];

		if (piece->end <= outfile->gather.begin)
			continue;
		dropped(context, piece->owner, piece->end - outfile->gather.begin);
		outfile->gather.begin = piece->end;
	}
	gather_empty(&outfile->gather);
	outfile->limit = 0;
	outfile->piece_count = 0;
}

/* --- The next file --------------------------------------------------------------------------- */

/* SINK, called NAME, is open: from here on it is what is written to. */
static void take_next(struct outfile *outfile, const struct sink *sink, const char *name)
{
	outfile_finish(outfile);
	outfile->sink = *sink;
	outfile->size = outfile_waiting(outfile);
	outfile->broken = outfile->complained = false;
	call_it(outfile, name); /* without memory for it, messages name the old one */
}

/* The next file, NAME, could not be opened: says once that the current one goes on. */
static void refuse_next(struct outfile *outfile, const char *name, int error)
{
	outfile->rotation = rotation_after(outfile->rotation, ROTATION_REFUSED);
	if (outfile->told_overdue)
		return;
	outfile->told_overdue = true;
	report_warning(
		"Couldn't open the next output file %s: %s. Output goes on in %s; it is tried "
		"again.",
		name, strerror(error), outfile->name);
}

/* Did the current file get nothing, as it has no room? Then the next one would get nothing either:
 * empty files would come one after the other, and each remove an older one that is not. */
static bool got_nothing(const struct outfile *outfile)
{
	return outfile->complained && outfile->size == outfile_waiting(outfile);
}

/*
 * Begins the next file. What waits is written to the current one first, unless
 * that has no room: waiting for it would never end where the switch makes the room.
 */
static enum sink_status begin_next(struct outfile *outfile, bool asked)
{
	enum sink_status status = outfile_flush(outfile);
	char name[PATH_MAX];
	struct sink sink;

	if (status == SINK_BLOCKED || status == SINK_CLOSED)
		return status;
	if (!asked && got_nothing(outfile))
		return status;
	int rc = file_series_next(&outfile->series, &sink, name);
	if (rc < 0) {
		refuse_next(outfile, name, -rc);
		return status;
	}
	outfile->rotation = rotation_after(outfile->rotation, ROTATION_OPENED);
	outfile->told_overdue = false;
	if (rc > 0) /* none, and that is that */
		return status;
	take_next(outfile, &sink, name);
	return outfile_flush(outfile);
}

enum sink_status outfile_switch(struct outfile *outfile)
{
	if (!outfile->series.naming || !outfile->series.naming->pattern)
		return outfile_flush(outfile);
	outfile->rotation = rotation_after(outfile->rotation, ROTATION_ASKED);
	return begin_next(outfile, true);
}

enum sink_status outfile_try_again(struct outfile *outfile)
{
	outfile->rotation = rotation_after(outfile->rotation, ROTATION_TIME);
	return outfile->rotation == ROTATION_DUE ? begin_next(outfile, false)
						 : outfile_flush(outfile);
}

/* Is it time for the next file? The time after that follows; what was missed is not made up for. */
static void look_at_clock(struct outfile *outfile)
{
	uint64_t now = outfile->turn ? clock_now() : 0;

	if (!outfile->turn || now < outfile->turn)
		return;
	if (outfile->size && !got_nothing(outfile))
		outfile->rotation = rotation_after(outfile->rotation, ROTATION_LIMIT);
	outfile->turn += ((now - outfile->turn) / outfile->turn_ns + 1) * outfile->turn_ns;
}

void outfile_turn_each(struct outfile *outfile, uint64_t first, uint64_t ns)
{
	outfile->turn_ns = ns;
	outfile->turn = first;
}

enum sink_status outfile_turn(struct outfile *outfile)
{
	look_at_clock(outfile);
	return outfile->rotation == ROTATION_DUE ? begin_next(outfile, false)
						 : outfile_flush(outfile);
}

/* Up to where messages may come until there is something to decide. */
static size_t limit_of(const struct outfile *outfile)
{
	uint64_t left = outfile->size < outfile->size_max ? outfile->size_max - outfile->size : 0;

	if (outfile->printable || outfile->rotation == ROTATION_DUE)
		return 0;
	if (!outfile->size_max || left > GATHER_SIZE - outfile->gather.end)
		return GATHER_SIZE;
	return outfile->gather.end + (size_t)left;
}

enum sink_status outfile_put(
	struct outfile *outfile, const char *data, size_t length, unsigned owner)
{
	enum sink_status status = SINK_OK;

	if (outfile_has_room(outfile, length)) {
		outfile_append(outfile, data, length, owner);
		return SINK_OK;
	}
	look_at_clock(outfile);
	if (outfile->size_max && outfile->size > 0 && outfile->size + length > outfile->size_max)
		outfile->rotation = rotation_after(outfile->rotation, ROTATION_LIMIT);
	if (outfile->rotation == ROTATION_DUE)
		status = begin_next(outfile, false);
	else if (outfile->broken)
		status = SINK_BROKEN;
	if (status == SINK_OK && (length > GATHER_SIZE - outfile->gather.end ||
					 outfile->piece_count == OUTFILE_PIECES_MAX))
		status = outfile_flush(outfile);
	if (status != SINK_OK)
		return status;
	outfile_append(outfile, data, length, owner);
	if (outfile->printable) {
		gather_settle(&outfile->gather); /* not in what it was read into */
		printable(outfile->gather.buffer + outfile->gather.end - length, length, "\t\n");
	}
	outfile->limit = limit_of(outfile);
	return SINK_OK;
}

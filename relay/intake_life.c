/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The life of the intake: its files are opened, read by others, and closed. */
#include "relay/intake_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

int intake_open(struct intake *intake, int folder, bool fresh)
{
	*intake = (struct intake){.fresh = fresh, .common.event = -1, .events = -1};
	int rc = trace_files_open(&intake->files, folder);

	if (rc)
		return rc;
	intake->count = intake->files.count;
	if (!fresh)
		trace_files_catch_up(&intake->files);
	return 0;
}

/* Has the trace files that are open read from now on; FRESH and REWINDS as in frame_stream. */
static void take_files(struct intake *intake, bool fresh, bool rewinds)
{
	for (unsigned i = intake->count; i < intake->files.count; i++) {
		struct merge_source *source = &intake->sources[i];

		frame_stream_init(&source->stream, intake->dialect, fresh);
		source->stream.rewinds = rewinds;
		recency_add(&intake->open, i);
		intake_watch(intake, i);
	}
	intake->count = intake->files.count;
}

static int list_init(struct intake_list *list, unsigned capacity)
{
	list->index = calloc(capacity, sizeof(*list->index));
	return list->index ? 0 : -ENOMEM;
}

static int allocate(struct intake *intake, unsigned capacity)
{
	intake->sources = calloc(capacity, sizeof(*intake->sources));
	intake->readers = calloc(capacity, sizeof(*intake->readers));
	intake->polls = calloc(capacity, sizeof(*intake->polls));
	intake->looked_at = calloc(capacity, sizeof(*intake->looked_at));
	if (!intake->sources || !intake->readers || !intake->polls || !intake->looked_at ||
		list_init(&intake->active, capacity) || list_init(&intake->idle, capacity) ||
		list_init(&intake->touched, capacity))
		return -ENOMEM;
	return recency_init(&intake->open, capacity);
}

int intake_start(struct intake *intake, enum dialect dialect, enum transport transport,
	unsigned read_delay_ms, const struct intake_passing *passing)
{
	int rc = allocate(intake, intake->files.capacity);

	if (rc)
		return rc;
	intake->count = 0;
	intake->dialect = dialect;
	intake_set_transport(intake, transport);
	intake->common.read_delay_ms = read_delay_ms;
	if (passing)
		intake_pass_on(intake, passing);
	intake->common.event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	intake->events = epoll_create1(EPOLL_CLOEXEC);
	if (intake->common.event < 0 || intake->events < 0)
		return -errno;
	take_files(intake, intake->fresh, !intake->fresh);
	return 0;
}

int intake_look_for_more(struct intake *intake)
{
	int rc = trace_files_look_again(&intake->files);

	take_files(intake, false, false); /* its first frame may have any number */
	return rc;
}

void intake_finish(struct intake *intake, bool for_good)
{
	intake->finishing = true;
	intake->for_good = for_good;
	intake->finish_tick = next_tick(intake); /* a read that has begun is too early */
	intake->looked = false;
	/* Nothing can be half-printed any more, on whatever CPU we are. */
	if (for_good)
		intake->files.only_cpu = true;
}

void intake_give_up_rest(struct intake *intake)
{
	unsigned index;

	intake_end_threads(intake);
	while ((index = recency_first(&intake->open)) != intake->open.end)
		intake_give_up(intake, index);
}

void intake_close(struct intake *intake)
{
	intake_end_threads(intake);
	intake_free_buffers(intake);
	if (intake->common.event >= 0)
		close(intake->common.event);
	if (intake->events >= 0)
		close(intake->events);
	trace_files_close(&intake->files);
	recency_free(&intake->open);
	free(intake->active.index);
	free(intake->idle.index);
	free(intake->touched.index);
	free(intake->looked_at);
	free(intake->polls);
	free(intake->sources);
	free(intake->readers);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A reader's round: it rests, waits for its turn, waits for data, reads once, and answers. */
#include "relay/reader.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "common/await.h"
#include "common/thread.h"
#include "relay/clock.h"
#include "relay/counter.h"
#include "relay/lookout.h"
#include "relay/pace.h"
#include "relay/wake.h"

/* More than it takes; what is not used is no memory. A sanitizer takes more. */
#ifdef __OPTIMIZE__
#define STACK_SIZE (64u * 1024)
#else
#define STACK_SIZE (256u * 1024)
#endif

/* A thread that does not end in so many seconds does not get to run on its CPU. */
#define LATE_S 2

enum turn { TURN_ASKER, TURN_READER };

struct reader {
	struct readers *common;
	struct trace_files files; /* a view of one file, with its own set of CPUs */
	unsigned index;           /* of that file */
	struct reader *behind;    /* in the list of those that have answered */
	pthread_t thread;
	int kick; /* to wake it with */

	atomic_int turn;
	atomic_bool parked; /* it waits for the turn, or data, and only a kick ends that */
	atomic_bool still;  /* it waits, and looks whether to stop before it reads */
	atomic_bool now;    /* read whether or not there is something, */
	atomic_bool back;   /* and give the turn back */
	atomic_bool anywhere;
	atomic_bool stop;
	atomic_uint begun; /* reads */

	/* These are of who has the turn: */
	char *at;
	size_t room;
	struct reader_answer answer;

	atomic_uint collected; /* answers that were done with: of who has the turn, too */

	struct pace pace; /* the reader's */
	struct lookout lookout;
	counter late_us, wakeups;
};

/* The CPUs where READER may run but its own; or all. NULL: there is no memory. CPU_FREE() it. */
static cpu_set_t *other_cpus(const struct reader *reader)
{
	const struct trace_files *files = &reader->files;
	cpu_set_t *others = CPU_ALLOC(CHAR_BIT * files->cpu_set_size);

	if (!others)
		return NULL;
	memcpy(others, files->home, files->cpu_set_size);
	CPU_CLR_S(files->file->cpu, files->cpu_set_size, others);
	if (!CPU_COUNT_S(files->cpu_set_size, others))
		memcpy(others, files->home, files->cpu_set_size);
	return others;
}

/*
 * Left where it waits for its turn the thread might wait on: who may run on an idle
 * CPU, too, is not taken there while its own has no time for the kernel, either.
 */
static void move_away(const struct reader *reader)
{
	cpu_set_t *others = other_cpus(reader);

	if (others)
		pthread_setaffinity_np(reader->thread, reader->files.cpu_set_size, others);
	CPU_FREE(others);
}

/* Waits for up to MS (-1: for ever) until it is kicked, or OTHER has something. */
static bool wait_for(struct reader *reader, int other, int ms)
{
	struct pollfd polls[] = {
		{.fd = reader->kick, .events = POLLIN},
		{.fd = other, .events = POLLIN},
	};
	eventfd_t ignored;
	int ready = 0;

	/* Who stops it looks whether it is still after saying so, and we the other way. */
	atomic_store(&reader->still, true);
	if (!atomic_load(&reader->stop))
		ready = await(polls, 2, ms);
	atomic_store(&reader->still, false);
	counter_add(&reader->wakeups, 1);
	if (ready > 0 && polls[0].revents)
		eventfd_read(reader->kick, &ignored);
	return ready > 0 && polls[1].revents;
}

/* Notes how late the rest that was to end at THEN has ended. */
static void note_late(struct reader *reader, uint64_t then)
{
	uint64_t now = clock_now(), us = now > then ? (now - then) / 1000 : 0;

	if (then && us > reader->late_us)
		reader->late_us = us;
}

/* Begins to listen during a rest. False: no one can. */
static bool listen_in_rest(struct reader *reader)
{
	if (reader->lookout.fd < 0 && lookout_open(&reader->lookout, 1))
		return false;
	return lookout_begin(&reader->lookout, &reader->files) == 0;
}

/* Lets the module gather more, after a read that brought GOT bytes. */
static void rest(struct reader *reader, size_t got)
{
	struct pace *pace = &reader->pace;
	bool long_rest = pace_rest(pace, got, clock_now());

	if (long_rest && !listen_in_rest(reader))
		pace_alone(pace);
	while (!reader->now && !reader->stop) {
		uint64_t now = clock_now(), deaf = pace_deaf(pace, now);

		if (!deaf && pace_left(pace, now))
			pace_waits(pace, lookout_gathered(&reader->lookout, &reader->files));
		uint64_t left = deaf ? deaf : pace_left(pace, now);
		if (!left) {
			note_late(reader, pace->until);
			return;
		}
		if (wait_for(reader, deaf ? -1 : reader->lookout.fd, clock_ms(left))) {
			lookout_hear(&reader->lookout);
			pace_heard(pace, clock_now());
		}
	}
}

/* Waits for the turn, and for something to read. False: it is to stop. */
static bool wait_for_turn(struct reader *reader)
{
	while (!reader->stop) {
		bool asked = atomic_load(&reader->turn) == TURN_READER;
		int file = asked ? reader->files.file->fd : -1;

		if (asked && reader->now)
			return true;
		/* Who asks looks whether we are parked after giving the turn, and we the other way.
		 */
		atomic_store(&reader->parked, true);
		bool again = reader->stop || (asked ? atomic_load(&reader->now)
						    : atomic_load(&reader->turn) == TURN_READER);
		bool ready = !again && wait_for(reader, file, -1);

		atomic_store(&reader->parked, false);
		if (ready)
			return !reader->stop;
	}
	return false;
}

static void read_once(struct reader *reader)
{
	reader->now = false;
	reader->answer = (struct reader_answer){0};
	reader->answer.tick = atomic_load(&reader->common->tick);
	if (reader->anywhere)
		reader->files.only_cpu = true;
	reader->answer.read.before = trace_files_produced(&reader->files, 0);
	atomic_fetch_add(&reader->begun, 1);
	ssize_t got = trace_files_read(&reader->files, 0, reader->at, reader->room);
	if (got < 0) {
		reader->answer.error = (int)got;
		return;
	}
	reader->answer.got = (size_t)got;
	trace_files_subbufs(&reader->files, 0, (size_t)got, reader->room, &reader->answer.read);
}

/* Gives the turn back. Whoever finds others in the list has one that wakes the asker. */
static void give_answer(struct reader *reader)
{
	struct readers *common = reader->common;

	atomic_store(&reader->turn, TURN_ASKER);
	reader->behind = atomic_load(&common->answered);
	while (!atomic_compare_exchange_weak(&common->answered, &reader->behind, reader))
		;
	if (!reader->behind)
		wake(common->event);
}

/* True when what was read is done with, and the turn stays here. */
static bool pass_on(struct reader *reader)
{
	const struct readers *common = reader->common;

	if (!common->pass_on || !common->pass_on(common->context, reader->index, &reader->answer,
					&reader->at, &reader->room))
		return false;
	/* Whoever wants the turn back says so before it has us read, if need be once more. */
	if (atomic_load(&reader->back))
		return false;
	reader->collected++;
	return true;
}

static void *reader_thread(void *argument)
{
	struct reader *reader = argument;

	while (wait_for_turn(reader)) {
		read_once(reader);
		size_t got = reader->answer.got;
		if (!pass_on(reader))
			give_answer(reader);
		if (got)
			rest(reader, got);
	}
	return NULL;
}

void reader_free(struct reader *reader)
{
	lookout_close(&reader->lookout);
	CPU_FREE(reader->files.there);
	if (reader->kick >= 0)
		close(reader->kick);
	free(reader);
}

struct reader *reader_start(
	struct readers *readers, const struct trace_files *files, unsigned index)
{
	struct reader *reader = calloc(1, sizeof(*reader));

	if (!reader)
		return NULL;
	reader->common = readers;
	reader->index = index;
	reader->files = trace_files_view(files, index);
	reader->kick = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	pace_init(&reader->pace, readers->read_delay_ms);
	reader->lookout.fd = -1;
	if (!reader->files.there || reader->kick < 0 ||
		thread_start(&reader->thread, STACK_SIZE, reader_thread, reader)) {
		reader_free(reader);
		return NULL;
	}
	return reader;
}

void reader_hurry(struct reader *reader)
{
	atomic_store(&reader->back, true);
	atomic_store(&reader->now, true);
	wake(reader->kick);
}

void reader_ask(struct reader *reader, char *at, size_t room, bool now)
{
	reader->at = at;
	reader->room = room;
	atomic_store(&reader->back, now);
	atomic_store(&reader->now, now);
	atomic_store(&reader->turn, TURN_READER);
	if (now || atomic_load(&reader->parked))
		wake(reader->kick);
}

struct reader *readers_take(struct readers *readers)
{
	return atomic_exchange(&readers->answered, NULL);
}

struct reader *reader_behind(const struct reader *reader)
{
	return reader->behind;
}

unsigned reader_index(const struct reader *reader)
{
	return reader->index;
}

bool reader_collect(struct reader *reader, struct reader_answer *answer)
{
	if (atomic_load(&reader->turn) == TURN_READER ||
		reader->collected == atomic_load(&reader->begun))
		return false;
	reader->collected++;
	*answer = reader->answer;
	return true;
}

bool reader_holds_nothing(const struct reader *reader)
{
	return reader->collected == atomic_load(&reader->begun);
}

bool reader_waits(const struct reader *reader)
{
	return atomic_load(&reader->turn) == TURN_READER && atomic_load(&reader->parked);
}

void reader_let_go(struct reader *reader)
{
	atomic_store(&reader->anywhere, true);
	move_away(reader);
}

uint64_t reader_late_us(const struct reader *reader)
{
	return reader->late_us;
}

uint64_t reader_wakeups(const struct reader *reader)
{
	return reader->wakeups;
}

void reader_stop(struct reader *reader)
{
	atomic_store(&reader->stop, true);
	/* It reads no more: it need not be on its CPU, which may be busy with something else. */
	if (atomic_load(&reader->still))
		move_away(reader);
	wake(reader->kick);
}

void reader_end(struct reader *reader)
{
	reader_stop(reader);
	/* While it may be within a read it stays on its CPU: elsewhere it would race with the
	 * writer. */
	if (thread_join(reader->thread, LATE_S))
		return;
	reader_let_go(reader);
	pthread_join(reader->thread, NULL);
}

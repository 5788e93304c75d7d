/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a module says on its control channel, as the session takes it: of a module of
 * ours, or of a stranger's. The input is a byte of circumstances, then messages,
 * each behind a byte that says how long it is (times 4, less 2: not each is whole).
 */
#include <assert.h>
#include <string.h>
#include <sys/socket.h>

#include "relay/rounds.h"
#include "stapio/session.c" /* for what it does with a message */

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static bool strange;
static unsigned shells, finishes;

/* --- What a session has to do with, which is not what is tried here ----------------------------
 */

int relay_open(struct relay **relay, int folder, bool fresh)
{
	(void)relay, (void)folder, (void)fresh;
	return -ENOSYS;
}

int relay_start(struct relay *relay, const struct relay_config *config)
{
	(void)relay, (void)config;
	return 0;
}

enum relay_state relay_state(struct relay *relay)
{
	(void)relay;
	return RELAY_RUNNING;
}

void relay_finish(struct relay *relay)
{
	(void)relay;
	finishes++;
}

void relay_detach(struct relay *relay)
{
	(void)relay;
}

void relay_hurry(struct relay *relay)
{
	(void)relay;
}

void relay_abandon(struct relay *relay)
{
	(void)relay;
}

int relay_close(struct relay *relay)
{
	(void)relay;
	return 0;
}

void shells_run(struct shells *all, const char *command, const sigset_t *mask)
{
	(void)all, (void)mask;
	assert(!strange); /* it may print, and no more */
	assert(strlen(command) <= CONTROL_MESSAGE_MAX);
	shells++;
}

bool shells_ended(struct shells *all, pid_t pid, const sigset_t *mask)
{
	(void)all, (void)pid, (void)mask;
	return false;
}

void shells_close(struct shells *all)
{
	(void)all;
}

int target_serve(struct target *target)
{
	(void)target;
	return 0;
}

void target_release(struct target *target)
{
	(void)target;
}

void target_forget(struct target *target)
{
	(void)target;
}

bool foreign_module(int control, const char *name)
{
	(void)control, (void)name;
	return strange;
}

pid_t fork(void)
{
	return -1; /* then the session writes EXIT itself */
}

/* --- The oracle ----------------------------------------------------------------------------------
 */

/* A whole line; of a stranger's, one that no terminal obeys. */
static void said(int priority, const char *line, size_t length)
{
	(void)priority;
	assert(length > 0 && length <= REPORT_LINE_MAX && line[length - 1] == '\n');
	for (size_t i = 0; strange && i + 1 < length; i++)
		assert((unsigned char)line[i] >= ' ' || line[i] == '\t');
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const struct options plain = {.module = "fuzzed"},
				    left = {.module = "fuzzed", .load_and_detach = true},
				    loud = {.module = "fuzzed", .verbosity = 3},
				    quiet = {.module = "fuzzed", .suppress_warnings = true};
	static const struct options *const all[] = {&plain, &left, &loud, &quiet};
	int ends[2];

	if (!size || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends))
		return 0;
	static struct relay relay = {.event = -1, .command = -1};
	struct session session = {.control = ends[0],
		.keeper = -1,
		.relay = &relay,
		.options = all[*data & 3],
		.dialect = *data & 4 ? DIALECT_5 : DIALECT_4,
		.foreign = *data & 8};
	strange = session.foreign;
	report_setup(session.options->verbosity, COLOR_NEVER, NULL);
	report_to(said);
	shells = finishes = 0;
	for (size_t at = 1; at < size && session.state < SESSION_OVER;) {
		size_t length = (size_t)data[at] * 4, rest = size - ++at;

		length = length < 2 ? 0 : length - 2;
		length = length < rest ? length : rest;
		if (length && send(ends[1], data + at, length, 0) != (ssize_t)length)
			break;
		at += length;
		session_serve_control(&session, false);
	}
	session_close(&session);
	close(ends[1]);
	return 0;
}

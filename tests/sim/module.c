/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module runtime's part: print_flush.c, control.c and transport.c told in few words. */
#include "tests/sim/module.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/sim/journal.h"
#include "tests/sim/scenario.h"

int module_init(struct module *module, const unsigned *cpus, unsigned count, size_t subbufs)
{
	module->ring_count = count;
	module->subbufs = subbufs;
	module->rings = calloc(count + LATE_MAX, sizeof(*module->rings));
	if (!module->subbuf_size)
		module->subbuf_size = SUBBUF_SIZE;
	if (!module->rings)
		return -ENOMEM;
	for (unsigned i = 0; i < count; i++)
		if (ring_init(&module->rings[i], cpus[i], subbufs, module->subbuf_size))
			return -ENOMEM;
		else
			module->rings[i].old = module->one_file;
	pthread_mutex_init(&module->lock, NULL);
	pthread_cond_init(&module->queued, NULL);
	module->sequence = 1;
	module->overwrite = false; /* as while staprun has the control channel open */
	return 0;
}

int module_online(struct module *module, unsigned cpu)
{
	static unsigned late;
	struct ring *ring = &module->rings[module->ring_count];

	if (late == LATE_MAX || ring_init(ring, cpu, module->subbufs, module->subbuf_size))
		return -1;
	late++;
	module->ring_count++;
	return 0;
}

/* --- Printing -------------------------------------------------------------------------------- */

size_t frame_header(
	enum dialect dialect, uint32_t sequence, uint32_t length, char header[static 12])
{
	size_t size = 0;

	if (dialect == DIALECT_5) {
		memcpy(header, "\xf0\x9f\xa9\xba", 4);
		size = 4;
	}
	memcpy(header + size, &sequence, 4);
	memcpy(header + size + 4, &length, 4);
	return size + 8;
}

/* Room for the header and what fits behind it of a message of LENGTH; 0: it is dropped. */
static size_t reserve_first(struct module *module, struct ring *ring, size_t length, char **entry)
{
	size_t header = module->transport == TRANSPORT_RAW ? 0
			: module->dialect == DIALECT_5     ? 12
							   : 8;
	size_t got = ring_reserve(ring, header + length, module->overwrite, entry);

	if (!header)
		return got;
	if (module->dialect == DIALECT_4)
		return got > header ? got : 0; /* what was reserved keeps its old bytes */
	if (got > 0 && got < header) {
		memset(*entry, 0, got);
		got = ring_reserve(ring, header + length, module->overwrite, entry);
	}
	return got >= header ? got : 0;
}

void module_print_slowly(
	struct module *module, unsigned index, unsigned ms, const char *text, size_t length)
{
	const struct timespec delay = {ms / 1000, ms % 1000 * 1000000L};
	struct ring *ring = &module->rings[index];
	struct message message = {.ring = index, .fate = FATE_DROPPED, .length = length};
	char header[12], *entry;
	size_t done = 0;

	if (!length)
		return;
	pthread_mutex_lock(&ring->lock);
	size_t got = reserve_first(module, ring, length, &entry);
	message.first = ring_position(ring);
	if (got) {
		message.sequence = module->sequence++;
		if (ms) {
			module->slow_numbers++;
			nanosleep(&delay, NULL);
		}
		size_t size = frame_header(
			module->dialect, (uint32_t)message.sequence, (uint32_t)length, header);
		if (module->transport == TRANSPORT_RAW)
			size = 0;
		memcpy(entry, header, size);
		memcpy(entry + size, text, got - size);
		done = got - size;
		while (done < length &&
			(got = ring_reserve(ring, length - done, module->overwrite, &entry))) {
			memcpy(entry, text + done, got);
			done += got;
		}
		message.fate = done == length ? FATE_WHOLE : FATE_CUT;
	}
	message.last = ring_position(ring);
	if (message.fate != FATE_WHOLE)
		module->failures++;
	journal_message(&message, text);
	pthread_mutex_unlock(&ring->lock);
	if (message.fate != FATE_DROPPED)
		module->notify((int)index);
}

void module_print(struct module *module, unsigned index, const char *text, size_t length)
{
	module_print_slowly(module, index, 0, text, length);
}

size_t module_read_trace(struct module *module, unsigned index, char *data, size_t size)
{
	struct ring *ring = &module->rings[index];
	size_t got = 0, more;

	pthread_mutex_lock(&ring->lock);
	ring_close_subbuf(ring, module->overwrite);
	bool empty = !ring->old && ring->produced == ring->consumed;
	pthread_mutex_unlock(&ring->lock);
	if (empty)
		return 0;
	do {
		if (module->interrupt)
			module->interrupt(index);
		pthread_mutex_lock(&ring->lock);
		more = ring_read(ring, data + got, size - got);
		pthread_mutex_unlock(&ring->lock);
		got += more;
	} while (more && got < size);
	return got;
}

void module_catch_up(struct module *module, unsigned index)
{
	struct ring *ring = &module->rings[index];

	pthread_mutex_lock(&ring->lock);
	ring_catch_up(ring, module->overwrite);
	pthread_mutex_unlock(&ring->lock);
}

/* --- The control channel --------------------------------------------------------------------- */

void module_send(struct module *module, enum control_type type, const void *payload, size_t length)
{
	uint32_t wire = dialect_encode(module->dialect, type);
	struct control_message *message = malloc(sizeof(*message) + sizeof(wire) + length);

	if (!message)
		abort();
	message->next = NULL;
	message->length = sizeof(wire) + length;
	memcpy(message->bytes, &wire, sizeof(wire));
	if (length)
		memcpy(message->bytes + sizeof(wire), payload, length);
	pthread_mutex_lock(&module->lock);
	*(module->last ? &module->last->next : &module->first) = message;
	module->last = message;
	pthread_cond_broadcast(&module->queued);
	pthread_mutex_unlock(&module->lock);
	module->notify(-1);
}

ssize_t module_receive(struct module *module, char *data, size_t size, bool wait)
{
	pthread_mutex_lock(&module->lock);
	while (!module->first && wait)
		pthread_cond_wait(&module->queued, &module->lock);
	struct control_message *message = module->first;
	if (message) {
		module->first = message->next;
		if (!module->first)
			module->last = NULL;
	}
	pthread_mutex_unlock(&module->lock);
	if (!message)
		return -EAGAIN;
	ssize_t length = (ssize_t)message->length;
	if (message->length > size)
		length = -EFAULT;
	else
		memcpy(data, message->bytes, message->length);
	free(message);
	return length;
}

bool module_has_message(struct module *module)
{
	pthread_mutex_lock(&module->lock);
	bool there = module->first;
	pthread_mutex_unlock(&module->lock);
	return there;
}

static bool step(struct module *module, int from, int to)
{
	pthread_mutex_lock(&module->lock);
	bool can = (int)module->state == from;
	if (can)
		module->state = to;
	pthread_mutex_unlock(&module->lock);
	return can;
}

static void handle_start(struct module *module, const struct control_start *request)
{
	struct control_start answer = *request;

	journal_event("start %d", request->target_pid);
	if (!step(module, LOADED, START_CALLED))
		return;
	scenario_run(module->scenario, SECTION_START);
	answer.result = module->start_result;
	module->probes_started = answer.result == 0;
	step(module, START_CALLED, START_FINISHED);
	module_send(module, CONTROL_START, &answer, sizeof(answer));
	journal_event("started %d", answer.result);
	if (module->probes_started)
		scenario_begin(module->scenario, SECTION_RUN);
}

static void handle_exit(struct module *module)
{
	char text[128];

	journal_event("exit");
	if (!step(module, START_FINISHED, EXIT_CALLED))
		return;
	module->stopping = true;
	scenario_join(module->scenario);
	if (module->probes_started)
		scenario_run(module->scenario, SECTION_EXIT);
	if (module->failures) {
		int length = snprintf(text, sizeof(text),
			"WARNING: There were %u transport failures. Try stap -s to increase the "
			"buffer size from %zu.\n",
			module->failures, module->rings->subbufs * module->subbuf_size >> 20);
		module_send(module, CONTROL_OOB_DATA, text, (size_t)length);
	}
	for (unsigned i = 0; i < module->ring_count; i++) {
		struct ring *ring = &module->rings[i];

		pthread_mutex_lock(&ring->lock);
		ring_close_subbuf(ring, module->overwrite);
		pthread_mutex_unlock(&ring->lock);
		module->notify((int)i);
	}
	module->silent = true;
	module_send(module, CONTROL_EXIT, NULL, 0);
	journal_event("exited");
}

ssize_t module_control(struct module *module, const char *data, size_t size)
{
	enum control_type type;
	uint32_t wire;
	union {
		struct control_start start;
		struct control_namespaces_pid namespaces;
		struct control_mnt_ns_fds fds;
	} payload = {0};

	if (size < sizeof(wire))
		return 0;
	memcpy(&wire, data, sizeof(wire));
	size_t length = size - sizeof(wire);
	memcpy(&payload, data + sizeof(wire), length < sizeof(payload) ? length : sizeof(payload));
	if (!dialect_decode(module->dialect, wire, &type))
		return -EINVAL;
	if (module->refused & 1U << type)
		return -EPERM;
	switch (type) {
	case CONTROL_START:
		if (length >= sizeof(payload.start))
			handle_start(module, &payload.start);
		break;
	case CONTROL_EXIT:
		handle_exit(module);
		break;
	case CONTROL_BULK:
		if (!module->bulk)
			return -EINVAL;
		break;
	case CONTROL_NAMESPACES_PID:
		journal_event("namespaces %d", payload.namespaces.pid);
		break;
	case CONTROL_MNT_NS_FDS:
		if (module->dialect == DIALECT_4)
			return -EINVAL;
		journal_event("mnt_ns_fds %d %d", payload.fds.target_fd, payload.fds.original_fd);
		break;
	case CONTROL_READY:
	case CONTROL_RELOCATION:
	case CONTROL_TZINFO:
	case CONTROL_PRIVILEGE_CREDENTIALS:
	case CONTROL_REMOTE_ID:
		journal_event("message %d", (int)type);
		break;
	default:
		return -EINVAL;
	}
	return (ssize_t)(module->short_write ? length : size);
}

int module_attach(struct module *module)
{
	pthread_mutex_lock(&module->lock);
	bool busy = module->attached;
	module->attached = true;
	pthread_mutex_unlock(&module->lock);
	if (busy)
		return -EBUSY;
	scenario_run(module->scenario, SECTION_ATTACH);
	module->overwrite = false;
	journal_event("attached");
	return 0;
}

void module_detach(struct module *module)
{
	pthread_mutex_lock(&module->lock);
	module->attached = false;
	bool exited = module->state == EXIT_CALLED;
	pthread_mutex_unlock(&module->lock);
	if (!exited)
		module->overwrite = true;
	journal_event("detached");
}

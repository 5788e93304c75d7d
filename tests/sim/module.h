/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A simulated module: what a loaded module does between its files. It prints
 * into relay buffers, queues control messages and answers those written to it.
 */
#ifndef TESTS_SIM_MODULE_H
#define TESTS_SIM_MODULE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/dialect_session.h"
#include "common/transport.h"
#include "tests/sim/ring.h"

/* CPUs that may come online after the load. */
#define LATE_MAX 8

struct control_message {
	struct control_message *next;
	size_t length; /* type included */
	char bytes[];
};

struct module {
	enum dialect dialect;
	enum transport transport;
	bool one_file;    /* one ring for all CPUs */
	bool bulk;        /* compiled with STP_BULKMODE */
	bool short_write; /* does not count the type in what a write returns */
	atomic_uint ring_count;
	size_t subbufs;     /* of each ring */
	size_t subbuf_size; /* of its rings; 0: SUBBUF_SIZE */
	struct ring *rings;
	struct scenario *scenario;

	atomic_uint_fast64_t sequence; /* of the next frame */
	atomic_uint failures;          /* transport failures */
	atomic_uint slow_numbers;      /* taken by those who print slowly */
	atomic_uint holds, gos;        /* those who wait for a word, and words */
	atomic_bool overwrite;         /* nobody is attached: flight recorder */
	atomic_bool stopping;          /* probes are being removed */
	atomic_bool silent;            /* nothing prints any more */
	atomic_uint open_files;

	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t queued;
	struct control_message *first, *last;
	bool attached;
	enum { LOADED, START_CALLED, START_FINISHED, EXIT_CALLED } state;
	bool probes_started;
	int start_result;
	unsigned refused; /* control messages that get EPERM: bit N for type N */

	/* Something may be there: INDEX of a ring, or -1 for the control channel. */
	void (*notify)(int index);
	/*
	 * A read of ring INDEX is about to take a step, with no lock held: an interrupt
	 * may print now. NULL: nothing happens then.
	 */
	void (*interrupt)(unsigned index);
};

/* Returns 0 or -errno. */
int module_init(struct module *module, const unsigned *cpus, unsigned count, size_t subbufs);

/* CPU comes online, which no ring was for. Returns 0, or -1 when there are too many. */
int module_online(struct module *module, unsigned cpu);

/* Writes the header of a frame to HEADER and returns its size. */
size_t frame_header(
	enum dialect dialect, uint32_t sequence, uint32_t length, char header[static 12]);

/* What a probe on the CPU of ring INDEX does at its end with what it printed. */
void module_print(struct module *module, unsigned index, const char *text, size_t length);

/* The same, which takes MS from its number until it is written, under the print lock. */
void module_print_slowly(
	struct module *module, unsigned index, unsigned ms, const char *text, size_t length);

/* Takes from a trace file; 0 when there is nothing. */
size_t module_read_trace(struct module *module, unsigned index, char *data, size_t size);

/* A read of the ring of index INDEX that can take nothing: ring_catch_up(). */
void module_catch_up(struct module *module, unsigned index);

/* Queues a control message. */
void module_send(struct module *module, enum control_type type, const void *payload, size_t length);

/* Takes a control message: its length, or -EAGAIN, or (it was too large for SIZE) -EFAULT. */
ssize_t module_receive(struct module *module, char *data, size_t size, bool wait);

/* Is there a control message? */
bool module_has_message(struct module *module);

/* Acts on a control message; what write returns. */
ssize_t module_control(struct module *module, const char *data, size_t size);

/* The control channel is opened (0 or -EBUSY), and closed. */
int module_attach(struct module *module);
void module_detach(struct module *module);

#endif

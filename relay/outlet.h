/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The outlet: frames -> outputs, one for all CPUs or one for each. It knows what
 * each output did with the last message, counts what went out and what did not,
 * and drops what is not to go out any more. It says that an output is closed;
 * what follows from it others decide.
 */
#ifndef RELAY_OUTLET_H
#define RELAY_OUTLET_H

#include <poll.h>

#include "relay/counter.h"
#include "relay/outfile.h"
#include "stream/merge.h"

struct outlet_config {
	bool per_cpu;                 /* bulk mode: frames as they come, one file per CPU */
	struct outfile_naming naming; /* pattern NULL: standard output, or stpd_cpuN in bulk mode */
	int descriptor;          /* the caller's, which the pattern names; 0: it names a file */
	uint64_t file_size_max;  /* bytes; 0: unlimited */
	unsigned files_max;      /* 0: keep all */
	uint64_t bytes_max;      /* that all files together have; 0: any */
	uint64_t turn_ns;        /* a new file each; 0: never */
	struct archive *archive; /* the caller's, for files that are done; or NULL */
	bool strange;            /* another user's script prints: no terminal is to obey it */
};

/* Messages of one CPU that were lost here. */
struct outlet_loss {
	counter cut, cut_bytes;         /* cut short in the kernel's buffer: not given out */
	counter dropped, dropped_bytes; /* the output did not take them */
};

/* Messages that went out, and that did not. */
struct outlet_totals {
	uint64_t messages, bytes;
	uint64_t cut_messages, cut_bytes;
	uint64_t dropped_messages, dropped_bytes;
};

struct outlet_output {
	struct outfile file;
	unsigned cpu;            /* in bulk mode: whose */
	enum sink_status status; /* of the last message, or of what gathered since */
	bool discarding;         /* what comes is dropped and counted */
	bool attended;           /* it is in the list of those */
	uint64_t told_taken;     /* bytes of FILE that were counted as taken */
	bool lent; /* another thread gives to it: only that one knows FILE and STATUS */
	bool to_switch, to_discard; /* once it is given back */
	counter messages, bytes;    /* given out */
};

struct outlet {
	struct outlet_config config;
	bool raw;          /* what comes has no frames: set before the first of it is given */
	unsigned capacity; /* CPUs that there may be */
	atomic_uint count; /* of outputs: 1, or one for each CPU in bulk mode */
	struct outlet_output *output;
	unsigned *attended; /* indices of those that hold something, or that anything may come of */
	unsigned attended_count;
	uint64_t taken;             /* bytes that all have taken, */
	uint64_t given;             /* and messages that were given out, what was lent apart */
	struct outlet_loss *losses; /* of each CPU */
	struct history history;     /* of all outputs */
	struct writeback *writeback;
	uint64_t turn;      /* when the next file of each output begins; 0: never */
	atomic_bool failed; /* something is lost that an output should have taken, */
	atomic_int error;   /* and the first reason, an errno; 0: it gave none */
};

/*
 * Makes an outlet that has no output yet, for up to CAPACITY CPUs. Returns 0 or
 * -ENOMEM.
 */
int outlet_open(struct outlet *outlet, const struct outlet_config *config, unsigned capacity);

/*
 * Opens the output of one more CPU, whose number is CPU: the first CPU's, when
 * there is one output for all. Returns 0, or -errno after reporting why: then
 * nothing may come from that CPU.
 */
int outlet_add(struct outlet *outlet, unsigned cpu);

/*
 * Gives out all that MERGE has in order, or in bulk mode, or of what has no frames, all
 * that the COUNT sources of INDICES have, as far as the outputs take it, and has them
 * write what they gathered. Returns false when an output turned out to be closed:
 * what is left of it can only be discarded.
 */
bool outlet_give(
	struct outlet *outlet, struct merge *merge, const unsigned *indices, unsigned count);

/*
 * Lends the output of CPU INDEX in bulk mode: from now on, until it is taken back, only the
 * thread that reads that CPU gives to it, by outlet_give_lent(). False: it can't be
 * lent, as what it does has to be looked after.
 */
bool outlet_lend(struct outlet *outlet, unsigned index);

/*
 * Gives out all that SOURCE has of CPU INDEX, whose output is lent, and has it written. False:
 * that was not possible, so it is to be taken back.
 */
bool outlet_give_lent(struct outlet *outlet, struct merge_source *source, unsigned index);

/*
 * Takes the output of CPU INDEX back, if it is lent, and does what was wanted of it
 * meanwhile: no other thread knows it any more.
 */
void outlet_take_back(struct outlet *outlet, unsigned index);

/* Takes a picture of the totals; may be called at any time. */
void outlet_totals(const struct outlet *outlet, struct outlet_totals *totals);

/* Drops and counts, from now on, what comes and what the outputs gathered; of those lent, when
 * they are taken back. */
void outlet_discard(struct outlet *outlet);

/* The same for those outputs that have no room now, or no reader yet. */
void outlet_give_up(struct outlet *outlet);

/* Begins the next file of each output (SIGUSR2), as above where it is lent. False as for
 * outlet_give(). */
bool outlet_switch(struct outlet *outlet);

/* Begins the next file of each output in which something is, as its time has come. (Who has turns
 * is never lent.) False as for outlet_give(). */
bool outlet_turn(struct outlet *outlet);

/* When that time comes next, by relay/clock.h; 0: never, as long as nothing is printed. */
uint64_t outlet_next_turn(const struct outlet *outlet);

/* Tries again to open next files that could not be opened. False as for outlet_give(). */
bool outlet_try_again(struct outlet *outlet);

/* True while a next file is due that could not be opened. */
bool outlet_overdue(const struct outlet *outlet);

/*
 * Fills POLLS, one for each that is attended, with what poll(2) is to tell of it: that it takes
 * more where it took nothing, and that its reader is gone.
 */
void outlet_fill_polls(const struct outlet *outlet, struct pollfd *polls);

/* Looks at POLLS as poll(2) left them. False as for outlet_give(). */
bool outlet_look(struct outlet *outlet, const struct pollfd *polls);

/* True while the output of CPU INDEX takes nothing. */
static inline bool outlet_held_up(const struct outlet *outlet, unsigned index)
{
	return sink_waits(outlet->output[outlet->config.per_cpu ? index : 0].status);
}

/* True while some output is of STATUS. */
bool outlet_any_is(const struct outlet *outlet, enum sink_status status);

/* True while some output has a reader that takes nothing now: poll(2) tells when it does. */
bool outlet_any_slow(const struct outlet *outlet);

/* True while some output has no room for what it is given, or no reader yet. */
bool outlet_any_without_room(const struct outlet *outlet);

/* True while an output may get room, or a reader, of which only trying again tells. */
bool outlet_is_to_try(const struct outlet *outlet);

/* True when no output has anything left to write. */
bool outlet_empty(const struct outlet *outlet);

/* Ends all outputs: who reads one sees its end. */
void outlet_close(struct outlet *outlet);

/*
 * Frees what belongs to OUTLET, closed or not, opened or all zeros. Returns 0, or -errno
 * where not all that was written got to the disk, which is reported.
 */
int outlet_free(struct outlet *outlet);

#endif

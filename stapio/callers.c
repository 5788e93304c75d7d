/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Descriptors that are open now and are not taken over are the caller's. */
#include "stapio/callers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/compat.h"
#include "common/report.h"
#include "relay/descriptor.h"

/* Descriptors that are used at most: the loader's or the folder, and what each option may name. */
#define KEPT_MAX 4

struct kept {
	int descriptors[KEPT_MAX];
	int count;
};

/*
 * Takes a descriptor of our own for NAMED, which NAME means, to be kept as one of KEPT; WHAT it was
 * to be is for people. Returns it, or -1 after reporting why not.
 */
static int take(struct kept *kept, const struct taken_over *taken_over, int named, const char *what,
	const char *name)
{
	int flags = fcntl(named, F_GETFL), own;

	if (flags < 0 || named == taken_over->folder || named == taken_over->loader) {
		report_error(
			"Couldn't open %s %s: the caller has no such descriptor open.", what, name);
		return -1;
	}
	if (flags & O_PATH || (flags & O_ACCMODE) == O_RDONLY) {
		report_error(
			"Couldn't open %s %s: the caller has it open to read only.", what, name);
		return -1;
	}
	own = fcntl(named, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (own < 0)
		report_error("Couldn't open %s %s: %s", what, name, strerror(errno));
	else
		kept->descriptors[kept->count++] = own;
	return own;
}

/* Where NAME, or NULL, means a descriptor, takes that as *OWN. Returns 0, or -1 as above. */
static int take_named(struct kept *kept, const struct taken_over *taken_over, const char *what,
	const char *name, int *own)
{
	int named = name ? descriptor_named(name) : -1;

	if (named < 0)
		return 0;
	*own = take(kept, taken_over, named, what, name);
	return *own < 0 ? -1 : 0;
}

static int ascending(const void *one, const void *other)
{
	return *(const int *)one - *(const int *)other;
}

/* Closes all but the standard ones and those KEPT. */
static int close_others(struct kept *kept)
{
	unsigned from = STDERR_FILENO + 1;
	int rc = 0;

	qsort(kept->descriptors, (size_t)kept->count, sizeof(kept->descriptors[0]), ascending);
	for (int i = 0; i < kept->count; i++) {
		unsigned descriptor = (unsigned)kept->descriptors[i];

		if (descriptor > from)
			rc |= compat_close_range(from, descriptor - 1);
		from = descriptor + 1;
	}
	return rc | compat_close_range(from, ~0U);
}

int callers_descriptors(struct options *options, const struct taken_over *taken_over)
{
	int ready = options->ready_descriptor;
	char number[16];
	struct kept kept = {{taken_over->loader >= 0 ? taken_over->loader : taken_over->folder}, 1};

	if (take_named(&kept, taken_over, "output file", options->output,
		    &options->output_descriptor) ||
		take_named(&kept, taken_over, "the file of statistics", options->stats,
			&options->stats_descriptor))
		return -1;
	snprintf(number, sizeof(number), "%d", ready);
	if (ready) {
		options->ready_descriptor =
			take(&kept, taken_over, ready, "the descriptor of --ready-fd", number);
		if (options->ready_descriptor < 0)
			return -1;
	}
	if (options->output_descriptor && (options->file_bytes || options->rotate_every_s)) {
		report_error("%s needs the name of a file in -o: %s is a descriptor.",
			options->rotate_every_s ? "--rotate-every" : "-S", options->output);
		return -1;
	}
	/* Whoever waits for the end of one of them is not to wait for ours. */
	if (close_others(&kept))
		report_verbose(1, "Couldn't close the caller's descriptors: %s", strerror(errno));
	return 0;
}

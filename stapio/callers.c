/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is open now and is not taken over is the caller's. */
#include "stapio/callers.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "common/compat.h"
#include "common/report.h"
#include "relay/descriptor.h"

/* One of our own for NAMED, which -o names. Returns it, or -1 after reporting why not. */
static int take(const struct options *options, const struct taken_over *taken_over, int named)
{
	int flags = fcntl(named, F_GETFL), own;

	if (flags < 0 || named == taken_over->folder || named == taken_over->loader) {
		report_error(
			"Couldn't open output file %s: the caller has no such descriptor open.",
			options->output);
		return -1;
	}
	if (flags & O_PATH || (flags & O_ACCMODE) == O_RDONLY) {
		report_error("Couldn't open output file %s: the caller has it open to read only.",
			options->output);
		return -1;
	}
	if (options->file_mb) {
		report_error(
			"-S needs the name of a file in -o: %s is a descriptor.", options->output);
		return -1;
	}
	own = fcntl(named, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (own < 0)
		report_error("Couldn't open output file %s: %s", options->output, strerror(errno));
	return own;
}

int callers_descriptors(struct options *options, const struct taken_over *taken_over)
{
	int ours = taken_over->loader >= 0 ? taken_over->loader : taken_over->folder, kept = ours;
	int named = options->output ? descriptor_named(options->output) : -1;

	if (named >= 0) {
		kept = take(options, taken_over, named);
		if (kept < 0)
			return -1;
		options->output_descriptor = kept;
	}
	unsigned low = (unsigned)(ours < kept ? ours : kept),
		 high = (unsigned)(ours < kept ? kept : ours);
	/* Whoever waits for the end of one of them is not to wait for ours. */
	if (compat_close_range(STDERR_FILENO + 1, low - 1, false) ||
		compat_close_range(low + 1, high - 1, false) ||
		compat_close_range(high + 1, ~0U, false))
		report_verbose(1, "Couldn't close the caller's descriptors: %s", strerror(errno));
	return 0;
}

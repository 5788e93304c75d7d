/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files are the same by what they are, where they are there, and by their folders and names. */
#include "stapio/clash.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "common/report.h"
#include "relay/compress.h"
#include "relay/outfile_name.h"

/* Takes PREFIX and a number off the beginning of *TEXT. False, with *TEXT as it was: it begins
 * otherwise. */
static bool take_number(const char **text, const char *prefix)
{
	size_t length = strlen(prefix), digits;

	if (strncmp(*text, prefix, length) != 0)
		return false;
	digits = strspn(*text + length, "0123456789");
	*text += digits ? length + digits : 0;
	return digits > 0;
}

bool clash_of_names(const char *name, const char *output)
{
	size_t length = strlen(output);

	if (strncmp(name, output, length) != 0)
		return false;
	name += length;
	if (!take_number(&name, "_cpu"))
		take_number(&name, "_");
	bool numbered = take_number(&name, ".");
	return !*name || (numbered && (strcmp(name, COMPRESSED_SUFFIX) == 0 ||
					      strcmp(name, COMPRESSED_PART) == 0));
}

static const char *base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool same(const char *one, const char *other)
{
	struct stat a, b;

	return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino;
}

static bool same_folder(const char *one, const char *other)
{
	char folder_of_one[PATH_MAX + 1], folder_of_other[PATH_MAX + 1];

	snprintf(folder_of_one, sizeof(folder_of_one), "%.*s.", (int)(base(one) - one), one);
	snprintf(folder_of_other, sizeof(folder_of_other), "%.*s.", (int)(base(other) - other),
		other);
	return same(folder_of_one, folder_of_other);
}

/* A FIFO or a device takes what both have to say. */
static bool is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

/* Writes where the output goes in files, as of now, to OUTPUT. False: that has no name. */
static bool find_output(const struct options *options, char output[static PATH_MAX])
{
	const struct outfile_naming naming = {.pattern = options->output};
	time_t now = time(NULL);
	struct tm when;

	if (options->output_descriptor)
		return snprintf(output, PATH_MAX, "/proc/self/fd/%d", options->output_descriptor) >
		       0;
	return outfile_name(output, PATH_MAX, &naming, 0, 0, localtime_r(&now, &when));
}

static bool is_in_output(const char *file, const struct options *options)
{
	char output[PATH_MAX];

	/* Beside an output to files, what a command prints goes to standard output. */
	if (same("/proc/self/fd/1", file))
		return true;
	return find_output(options, output) &&
	       (same(output, file) || (!options->output_descriptor && same_folder(output, file) &&
					      clash_of_names(base(file), base(output))));
}

bool clash(const struct options *options)
{
	const char *stats = options->stats;

	if (!stats || options->stats_descriptor || is_special(stats))
		return false;
	if (is_in_output(stats, options))
		report_error(
			"The statistics can't be in %s: that is where the output goes, or may go "
			"on.",
			stats);
	else if (same("/proc/self/fd/2", stats))
		report_error(
			"The statistics can't be in %s: that is where the messages go.", stats);
	else
		return false;
	return true;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A name is made to begin at /; in that of the output formats of strftime(3) stay what they are. */
#include "stapio/elsewhere.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/report.h"

/* What comes behind the name of a file: of which CPU it is, its number, a form of it. */
#define SUFFIX_MAX 64

/* Finds the name of the current folder. False: it was removed, or one on the way is closed to us.
 */
static bool find_folder(char folder[static PATH_MAX])
{
	struct stat here, there;

	return getcwd(folder, PATH_MAX) && folder[0] == '/' && stat(".", &here) == 0 &&
	       stat(folder, &there) == 0 && here.st_dev == there.st_dev &&
	       here.st_ino == there.st_ino;
}

/* Returns NAME, from FOLDER, as one from /, or NULL. In a FORMAT a % of the folder is doubled. */
static const char *from_root(const char *folder, const char *name, bool format)
{
	char whole[2 * PATH_MAX];
	size_t used = 0;

	if (*name == '/')
		return name;
	if (strlen(folder) + strlen(name) + SUFFIX_MAX > PATH_MAX)
		return NULL;
	for (; *folder; folder++) {
		whole[used++] = *folder;
		if (*folder == '%' && format)
			whole[used++] = '%';
	}
	snprintf(whole + used, sizeof(whole) - used, "/%s", name);
	return strdup(whole);
}

void elsewhere(struct options *options)
{
	const char *output = options->output, *stats = options->stats;
	char folder[PATH_MAX];
	bool found = find_folder(folder);

	if (found && output && !options->output_descriptor)
		output = from_root(folder, output, true);
	if (found && stats && !options->stats_descriptor)
		stats = from_root(folder, stats, false);
	if (!found || (options->output && !output) || (options->stats && !stats) || chdir("/")) {
		report_verbose(1, "The process in the background stays in its folder.");
		return;
	}
	options->output = output;
	options->stats = stats;
}

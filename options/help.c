/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help is printed from the table of options. */
#include "options/help.h"

#include <limits.h>
#include <string.h>

#include "common/small_file.h"
#include "common/version.h"
#include "options/option_table.h"

#define COLUMN 30

static void print_option(FILE *to, const struct option_entry *entry)
{
	char spelled[64];
	int used = entry->code <= UCHAR_MAX
			   ? snprintf(spelled, sizeof(spelled), "-%c, ", entry->code)
			   : snprintf(spelled, sizeof(spelled), "    ");

	if (!entry->value)
		snprintf(spelled + used, sizeof(spelled) - (size_t)used, "--%s", entry->name);
	else if (option_value_optional(entry)) /* [PATH] */
		snprintf(spelled + used, sizeof(spelled) - (size_t)used, "--%s[=%s", entry->name,
			entry->value + 1);
	else
		snprintf(spelled + used, sizeof(spelled) - (size_t)used, "--%s=%s", entry->name,
			entry->value);
	fprintf(to, "  %-*s  %s\n", COLUMN - 4, spelled, entry->help);
}

/* More does not fit into its line. */
#define RELEASE_MAX 55

void help_print(FILE *to)
{
	char release[65];

	small_file_line("/proc/sys/kernel/osrelease", release, sizeof(release));
	fprintf(to,
		"Usage: staprun [OPTION]... MODULE [NAME=VALUE]...\n"
		"\n"
		"Loads a SystemTap module, shows what its script prints, and removes it again.\n"
		"\n");
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].name)
			print_option(to, &option_table[i]);
	fprintf(to,
		"\n"
		"MODULE is a path (it has a '/' or ends in .ko) or the name of a module in\n"
		"/lib/modules/%s/systemtap.\n"
		"NAME=VALUE sets a global of the script.\n",
		*release && strlen(release) <= RELEASE_MAX ? release : "VERSION");
}

void version_print(FILE *to)
{
	fputs(VERSION_TEXT, to);
}

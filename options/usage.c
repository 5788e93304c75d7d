/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for a wrong command line: those that scripts know from SystemTap's own staprun. */
#include "options/usage.h"

#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "options/nearest.h"
#include "options/option_table.h"

/* No option is longer, its dashes included. */
#define OPTION_SIZE 32

/* Writes CODE as users do: -o, or --list. */
static const char *spelled(int code, char text[static OPTION_SIZE])
{
	if (code <= UCHAR_MAX)
		snprintf(text, OPTION_SIZE, "-%c", code);
	else
		snprintf(text, OPTION_SIZE, "--%s", option_entry(code)->name);
	return text;
}

static void bad_value(const struct options_fault *fault, char *sentence, size_t size)
{
	char option[OPTION_SIZE];
	static const struct {
		int letter;
		const char *complaint;
	} complaints[] = {
		{'C', "Invalid option '%s' for -C (should be auto, always or never)."},
		{'M', "Invalid monitor interval '%s' (should be whole seconds, 1 or more)."},
		{'N', "Invalid target namespaces pid '%s' (should be > 0)."},
		{'S', "Invalid file size option '%s' (should be MB, 1 or more, or a number and K, M, G "
		      "or T; and, behind a comma, how many files stay)."},
		{'T', "Invalid reader timeout value '%s' (should be >= 1)."},
		{'b', "Invalid buffer size '%s' (should be 1-4095)."},
		{'o', "Invalid name of an output file '%s' (-o takes that of a file to write to)."},
		{'r', "Cannot process remote id option '%s' (should be NUMBER:URI)."},
		{OPTION_KEEP_TOTAL,
			"Invalid size '%s' for --keep-total (should be a number and K, M, G or T, or MB)."},
		{OPTION_ROTATE_EVERY,
			"Invalid time '%s' for --rotate-every (should be seconds, 1 or more, or a number "
			"and s, m, h or d)."},
		{OPTION_READY_FD, "Invalid descriptor '%s' for --ready-fd (should be 3 or more)."},
		{OPTION_STATS,
			"Invalid name of a file '%s' (--stats takes that of one to write to)."},
		{OPTION_STATS_INTERVAL,
			"Invalid interval '%s' for --stats-interval (should be seconds, 1 or more, or a "
			"number and s, m, h or d)."},
		{'x', "Invalid process id '%s' (should be a whole number from 1 to 4194304)."},
	};

	/* Of an option without a row here at least that is said. */
	snprintf(sentence, size, "Invalid value '%s' for '%s'.", fault->value,
		spelled(fault->option, option));
	for (size_t i = 0; i < sizeof(complaints) / sizeof(complaints[0]); i++)
		if (complaints[i].letter == fault->option)
			snprintf(sentence, size, complaints[i].complaint, fault->value);
}

/* Writes that the two options exclude each other, and returns how long that is. */
static int together(const struct options_fault *fault, char *sentence, size_t size)
{
	char one[OPTION_SIZE], other[OPTION_SIZE];

	return snprintf(sentence, size, "You can't specify the '%s' and '%s' options together.",
		spelled(fault->option, one), spelled(fault->other, other));
}

static void excluded(const struct options_fault *fault, char *sentence, size_t size)
{
	/* Options that act only at load time, which is over for -A. */
	static const struct {
		int letter;
		const char *option;
	} late[] = {
		{'b', "-b buffer_size' option"},
		{'c', "-c cmd' option used to start a command"},
		{'x', "-x pid' option"},
		{'N', "-N pid' option"},
		{'r', "-r n:uri' option"},
	};
	int used = together(fault, sentence, size);

	for (size_t i = 0; i < sizeof(late) / sizeof(late[0]); i++)
		if (fault->option == 'A' && fault->other == late[i].letter && (size_t)used < size)
			snprintf(sentence + used, size - (size_t)used,
				"  The '%s only has an effect when the module is inserted.",
				late[i].option);
}

static void unknown(const struct options_fault *fault, char *sentence, size_t size)
{
	const char *written = fault->value;
	char name[64];
	size_t best = SIZE_MAX, distance;
	const char *meant = NULL;

	if (fault->option == 'e') {
		snprintf(sentence, size,
			"'-e' is an option of stap: compile the script with 'stap -p4 -m NAME -e "
			"SCRIPT', then run 'staprun NAME.ko'.");
		return;
	}
	if (fault->option) {
		snprintf(sentence, size, "There is no option '-%c'.", fault->option);
		return;
	}
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(written + 2, "="), written + 2);
	for (size_t i = 0; i < option_count; i++) {
		if (!option_table[i].name)
			continue;
		distance = nearest_distance(name, option_table[i].name);
		if (distance < best) {
			best = distance;
			meant = option_table[i].name;
		}
	}
	if (meant && nearest_likely(meant, best))
		snprintf(sentence, size, "There is no option '%s': is it '--%s' that you mean?",
			written, meant);
	else
		snprintf(sentence, size, "There is no option '%s'.", written);
}

/* The command that makes a module of it; its name may hold only what stap's -m takes. */
static void script(const char *path, char *sentence, size_t size)
{
	const char *slash = strrchr(path, '/'), *start = slash ? slash + 1 : path;
	char name[32];
	size_t length = 0;

	for (; start[length] && start + length < path + strlen(path) - strlen(".stp") &&
		length < sizeof(name) - 1;
		length++)
		name[length] = isalnum((unsigned char)start[length])
				       ? (char)tolower((unsigned char)start[length])
				       : '_';
	name[length] = '\0';
	snprintf(sentence, size,
		"'%s' is a script, not a module: compile it with 'stap -p4 -m %s %s', then run "
		"'staprun %s.ko'.",
		path, name, path, name);
}

void usage_complaint(
	enum options_result result, const struct options_fault *fault, char *sentence, size_t size)
{
	char one[OPTION_SIZE], other[OPTION_SIZE];

	switch (result) {
	case OPTIONS_UNKNOWN:
		unknown(fault, sentence, size);
		break;
	case OPTIONS_AMBIGUOUS:
		snprintf(sentence, size, "Several options begin with '%s': write more of it.",
			fault->value);
		break;
	case OPTIONS_VALUELESS:
		snprintf(sentence, size, "Option '--%s' takes no value: '%s'.",
			option_entry(fault->option)->name, fault->value);
		break;
	case OPTIONS_NO_VALUE:
		snprintf(sentence, size, "Option '%s' needs a value.", spelled(fault->option, one));
		break;
	case OPTIONS_BAD_VALUE:
		bad_value(fault, sentence, size);
		break;
	case OPTIONS_EXCLUDED:
		excluded(fault, sentence, size);
		break;
	case OPTIONS_NO_OUTPUT:
		snprintf(sentence, size, "You have to specify output FILE with '%s' option.",
			spelled(fault->option, one));
		break;
	case OPTIONS_LARGER:
		snprintf(sentence, size, "'%s' is more than '%s': not even the last file is kept.",
			spelled(fault->option, one), spelled(fault->other, other));
		break;
	case OPTIONS_NEEDS:
		snprintf(sentence, size, "'%s' needs '%s'%s.", spelled(fault->option, one),
			spelled(fault->other, other),
			fault->other == 'S' ? " or '--rotate-every'" : "");
		break;
	case OPTIONS_ALONE:
		if (fault->value)
			snprintf(sentence, size, "'--list' lists all modules, not '%s' alone.",
				fault->value);
		else
			together(fault, sentence, size);
		break;
	case OPTIONS_NO_LIST:
		snprintf(sentence, size, "'--json' needs '--list' or '--check'.");
		break;
	case OPTIONS_NO_MODULE:
		snprintf(sentence, size, "Need a module name or path to load.");
		break;
	case OPTIONS_SCRIPT:
		script(fault->value, sentence, size);
		break;
	case OPTIONS_TOO_MUCH:
		snprintf(sentence, size, "Cannot have module options with %s.",
			fault->option == 'A' ? "attach (-A)" : "delete (-d)");
		break;
	case OPTIONS_FOR_STAPIO:
		snprintf(sentence, size, "Option '-F' is for stapio only.");
		break;
	case OPTIONS_RUN:
	case OPTIONS_HELP:
	case OPTIONS_VERSION:
	case OPTIONS_LIST:
		break;
	}
}

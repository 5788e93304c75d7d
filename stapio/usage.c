/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for a wrong command line: those that scripts know from SystemTap's own staprun. */
#include "stapio/usage.h"

#include <stdio.h>

static void bad_value(const struct options_fault *fault, char *sentence, size_t size)
{
	static const struct {
		int letter;
		const char *complaint;
	} complaints[] = {
		{'C', "Invalid option '%s' for -C (should be auto, always or never)."},
		{'M', "Invalid monitor interval '%s' (should be whole seconds, 1 or more)."},
		{'N', "Invalid target namespaces pid '%s' (should be > 0)."},
		{'S', "Invalid file size option '%s'."},
		{'T', "Invalid reader timeout value '%s' (should be >= 1)."},
		{'b', "Invalid buffer size '%s' (should be 1-4095)."},
		{'r', "Cannot process remote id option '%s' (should be NUMBER:URI)."},
		{'x', "Invalid process id '%s' (should be a whole number above 0)."},
	};

	for (size_t i = 0; i < sizeof(complaints) / sizeof(complaints[0]); i++)
		if (complaints[i].letter == fault->letter)
			snprintf(sentence, size, complaints[i].complaint, fault->value);
}

static void excluded(const struct options_fault *fault, char *sentence, size_t size)
{
	/* What -A comes too late for. */
	static const struct {
		int letter;
		const char *option;
	} late[] = {
		{'b', "-b buffer_size' option"},
		{'c', "-c cmd' option used to start a command"},
		{'x', "-x pid' option"},
		{'R', "-R' option"},
	};
	int used =
		snprintf(sentence, size, "You can't specify the '-%c' and '-%c' options together.",
			fault->letter, fault->other);

	for (size_t i = 0; i < sizeof(late) / sizeof(late[0]); i++)
		if (fault->letter == 'A' && fault->other == late[i].letter)
			snprintf(sentence + used, size - (size_t)used,
				"  The '%s only has an effect when the module is inserted.",
				late[i].option);
}

void usage_complaint(
	enum options_result result, const struct options_fault *fault, char *sentence, size_t size)
{
	switch (result) {
	case OPTIONS_UNKNOWN:
		snprintf(sentence, size, "There is no option '-%c'.", fault->letter);
		break;
	case OPTIONS_NO_VALUE:
		snprintf(sentence, size, "Option '-%c' needs an argument.", fault->letter);
		break;
	case OPTIONS_BAD_VALUE:
		bad_value(fault, sentence, size);
		break;
	case OPTIONS_EXCLUDED:
		excluded(fault, sentence, size);
		break;
	case OPTIONS_NO_OUTPUT:
		snprintf(sentence, size, "You have to specify output FILE with '-%c' option.",
			fault->letter);
		break;
	case OPTIONS_NO_MODULE:
		snprintf(sentence, size, "Need a module name or path to load.");
		break;
	case OPTIONS_TOO_MUCH:
		snprintf(sentence, size, "Cannot have module options with %s.",
			fault->letter == 'A' ? "attach (-A)" : "delete (-d)");
		break;
	case OPTIONS_FOR_STAPIO:
		snprintf(sentence, size, "Option '-F' is for stapio only.");
		break;
	case OPTIONS_RUN:
	case OPTIONS_HELP:
	case OPTIONS_VERSION:
		break;
	}
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of staprun and stapio: option letters, their values, and which go together. */
#include "stapio/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "common/number.h"

#define OPTION_LETTERS ":AC:DF:LM:N:RS:T:Vb:c:dhio:r:t:u::vwx:"

/* The kernel's own limit on pids (PID_MAX_LIMIT) on 64-bit machines. */
#define PID_MAX (4L * 1024 * 1024)

static bool parse_unsigned(const char *text, long maximum, unsigned *number)
{
	long value;

	if (!parse_number(text, 1, maximum, &value))
		return false;
	*number = (unsigned)value;
	return true;
}

static bool parse_color(const char *text, enum color_when *color)
{
	static const char *const names[] = {
		[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};

	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(text, names[i]) == 0) {
			*color = (enum color_when)i;
			return true;
		}
	}
	return false;
}

/* SIZE[,N] */
static bool parse_rotation(char *text, struct options *options)
{
	char size[16];
	size_t length = strcspn(text, ",");

	if (length >= sizeof(size))
		return false;
	memcpy(size, text, length);
	size[length] = '\0';
	return parse_unsigned(size, INT_MAX, &options->file_mb) &&
	       (!text[length] || parse_unsigned(text + length + 1, INT_MAX, &options->file_count));
}

/* N:URI */
static bool parse_remote(char *text, struct options *options)
{
	char number[16];
	size_t length = strcspn(text, ":");
	long id;

	if (!text[length] || length >= sizeof(number))
		return false;
	memcpy(number, text, length);
	number[length] = '\0';
	if (!parse_number(number, 0, INT_MAX, &id))
		return false;
	options->remote = true;
	options->remote_id = (int)id;
	options->remote_uri = text + length + 1;
	return true;
}

/* Takes one option. False when its value is no good. */
static bool take(struct options *options, int letter, char *value)
{
	const struct {
		int letter;
		bool *flag;
	} flags[] = {
		{'A', &options->attach},
		{'D', &options->daemon},
		{'L', &options->load_and_detach},
		{'R', &options->rename},
		{'d', &options->delete_module},
		{'i', &options->feed_stdin},
		{'u', &options->load_uprobes},
		{'w', &options->suppress_warnings},
	};
	const struct {
		int letter;
		unsigned *number;
		long maximum;
	} numbers[] = {
		{'M', &options->monitor_period, INT_MAX / 1000},
		{'N', (unsigned *)&options->namespaces_pid, PID_MAX},
		{'T', &options->read_delay_ms, INT_MAX},
		{'b', &options->buffer_mb, 4095},
		{'x', (unsigned *)&options->target_pid, PID_MAX},
	};

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (flags[i].letter == letter)
			*flags[i].flag = true;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i].letter == letter)
			return parse_unsigned(value, numbers[i].maximum, numbers[i].number);
	switch (letter) {
	case 'C':
		return parse_color(value, &options->color);
	case 'F':
		options->taken_over = value;
		break;
	case 'S':
		return parse_rotation(value, options);
	case 'c':
		options->command = value;
		break;
	case 'o':
		options->output = value;
		break;
	case 'r':
		return parse_remote(value, options);
	case 'v':
		options->verbosity++;
		break;
	}
	return true;
}

static enum options_result wrong(
	struct options *options, enum options_result how, int letter, int other)
{
	options->fault = (struct options_fault){letter, other, optarg};
	return how;
}

/* Which of the letters GIVEN make no sense together, or without what is not there. */
static enum options_result contradiction(struct options *options, const bool *given)
{
	static const char pairs[][3] = {
		"AL", "Ad", "Ld", "Ab", "Ac", "Ax", "AR", "cx", "cL", "DL", "Dd", "Dc", "Di", "DM"};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (given[(unsigned char)pairs[i][0]] && given[(unsigned char)pairs[i][1]])
			return wrong(options, OPTIONS_EXCLUDED, pairs[i][0], pairs[i][1]);
	for (const char *letter = "DS"; *letter; letter++)
		if (given[(unsigned char)*letter] && !given['o'])
			return wrong(options, OPTIONS_NO_OUTPUT, *letter, 0);
	if (!options->module || !*options->module)
		return wrong(options, OPTIONS_NO_MODULE, 0, 0);
	for (const char *letter = "Ad"; *letter; letter++)
		if (given[(unsigned char)*letter] && *options->module_options)
			return wrong(options, OPTIONS_TOO_MUCH, *letter, 0);
	return OPTIONS_RUN;
}

enum options_result options_parse(struct options *options, int argc, char **argv)
{
	bool given[UCHAR_MAX + 1] = {false};
	int letter;

	*options = (struct options){0};
	optind = 0; /* glibc: start afresh, whatever was parsed before */
	opterr = 0;
	while ((letter = getopt(argc, argv, OPTION_LETTERS)) != -1) {
		switch (letter) {
		case 'h':
			return OPTIONS_HELP;
		case 'V':
			return OPTIONS_VERSION;
		case ':':
			return wrong(options, OPTIONS_NO_VALUE, optopt, 0);
		case '?':
			return wrong(options, OPTIONS_UNKNOWN, optopt, 0);
		}
		if (letter == 't') /* another name of it */
			letter = 'x';
		if (letter == 'F' && given['F']) /* staprun's own comes first */
			return wrong(options, OPTIONS_FOR_STAPIO, letter, 0);
		if (!take(options, letter, optarg))
			return wrong(options, OPTIONS_BAD_VALUE, letter, 0);
		given[letter] = true;
	}
	options->module = argv[optind];
	options->module_options = argv[optind] ? argv + optind + 1 : argv + optind;
	return contradiction(options, given);
}

bool options_join(char joined[static MODULE_OPTIONS_SIZE], const struct options *options)
{
	size_t used = 0;
	int length;

	joined[0] = '\0';
	for (char **word = options->module_options; *word; word++) {
		length = snprintf(
			joined + used, MODULE_OPTIONS_SIZE - used, "%s%s", used ? " " : "", *word);
		if (length < 0 || (size_t)length >= MODULE_OPTIONS_SIZE - used)
			return false;
		used += (size_t)length;
	}
	if (!options->buffer_mb)
		return true;
	length = snprintf(joined + used, MODULE_OPTIONS_SIZE - used, "%s_stp_bufsize=%u",
		used ? " " : "", options->buffer_mb);
	return length > 0 && (size_t)length < MODULE_OPTIONS_SIZE - used;
}

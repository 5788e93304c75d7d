/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of staprun and stapio: options, their values, and which go together. */
#include "options/options.h"

#include <ctype.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "common/number.h"
#include "options/option_table.h"
#include "options/quantity.h"

/* Enough for the table, with what getopt wants at its ends. */
#define OPTIONS_MAX 40

/* The kernel's own limit on pids (PID_MAX_LIMIT) on 64-bit machines. */
#define PID_MAX (4L * 1024 * 1024)

/* As strtol(3) has it, blanks and a plus sign may come before a number; behind it nothing may. */
static bool parse_long(const char *text, long minimum, long maximum, long *number)
{
	while (isspace((unsigned char)*text))
		text++;
	if (text[0] == '+' && isdigit((unsigned char)text[1]))
		text++;
	return parse_number(text, minimum, maximum, number);
}

static bool parse_unsigned(const char *text, long maximum, unsigned *number)
{
	long value;

	if (!parse_long(text, 1, maximum, &value))
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

/* Parses a descriptor of the caller's own: the standard ones have another use. */
static bool parse_descriptor(const char *text, int *descriptor)
{
	long value;

	if (!parse_long(text, 3, INT_MAX, &value))
		return false;
	*descriptor = (int)value;
	return true;
}

/* Parses SIZE[,N]. */
static bool parse_rotation(char *text, struct options *options)
{
	char size[24];
	size_t length = strcspn(text, ",");

	if (length >= sizeof(size))
		return false;
	snprintf(size, sizeof(size), "%.*s", (int)length, text);
	return parse_size(size, &options->file_bytes) &&
	       (!text[length] || parse_unsigned(text + length + 1, INT_MAX, &options->file_count));
}

/* Parses N:URI. */
static bool parse_remote(char *text, struct options *options)
{
	char number[16];
	size_t length = strcspn(text, ":");
	long id;

	if (!text[length] || !text[length + 1] || length >= sizeof(number))
		return false;
	snprintf(number, sizeof(number), "%.*s", (int)length, text);
	if (!parse_long(number, 0, INT_MAX, &id))
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
		{OPTION_CHECK, &options->check},
		{OPTION_COMPRESS, &options->compress},
		{OPTION_JSON, &options->json},
		{OPTION_IF_KILLED, &options->if_killed},
		{OPTION_LIST, &options->list},
		{'A', &options->attach},
		{'D', &options->daemon},
		{'L', &options->load_and_detach},
		{'R', &options->rename},
		{'d', &options->delete_module},
		{'i', &options->feed_stdin},
		{'q', &options->quiet},
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
	case OPTION_STATS:
		options->stats = value;
		return *value;
	case OPTION_STATS_INTERVAL:
		return parse_duration(value, &options->stats_interval_s);
	case OPTION_KEEP_TOTAL:
		return parse_size(value, &options->keep_bytes);
	case OPTION_ROTATE_EVERY:
		return parse_duration(value, &options->rotate_every_s);
	case OPTION_READY_FD:
		return parse_descriptor(value, &options->ready_descriptor);
	case 'c':
		options->command = value;
		break;
	case 'o':
		options->output = value;
		return *value;
	case 'r':
		return parse_remote(value, options);
	case 'v':
		options->verbosity++;
		break;
	}
	return true;
}

static enum options_result wrong(
	struct options *options, enum options_result how, int option, int other, const char *value)
{
	options->fault = (struct options_fault){option, other, value};
	return how;
}

/*
 * Which options make no sense together, or without what is not there. What
 * SystemTap's own takes is taken (-A -R, -c -L), unless it would be ignored
 * without a word.
 */
static enum options_result contradiction(struct options *options, const bool *given)
{
	static const int pairs[][2] = {{'A', 'L'}, {'A', 'd'}, {'L', 'd'}, {'A', 'b'}, {'A', 'c'},
		{'A', 'x'}, {'A', 'N'}, {'A', 'r'}, {'c', 'x'}, {'D', 'L'}, {'D', 'd'}, {'D', 'c'},
		{'d', OPTION_STATS}, {'d', OPTION_READY_FD}};
	static const int to_files[] = {
		'D', 'S', OPTION_ROTATE_EVERY, OPTION_KEEP_TOTAL, OPTION_COMPRESS};
	static const int of_files[] = {OPTION_KEEP_TOTAL, OPTION_COMPRESS};
	static const int needs[][2] = {
		{OPTION_STATS_INTERVAL, OPTION_STATS}, {OPTION_IF_KILLED, 'd'}};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (given[pairs[i][0]] && given[pairs[i][1]])
			return wrong(options, OPTIONS_EXCLUDED, pairs[i][0], pairs[i][1], NULL);
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
		if (given[needs[i][0]] && !given[needs[i][1]])
			return wrong(options, OPTIONS_NEEDS, needs[i][0], needs[i][1], NULL);
	for (size_t i = 0; i < sizeof(to_files) / sizeof(to_files[0]); i++)
		if (given[to_files[i]] && !given['o'])
			return wrong(options, OPTIONS_NO_OUTPUT, to_files[i], 0, NULL);
	for (size_t i = 0; i < sizeof(of_files) / sizeof(of_files[0]); i++)
		if (given[of_files[i]] && !given['S'] && !given[OPTION_ROTATE_EVERY])
			return wrong(options, OPTIONS_NEEDS, of_files[i], 'S', NULL);
	if (options->keep_bytes && options->file_bytes > options->keep_bytes)
		return wrong(options, OPTIONS_LARGER, 'S', OPTION_KEEP_TOTAL, NULL);
	for (const char *letter = "ALd"; options->check && *letter; letter++)
		if (given[(unsigned char)*letter])
			return wrong(options, OPTIONS_ALONE, OPTION_CHECK, *letter, NULL);
	return OPTIONS_RUN;
}

/* --list goes with what says how, and nothing else; --json only with it. */
static enum options_result listing(struct options *options, const bool *given, char **operands)
{
	static const int beside[] = {OPTION_LIST, OPTION_JSON, 'C', 'v', 'F'};
	size_t known;

	if (!options->list)
		return wrong(options, OPTIONS_NO_LIST, OPTION_JSON, 0, NULL);
	for (int option = 0; option < OPTION_CODES; option++) {
		for (known = 0; known < sizeof(beside) / sizeof(beside[0]); known++)
			if (beside[known] == option)
				break;
		if (given[option] && known == sizeof(beside) / sizeof(beside[0]))
			return wrong(options, OPTIONS_ALONE, OPTION_LIST, option, NULL);
	}
	if (operands[0])
		return wrong(options, OPTIONS_ALONE, OPTION_LIST, 0, operands[0]);
	return OPTIONS_LIST;
}

static bool is_script(const char *module)
{
	size_t length = strlen(module);

	return length > 4 && strcmp(module + length - 4, ".stp") == 0;
}

/* A loaded module may be told by the file that it came from, too: dir/NAME.ko. Cuts WORD. */
static char *loaded_name(char *word)
{
	char *slash = strrchr(word, '/');
	char *name = slash ? slash + 1 : word;
	size_t length = strlen(name);

	if (length <= 3 || strcmp(name + length - 3, ".ko") != 0)
		return word;
	name[length - 3] = '\0';
	return name;
}

static enum options_result take_operands(struct options *options, char **operands)
{
	options->module = operands[0];
	options->module_options = operands[0] ? operands + 1 : operands;
	if (!options->module || !*options->module)
		return wrong(options, OPTIONS_NO_MODULE, 0, 0, NULL);
	if ((options->attach || options->delete_module) && *options->module_options)
		return wrong(options, OPTIONS_TOO_MUCH, options->attach ? 'A' : 'd', 0, NULL);
	if (!options->attach && !options->delete_module && is_script(options->module))
		return wrong(options, OPTIONS_SCRIPT, 0, 0, options->module);
	if (options->attach || options->delete_module)
		options->module = loaded_name(operands[0]);
	return OPTIONS_RUN;
}

/* What getopt_long(3) wants to know, from the table. */
struct getopt_tables {
	char letters[3 * OPTIONS_MAX];
	struct option names[OPTIONS_MAX];
};

static void make_tables(struct getopt_tables *tables)
{
	char *letter = tables->letters;
	struct option *name = tables->names;

	memset(tables, 0, sizeof(*tables));
	*letter++ = ':'; /* what is wrong we say ourselves */
	for (size_t i = 0; i < option_count && i < OPTIONS_MAX - 1; i++) {
		const struct option_entry *entry = &option_table[i];
		int takes = !entry->value                  ? no_argument
			    : option_value_optional(entry) ? optional_argument
							   : required_argument;

		if (entry->code <= UCHAR_MAX) {
			*letter++ = (char)entry->code;
			for (int colons = 0; colons < takes; colons++)
				*letter++ = ':';
		}
		if (entry->name)
			*name++ = (struct option){entry->name, takes, NULL, entry->code};
	}
}

/* Why getopt did not take the word WRITTEN, or the letter in it. */
static enum options_result not_taken(struct options *options, const char *written)
{
	size_t length = strcspn(written, "=");

	/* A name that takes no value, and has one. */
	if (optopt && option_entry(optopt))
		return wrong(options, OPTIONS_VALUELESS, optopt, 0, written);
	if (optopt)
		return wrong(options, OPTIONS_UNKNOWN, optopt, 0, NULL);
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].name && length > 2 &&
			strncmp(option_table[i].name, written + 2, length - 2) == 0)
			return wrong(options, OPTIONS_AMBIGUOUS, 0, 0, written);
	return wrong(options, OPTIONS_UNKNOWN, 0, 0, written);
}

enum options_result options_parse(struct options *options, int argc, char **argv)
{
	bool given[OPTION_CODES] = {false};
	enum options_result result;
	struct getopt_tables tables;
	int option;

	*options = (struct options){0};
	make_tables(&tables);
	optind = 0; /* glibc: start afresh, whatever was parsed before */
	opterr = 0;
	while ((option = getopt_long(argc, argv, tables.letters, tables.names, NULL)) != -1) {
		switch (option) {
		case 'h':
			return OPTIONS_HELP;
		case 'V':
			return OPTIONS_VERSION;
		case ':':
			return wrong(options, OPTIONS_NO_VALUE, optopt, 0, NULL);
		case '?':
			return not_taken(options, argv[optind - 1]);
		}
		if (option == 't') /* another name of it */
			option = 'x';
		if (option == 'F' && given['F']) /* staprun's own comes first */
			return wrong(options, OPTIONS_FOR_STAPIO, option, 0, NULL);
		if (!take(options, option, optarg))
			return wrong(options, OPTIONS_BAD_VALUE, option, 0, optarg);
		given[option] = true;
	}
	if (options->list || (options->json && !options->check))
		return listing(options, given, argv + optind);
	result = contradiction(options, given);
	/* Where only the time says when a file is done, what is kept is enough for ten that are
	 * full. */
	if (!options->file_bytes)
		options->file_bytes = options->keep_bytes / 10;
	return result == OPTIONS_RUN ? take_operands(options, argv + optind) : result;
}

bool options_join(char joined[static MODULE_OPTIONS_SIZE], const struct options *options)
{
	size_t used = 0;
	int length;

	joined[0] = '\0';
	if (options->buffer_mb)
		used = (size_t)snprintf(
			joined, MODULE_OPTIONS_SIZE, "_stp_bufsize=%u", options->buffer_mb);
	for (char **word = options->module_options; *word; word++) {
		length = snprintf(
			joined + used, MODULE_OPTIONS_SIZE - used, "%s%s", used ? " " : "", *word);
		if (length < 0 || (size_t)length >= MODULE_OPTIONS_SIZE - used)
			return false;
		used += (size_t)length;
	}
	return true;
}

int parse_verbosity(int given, const char *value)
{
	long level;

	if (!value || !parse_number(value, 0, INT_MAX, &level))
		return given;
	return level > INT_MAX - given ? INT_MAX : given + (int)level;
}

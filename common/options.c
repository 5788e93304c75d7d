/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of staprun and stapio: option letters, their values, and which go together. */
#include "common/options.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#define OPTION_LETTERS ":AC:DF:LM:N:RS:T:Vb:c:dhio:r:t:u::vwx:"

/* The kernel's own limit on pids (PID_MAX_LIMIT) on 64-bit machines. */
#define PID_MAX (4L * 1024 * 1024)

bool parse_number(const char *text, long minimum, long maximum, long *number)
{
	char *end;

	if (strspn(text, "-0123456789") != strlen(text) || !*text)
		return false;
	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno || *end || end == text || value < minimum || value > maximum)
		return false;
	*number = value;
	return true;
}

int options_verbosity(const char *value)
{
	long level;

	return value && parse_number(value, 0, INT_MAX, &level) ? (int)level : 0;
}

static bool parse_unsigned(const char *text, long maximum, unsigned *number)
{
	long value;

	if (!parse_number(text, 1, maximum, &value))
		return false;
	*number = (unsigned)value;
	return true;
}

static bool parse_pid(const char *text, pid_t *pid)
{
	long value;

	if (!parse_number(text, 1, PID_MAX, &value))
		return false;
	*pid = (pid_t)value;
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

/* FOLDER[,GUARD,BLOCKED], the last in hexadecimal: written by staprun, for stapio. */
static bool parse_taken_over(const char *text, struct options *options)
{
	unsigned long long value[3] = {0};
	int count = 0;
	char *end;

	do {
		if (!isxdigit((unsigned char)*text))
			return false;
		value[count] = strtoull(text, &end, count < 2 ? 10 : 16);
		text = end + 1;
	} while (++count < 3 && *end == ',');
	if (*end || count == 2 || value[0] > INT_MAX || value[1] > INT_MAX)
		return false;
	options->module_folder = (int)value[0];
	options->guard = count == 3 ? (int)value[1] : -1;
	options->blocked = value[2];
	return true;
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

/* Takes one option. Returns false and writes REASON when its value is no good. */
static bool take(struct options *options, int letter, char *value, char *reason)
{
	const char *complaint = NULL;

	switch (letter) {
	case 'A':
		options->attach = true;
		break;
	case 'C':
		if (!parse_color(value, &options->color))
			complaint = "Invalid option '%s' for -C (should be auto, always or never).";
		break;
	case 'D':
		options->daemon = true;
		break;
	case 'F':
		if (!parse_taken_over(value, options))
			complaint = "Invalid file descriptor option '%s'.";
		break;
	case 'L':
		options->load_and_detach = true;
		break;
	case 'M':
		if (!parse_unsigned(value, INT_MAX / 1000, &options->monitor_period))
			complaint =
				"Invalid monitor interval '%s' (should be whole seconds, 1 or more).";
		break;
	case 'N':
		if (!parse_pid(value, &options->namespaces_pid))
			complaint = "Invalid target namespaces pid '%s' (should be > 0).";
		break;
	case 'R':
		options->rename = true;
		break;
	case 'S':
		if (!parse_rotation(value, options))
			complaint = "Invalid file size option '%s'.";
		break;
	case 'T':
		if (!parse_unsigned(value, INT_MAX, &options->read_delay_ms))
			complaint = "Invalid reader timeout value '%s' (should be >= 1).";
		break;
	case 'b':
		if (!parse_unsigned(value, 4095, &options->buffer_mb))
			complaint = "Invalid buffer size '%s' (should be 1-4095).";
		break;
	case 'c':
		options->command = value;
		break;
	case 'd':
		options->delete_module = true;
		break;
	case 'i':
		options->feed_stdin = true;
		break;
	case 'o':
		options->output = value;
		break;
	case 'r':
		if (!parse_remote(value, options))
			complaint = "Cannot process remote id option '%s' (should be NUMBER:URI).";
		break;
	case 't':
	case 'x':
		if (!parse_pid(value, &options->target_pid))
			complaint = "Invalid process id '%s' (should be a whole number above 0).";
		break;
	case 'u':
		options->load_uprobes = true;
		break;
	case 'v':
		options->verbosity++;
		break;
	case 'w':
		options->suppress_warnings = true;
		break;
	}
	if (complaint)
		snprintf(reason, OPTIONS_REASON_SIZE, complaint, value);
	return !complaint;
}

/* The first combination that makes no sense, as a sentence; or NULL. */
static const char *contradiction(const struct options *o)
{
	const struct {
		bool wrong;
		const char *why;
	} rules[] = {
		{o->attach && o->load_and_detach,
			"You can't specify the '-A' and '-L' options together."},
		{o->attach && o->delete_module,
			"You can't specify the '-A' and '-d' options together."},
		{o->load_and_detach && o->delete_module,
			"You can't specify the '-L' and '-d' options together."},
		{o->attach && o->buffer_mb,
			"You can't specify the '-A' and '-b' options together.  The '-b "
			"buffer_size' option only has an effect when the module is inserted."},
		{o->attach && o->command,
			"You can't specify the '-A' and '-c' options together.  The '-c cmd' "
			"option used to start a command only has an effect when the module is "
			"inserted."},
		{o->attach && o->target_pid,
			"You can't specify the '-A' and '-x' options together.  The '-x pid' "
			"option only has an effect when the module is inserted."},
		{o->attach && o->rename,
			"You can't specify the '-A' and '-R' options together.  The '-R' option "
			"only has an effect when the module is inserted."},
		{o->command && o->target_pid,
			"You can't specify the '-c' and '-x' options together."},
		{o->command && o->load_and_detach,
			"You can't specify the '-c' and '-L' options together."},
		{o->daemon && o->load_and_detach,
			"You can't specify the '-D' and '-L' options together."},
		{o->daemon && o->delete_module,
			"You can't specify the '-D' and '-d' options together."},
		{o->daemon && o->command, "You can't specify the '-D' and '-c' options together."},
		{o->daemon && o->feed_stdin,
			"You can't specify the '-D' and '-i' options together."},
		{o->daemon && o->monitor_period,
			"You can't specify the '-D' and '-M' options together."},
		{o->daemon && !o->output, "You have to specify output FILE with '-D' option."},
		{o->file_mb && !o->output, "You have to specify output FILE with '-S' option."},
		{!o->module, "Need a module name or path to load."},
		{o->module && !*o->module, "Need a module name or path to load."},
		{o->attach && o->module_options && *o->module_options,
			"Cannot have module options with attach (-A)."},
		{o->delete_module && o->module_options && *o->module_options,
			"Cannot have module options with delete (-d)."},
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].wrong)
			return rules[i].why;
	return NULL;
}

enum options_result options_parse(
	struct options *options, int argc, char **argv, char reason[static OPTIONS_REASON_SIZE])
{
	int letter;

	*options = (struct options){.module_folder = -1, .guard = -1};
	reason[0] = '\0';
	optind = 0; /* glibc: start afresh, whatever was parsed before */
	opterr = 0;
	while ((letter = getopt(argc, argv, OPTION_LETTERS)) != -1) {
		switch (letter) {
		case 'h':
			return OPTIONS_HELP;
		case 'V':
			return OPTIONS_VERSION;
		case ':':
			snprintf(reason, OPTIONS_REASON_SIZE, "Option '-%c' needs an argument.",
				optopt);
			return OPTIONS_WRONG;
		case '?':
			snprintf(reason, OPTIONS_REASON_SIZE, "There is no option '-%c'.", optopt);
			return OPTIONS_WRONG;
		}
		if (!take(options, letter, optarg, reason))
			return OPTIONS_WRONG;
	}
	options->module = argv[optind];
	options->module_options = argv[optind] ? argv + optind + 1 : argv + optind;

	const char *wrong = contradiction(options);
	if (!wrong)
		return OPTIONS_RUN;
	snprintf(reason, OPTIONS_REASON_SIZE, "%s", wrong);
	return OPTIONS_WRONG;
}

void options_print_help(const char *program)
{
	static const char help[] =
		"\n"
		"Loads a SystemTap module, shows what its script prints, and removes it again.\n"
		"\n"
		"  -v          say more; may be repeated\n"
		"  -V          print the version and exit\n"
		"  -h          print this help and exit\n"
		"  -w          do not show the script's warnings\n"
		"  -u[PATH]    load uprobes (accepted; kernels since 3.5 have them built in)\n"
		"  -c CMD      run CMD, with target() as its pid, and end when it ends\n"
		"  -x PID      make target() return PID (-t is the same)\n"
		"  -N PID      report pids as in the namespaces of process PID\n"
		"  -o FILE     write the output to FILE; strftime(3) formats are expanded\n"
		"  -b MB       relay buffer of 1 to 4095 MB for each CPU\n"
		"  -L          load the module, start its probes, and detach\n"
		"  -A          attach to a module that was left loaded\n"
		"  -C WHEN     colour errors: auto, always or never\n"
		"  -d          remove a detached module; \"*\" for all of yours\n"
		"  -D          run in the background, printing the pid (needs -o)\n"
		"  -R          give the module a unique name before loading it\n"
		"  -r N:URI    what remote_id() and remote_uri() return\n"
		"  -S MB[,N]   start a new output file at MB, keep the last N (needs -o)\n"
		"  -T MS       gather output for up to MS milliseconds before reading it\n"
		"  -M SEC      monitor mode: a full-screen view, refreshed each SEC seconds\n"
		"  -i          pass standard input on to the script\n"
		"\n"
		"MODULE is a path (it has a '/' or ends in .ko) or the name of a module in\n"
		"/lib/modules/%s/systemtap. NAME=VALUE sets a global of the script.\n";
	struct utsname kernel;

	printf("Usage: %s [OPTION]... MODULE [NAME=VALUE]...\n", program);
	printf(help, uname(&kernel) == 0 ? kernel.release : "VERSION");
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the command line have at hand: one is parsed, and is taken or refused in words.
 */
#ifndef TESTS_UNIT_COMMAND_LINES_H
#define TESTS_UNIT_COMMAND_LINES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "options/options.h"
#include "options/usage.h"

#define WORDS_MAX 40

static struct options options;
static char reason[512];
static char line[256];
static char *argv[WORDS_MAX];
static char program[] = "staprun";

/* Parses WORDS; the complaint is in REASON. */
static inline enum options_result parse_words(int argc, char **words)
{
	enum options_result result = options_parse(&options, argc, words);

	reason[0] = '\0';
	usage_complaint(result, &options.fault, reason, sizeof(reason));
	return result;
}

/* Parses "staprun" and the blank-separated words of TEXT. */
static inline enum options_result parse(const char *text)
{
	int argc = 1;

	memset(argv, 0, sizeof(argv));
	argv[0] = program;
	strcpy(line, text);
	for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	return parse_words(argc, argv);
}

static inline void accepted(const char *text)
{
	if (parse(text) != OPTIONS_RUN)
		fail_msg("'%s' was refused: %s", text, reason);
}

static inline void refused(const char *text, const char *why)
{
	if (parse(text) <= OPTIONS_VERSION || !strstr(reason, why) || strchr(reason, '\n'))
		fail_msg("'%s' gave '%s', not '%s'", text, reason, why);
}

#endif

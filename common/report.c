/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reports are put together here, a line each, and given out whole, so that lines
 * of several processes do not mix. The only state is how to print, set once at the start.
 */
#include "common/report.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include "common/printable.h"

/* The longest colour that is taken, so that a line has room for more than that. */
#define SGR_MAX 1024

/* "<3>" */
#define MARK_SIZE 3

#define DEFAULT_COLORS "error=01;31:warning=00;33:source=00;34:caret=01:token=01"

static struct {
	_Atomic int fd; /* any thread reports */
	int verbosity;
	report_taker *_Atomic taker;
	bool printable;
	bool marked;                /* the journal reads it */
	const char *_Atomic colors; /* empty: no colour */
} reporting = {.fd = STDERR_FILENO, .colors = ""};

int report_sgr(const char *colors, const char *key, const char **sgr)
{
	size_t length = strlen(key);

	for (const char *pair = colors;; pair++) {
		size_t key_length = strcspn(pair, "=:");
		const char *value = pair + key_length + 1;

		if (key_length == 0 || pair[key_length] != '=')
			return 0;
		size_t value_length = strspn(value, "0123456789;");
		if (value_length == 0 || (value[value_length] && value[value_length] != ':'))
			return 0;
		if (key_length == length && strncmp(pair, key, length) == 0) {
			*sgr = value;
			return (int)value_length;
		}
		pair = value + value_length;
		if (!*pair)
			return 0;
	}
}

bool report_wants_color(enum color_when when, const char *colors, int fd)
{
	const char *terminal = getenv("TERM"), *none = getenv("NO_COLOR");

	if (when == COLOR_NEVER || (colors && !*colors))
		return false;
	/* Where no one said when to colour: is there who sees it, and wants it? */
	return when == COLOR_ALWAYS ||
	       (isatty(fd) && !(terminal && strcmp(terminal, "dumb") == 0) &&
		       (colors || !none || !*none));
}

/*
 * Is standard error what systemd gave a service as its journal? (systemd.exec(5): a
 * line there may begin with its priority, as the kernel's do, sd-daemon(3).)
 */
static bool journal_reads(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	char ours[48];
	struct stat st;

	if (!stream || fstat(STDERR_FILENO, &st))
		return false;
	snprintf(ours, sizeof(ours), "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
	return strcmp(stream, ours) == 0;
}

void report_setup(int verbosity, enum color_when when, const char *colors)
{
	bool wanted = report_wants_color(when, colors, STDERR_FILENO);

	reporting.verbosity = verbosity;
	reporting.marked = journal_reads();
	reporting.colors = !wanted ? "" : colors ? colors : DEFAULT_COLORS;
}

void report_plainly(void)
{
	reporting.colors = "";
	reporting.marked = false;
}

void report_to(report_taker *taker)
{
	reporting.taker = taker;
}

void report_to_descriptor(int fd)
{
	reporting.fd = fd;
}

void report_printable(bool printable)
{
	reporting.printable = printable;
}

/* Gives LINE, a whole report, out; where standard error is gone there is no one left to tell. */
static void give_out(int priority, const char *line, size_t length)
{
	report_taker *taker = reporting.taker;

	if (taker && reporting.fd == STDERR_FILENO)
		taker(priority, line, length);
	else if (write(reporting.fd, line, length) < 0)
		return;
}

const char *report_mark(int priority)
{
	static const char *const marks[] = {"<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>", "<7>"};

	return reporting.marked ? marks[LOG_PRI(priority)] : "";
}

/* Marks each line: what is said in several lines is several to the journal. */
static void give_out_marked(int priority, char *line)
{
	char marked[REPORT_LINE_MAX];
	char *rest;

	for (char *one = strtok_r(line, "\n", &rest); one; one = strtok_r(NULL, "\n", &rest)) {
		int length = snprintf(marked, sizeof(marked), "%s%.*s\n", report_mark(priority),
			(int)sizeof(marked) - MARK_SIZE - 2, one);

		give_out(priority, marked, (size_t)length);
	}
}

static void report(
	int priority, const char *key, const char *prefix, const char *format, va_list args)
{
	char line[REPORT_LINE_MAX + 1];
	const char *sgr = "";
	int sgr_length = key ? report_sgr(reporting.colors, key, &sgr) : 0;
	int used = 0, start;

	if (sgr_length && sgr_length <= SGR_MAX)
		used = snprintf(line, sizeof(line), "\033[%.*sm\033[K%s\033[m\033[K ", sgr_length,
			sgr, prefix);
	else if (*prefix)
		used = snprintf(line, sizeof(line), "%s ", prefix);
	start = used;
	int wanted = vsnprintf(line + used, REPORT_LINE_MAX - (size_t)used - 1, format, args);
	if (wanted > 0)
		used += wanted;
	if (used > REPORT_LINE_MAX - 2)
		used = REPORT_LINE_MAX - 2;
	if (reporting.printable)
		printable(line + start, (size_t)(used - start), "");
	line[used++] = '\n';
	if (!reporting.marked || reporting.fd != STDERR_FILENO) {
		give_out(priority, line, (size_t)used);
		return;
	}
	line[used] = '\0';
	give_out_marked(priority, line);
}

#define REPORT(priority, key, prefix, format)                                                      \
	do {                                                                                       \
		va_list args;                                                                      \
		va_start(args, format);                                                            \
		report(priority, key, prefix, format, args);                                       \
		va_end(args);                                                                      \
	} while (0)

void report_error(const char *format, ...)
{
	REPORT(LOG_ERR, "error", "ERROR:", format);
}

void report_warning(const char *format, ...)
{
	REPORT(LOG_WARNING, "warning", "WARNING:", format);
}

void report_line(const char *format, ...)
{
	REPORT(LOG_NOTICE, NULL, "", format);
}

void report_verbose(int level, const char *format, ...)
{
	if (reporting.verbosity >= level)
		REPORT(LOG_INFO, NULL, "", format);
}

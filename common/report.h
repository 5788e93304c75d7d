/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reports: what the user is told on standard error: errors, warnings, hints, and what
 * -v asks for. Standard output belongs to the script alone.
 */
#ifndef COMMON_REPORT_H
#define COMMON_REPORT_H

#include <stdbool.h>
#include <stddef.h>

enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/*
 * Sets how reports are printed from here on. COLORS is the value of
 * SYSTEMTAP_COLORS, or NULL when it is not set; the string must stay. With
 * COLOR_AUTO a terminal gets colours, unless there are no COLORS and NO_COLOR
 * (no-color.org) is in the environment and not empty. Where standard error is the
 * journal's, as JOURNAL_STREAM tells, each line begins with its priority there: "<4>".
 */
void report_setup(int verbosity, enum color_when when, const char *colors);

/* Whether FD is to have colours, going by the same: WHEN and COLORS, the terminal and NO_COLOR. */
bool report_wants_color(enum color_when when, const char *colors, int fd);

/* What a line of PRIORITY, as for syslog(3), begins with: "<4>" to the journal, else nothing. */
const char *report_mark(int priority);

/* Leaves colours and priorities out from here on. */
void report_plainly(void);

/*
 * No report is longer, its newline included: what a script says at once has room (STP_LOG_BUF_LEN
 * is 8192 in some), and a few of them in the smallest of our stacks.
 */
#define REPORT_LINE_MAX 8448

/* Says the LENGTH bytes of LINE, a whole report; PRIORITY as for syslog(3). */
typedef void report_taker(int priority, const char *line, size_t length);

/* TAKER says from here on what goes to standard error, on any thread; NULL: it is written at once.
 */
void report_to(report_taker *taker);

/* Sends reports to FD instead of standard error: a full-screen view has the terminal. */
void report_to_descriptor(int fd);

/*
 * Has control characters replaced by '?' from here on, or (not PRINTABLE) left: names are
 * the caller's, and a terminal obeys them. What a script says, it says as it is.
 */
void report_printable(bool printable);

/* "ERROR: " and the text. A newline is added, as by all of these. */
void report_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "WARNING: " and the text. */
void report_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The text alone: an explanation, a remedy, or what a peer prints without a prefix. */
void report_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The text alone, when the verbosity (-v) is at least LEVEL. */
void report_verbose(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Pure: finds the SGR parameters of KEY ("error", "warning") in COLORS, which
 * has the form key=sgr:key=sgr. The first pair of that key counts, whatever
 * other keys there are; nothing counts from the first malformed pair on.
 * Returns their length and points *SGR at them, or 0.
 */
int report_sgr(const char *colors, const char *key, const char **sgr);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line that staprun and stapio share: staprun checks it, acts on
 * its part and hands it on. Pure: parsing touches nothing but its arguments.
 */
#ifndef COMMON_OPTIONS_H
#define COMMON_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/report.h"

struct options {
	int verbosity;           /* -v, each time it is given */
	bool suppress_warnings;  /* -w */
	bool load_uprobes;       /* -u[PATH]; the kernel has had them built in since 3.5 */
	bool attach;             /* -A */
	bool load_and_detach;    /* -L */
	bool delete_module;      /* -d */
	bool daemon;             /* -D */
	bool rename;             /* -R */
	bool feed_stdin;         /* -i */
	enum color_when color;   /* -C */
	const char *command;     /* -c, or NULL */
	pid_t target_pid;        /* -x, -t; 0 when not given */
	pid_t namespaces_pid;    /* -N; 0 when not given */
	const char *output;      /* -o, or NULL for standard output */
	unsigned buffer_mb;      /* -b; 0 when not given */
	unsigned file_mb;        /* -S; 0 when not given */
	unsigned file_count;     /* -S, second part; 0: keep all */
	unsigned read_delay_ms;  /* -T; 0 when not given */
	unsigned monitor_period; /* -M, seconds; 0 when not given */
	bool remote;             /* -r was given */
	int remote_id;
	const char *remote_uri;
	int module_folder;     /* -F, what staprun hands to stapio: a descriptor, or -1 */
	int guard;             /* -F, second part: the loader waits at its other end; -1 */
	uint64_t blocked;      /* -F, third part: the caller's signal mask, bit N - 1 for N */
	const char *module;    /* path or name, as written */
	char **module_options; /* name=value words behind it, NULL-terminated */
};

enum options_result {
	OPTIONS_RUN,     /* *OPTIONS says what to do */
	OPTIONS_HELP,    /* -h */
	OPTIONS_VERSION, /* -V */
	OPTIONS_WRONG,   /* REASON says why */
};

#define OPTIONS_REASON_SIZE 512

/*
 * Parses ARGV, which getopt permutes: options first, then the operands at
 * optind. *OPTIONS points into ARGV. With OPTIONS_WRONG, REASON holds one
 * sentence without a newline.
 */
enum options_result options_parse(
	struct options *options, int argc, char **argv, char reason[static OPTIONS_REASON_SIZE]);

/*
 * The verbosity that VALUE, the variable SYSTEMTAP_VERBOSE, asks for: a whole
 * number, else 0. NULL is 0.
 */
int options_verbosity(const char *value);

/*
 * Parses TEXT as a whole decimal number within MINIMUM..MAXIMUM; no sign but
 * '-', no blanks, nothing behind it. Returns false, *NUMBER unchanged, else.
 */
bool parse_number(const char *text, long minimum, long maximum, long *number);

/* Prints the help (-h) for PROGRAM on standard output. */
void options_print_help(const char *program);

#endif

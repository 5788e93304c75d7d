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

/* What is wrong with a command line: the option, and another, or 0, and its value. */
struct options_fault {
	int letter, other;
	const char *value;
};

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
	const char *taken_over; /* -F, what staprun hands to stapio, which reads it into these: */
	int module_folder;      /* a descriptor */
	int guard;              /* the loader waits at its other end; -1 */
	uint64_t blocked;       /* the caller's signal mask, bit N - 1 for N */
	const char *module;     /* path or name, as written */
	char **module_options;  /* name=value words behind it, NULL-terminated */
	struct options_fault fault;
};

enum options_result {
	OPTIONS_RUN,     /* *OPTIONS says what to do */
	OPTIONS_HELP,    /* -h */
	OPTIONS_VERSION, /* -V */
	/* These are wrong; *OPTIONS holds the fault. */
	OPTIONS_UNKNOWN,    /* there is no such option */
	OPTIONS_NO_VALUE,   /* which it needs */
	OPTIONS_BAD_VALUE,  /* which it has */
	OPTIONS_EXCLUDED,   /* by the other */
	OPTIONS_NO_OUTPUT,  /* -o, which it needs */
	OPTIONS_NO_MODULE,  /* no name or path */
	OPTIONS_TOO_MUCH,   /* options for the module, which it has no use for */
	OPTIONS_FOR_STAPIO, /* not for staprun; never by options_parse() */
};

/*
 * Parses ARGV, which getopt permutes: options first, then the operands at
 * optind. *OPTIONS points into ARGV.
 */
enum options_result options_parse(struct options *options, int argc, char **argv);

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

#endif

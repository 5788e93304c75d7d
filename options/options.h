/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line: staprun's, which hands it on whole behind an -F of its own.
 * Pure: parsing touches nothing but its arguments.
 */
#ifndef OPTIONS_OPTIONS_H
#define OPTIONS_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/report.h"
#include "common/request.h"

/*
 * What is wrong with a command line: the option (as in options/option_table.h),
 * and another, or 0, and its value; of an option that is none, how it was written.
 */
struct options_fault {
	int option, other;
	const char *value;
};

struct options {
	int verbosity;             /* -v, each time it is given */
	bool suppress_warnings;    /* -w */
	bool load_uprobes;         /* -u[PATH]; the kernel has had them built in since 3.5 */
	bool attach;               /* -A */
	bool load_and_detach;      /* -L */
	bool delete_module;        /* -d */
	bool if_killed;            /* --if-killed */
	bool daemon;               /* -D */
	bool rename;               /* -R */
	bool feed_stdin;           /* -i */
	bool list;                 /* --list */
	bool check;                /* --check */
	bool json;                 /* --json */
	bool quiet;                /* -q */
	enum color_when color;     /* -C */
	const char *command;       /* -c, or NULL */
	pid_t target_pid;          /* -x, -t; 0 when not given */
	pid_t namespaces_pid;      /* -N; 0 when not given */
	const char *output;        /* -o, or NULL for standard output */
	int output_descriptor;     /* ours for what -o names (stapio/callers.h); 0: a file */
	const char *stats;         /* --stats, or NULL */
	int stats_descriptor;      /* as output_descriptor */
	unsigned stats_interval_s; /* --stats-interval; 0 when not given */
	int ready_descriptor;      /* --ready-fd, the caller's, and then ours for it; 0: none */
	unsigned buffer_mb;        /* -b; 0 when not given */
	uint64_t file_bytes;       /* -S; 0 when not given */
	unsigned file_count;       /* -S, second part; 0: keep all */
	unsigned rotate_every_s;   /* --rotate-every; 0 when not given */
	uint64_t keep_bytes;       /* --keep-total; 0 when not given */
	bool compress;             /* --compress */
	unsigned read_delay_ms;    /* -T; 0 when not given */
	unsigned monitor_period;   /* -M, seconds; 0 when not given */
	bool remote;               /* -r was given */
	int remote_id;
	const char *remote_uri;
	const char *taken_over; /* -F, what staprun hands over (stapio/inherited.h) */
	const char *module;     /* path or name, as written; of a loaded one the name */
	char **module_options;  /* name=value words behind it, NULL-terminated */
	struct options_fault fault;
};

enum options_result {
	OPTIONS_RUN,     /* *OPTIONS says what to do */
	OPTIONS_HELP,    /* -h */
	OPTIONS_VERSION, /* -V */
	OPTIONS_LIST,    /* --list */
	/* These are wrong; *OPTIONS holds the fault. */
	OPTIONS_UNKNOWN,    /* there is no such option */
	OPTIONS_AMBIGUOUS,  /* several begin like that */
	OPTIONS_NO_VALUE,   /* which it needs */
	OPTIONS_VALUELESS,  /* it takes none */
	OPTIONS_BAD_VALUE,  /* which it has */
	OPTIONS_EXCLUDED,   /* by the other */
	OPTIONS_NO_OUTPUT,  /* -o, which it needs */
	OPTIONS_NEEDS,      /* the other, which is not there */
	OPTIONS_LARGER,     /* than the other: nothing would be kept */
	OPTIONS_ALONE,      /* and another is there: the value, if that is no option */
	OPTIONS_NO_LIST,    /* --list, which it needs */
	OPTIONS_NO_MODULE,  /* no name or path */
	OPTIONS_SCRIPT,     /* in place of a module: it is the value */
	OPTIONS_TOO_MUCH,   /* options for the module, which it has no use for */
	OPTIONS_FOR_STAPIO, /* -F, a second one: the first is staprun's */
};

/*
 * Parses ARGV, which getopt permutes: options first, then the operands at
 * optind. *OPTIONS points into ARGV; where something is wrong, it has what was
 * said before that.
 */
enum options_result options_parse(struct options *options, int argc, char **argv);

/*
 * Joins the size of the relay buffer, when -b was given, and the words behind
 * the module with blanks, as the kernel wants a module's options. What is
 * inside a word is the kernel's to parse. False when it does not fit.
 */
bool options_join(char joined[static MODULE_OPTIONS_SIZE], const struct options *options);

/*
 * The verbosity that is GIVEN (-v) with what VALUE, the variable SYSTEMTAP_VERBOSE, asks for: a
 * whole number, else 0. NULL is 0. More than INT_MAX becomes that.
 */
int parse_verbosity(int given, const char *value);

#endif

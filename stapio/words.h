/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words for what the loader tells (common/outcome.h): what failed, why, and
 * what would help. Pure: what is to be known about this machine and the command
 * line is handed in (stapio/tell.h gathers it).
 */
#ifndef STAPIO_WORDS_H
#define STAPIO_WORDS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "common/outcome.h"

/* What the command line asked for. */
struct wish {
	const char *module;  /* path or name, as written */
	const char *options; /* for the module */
	bool removal;        /* -d */
	bool attach;         /* -A */
	bool renamed;        /* by -R */
	bool told;           /* something that failed: all that comes of that is explained */
	unsigned buffer_mb;  /* -b; 0 when not given */
};

/* What is to be known about the machine, the caller's files included. */
struct machine {
	char path[PATH_MAX];      /* where the module is looked for */
	char real_path[PATH_MAX]; /* where that leads to, or PATH when that can't be told */
	char release[65];
	bool modules_disabled;
	bool must_be_signed; /* module.sig_enforce */
	bool locked_down;
	bool secure_boot;
	bool lacks_capability; /* CAP_SYS_MODULE is out of reach */
	bool no_new_privs;
	bool name_is_loaded;   /* a module of the outcome's name */
	pid_t attached;        /* to its control channel; 0: not known */
	unsigned long free_mb; /* 0: not known */
	unsigned processors;
};

struct sentence {
	enum sentence_kind {
		SENTENCE_ERROR,
		SENTENCE_WARNING,
		SENTENCE_LINE,
		SENTENCE_VERBOSE, /* for who asked with -v, */
		SENTENCE_DEBUG,   /* or with -v -v */
	} kind;
	char text[PATH_MAX + 1024];
};

#define SENTENCES_MAX 3

/* Writes the sentences, none with a newline, that OUTCOME takes. Returns how many: at least one. */
size_t words_find(struct sentence sentences[static SENTENCES_MAX], const struct outcome *outcome,
	const struct wish *wish, const struct machine *machine);

/* Which rule said no, in one sentence, and what would help. Static storage. */
const char *words_of_verdict(enum policy_verdict verdict);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sentences for the user: what they may have to do with (stapio/tell.h gathers
 * it), and how they are written one after the other. Pure.
 */
#ifndef WORDS_SENTENCE_H
#define WORDS_SENTENCE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "common/outcome.h"

/* The wish: what the command line asked for. */
struct wish {
	const char *module;        /* path or name, as written */
	const char *options;       /* for the module */
	bool removal;              /* -d */
	bool if_killed;            /* --if-killed: whoever has the module keeps it */
	bool kept;                 /* so it was */
	bool all;                  /* of all that no one uses */
	bool attach;               /* -A */
	bool renamed;              /* by -R */
	bool given_up;             /* the loader does not answer */
	bool unheard;              /* its answer could not be received */
	bool told;                 /* something that failed: all that comes of that is explained */
	unsigned buffer_mb;        /* that it asks for; 0: the module decides */
	const struct found *found; /* of the module's file (stapio/fetch.h); NULL: nothing yet */
};

/* The machine as far as it has to be known, the caller's files included. */
struct machine {
	char path[PATH_MAX];      /* where the module is looked for */
	char real_path[PATH_MAX]; /* where that leads to, or PATH when that can't be told */
	char release[65];
	bool no_modules; /* the kernel loads none at all */
	bool modules_disabled;
	bool must_be_signed; /* module.sig_enforce */
	bool locked_down;
	bool lockdown_is_known;
	bool secure_boot;
	bool secure_boot_is_known;
	bool sys_is_there;     /* /sys, which tells of all these */
	bool lacks_capability; /* CAP_SYS_MODULE is out of reach */
	bool hides_addresses;  /* from the loader, too, and it can't change that */
	bool no_new_privs;
	bool user_namespace;   /* whose root is no one outside of it */
	bool root;             /* the caller is root */
	bool name_is_loaded;   /* a module of the outcome's name */
	pid_t attached;        /* to its control channel; 0: not known */
	unsigned long free_mb; /* 1 for less than that; 0: not known */
	unsigned processors;
};

/* A path and what is said of it. */
#define SENTENCE_SIZE (PATH_MAX + 1024)

struct sentence {
	enum sentence_kind {
		SENTENCE_ERROR,
		SENTENCE_WARNING,
		SENTENCE_LINE,
		SENTENCE_VERBOSE, /* for who asked with -v, */
		SENTENCE_DEBUG,   /* or with -v -v */
	} kind;
	char text[SENTENCE_SIZE];
};

#define SENTENCES_MAX 3

/* The sentences so far, and what they are about. */
struct words {
	struct sentence *sentences;
	size_t count;
	const struct outcome *outcome;
	const struct wish *wish;
	const struct machine *machine;
};

/* Adds a sentence of KIND. */
void sentence_say(struct words *words, enum sentence_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define ERROR(words, ...)   sentence_say(words, SENTENCE_ERROR, __VA_ARGS__)
#define WARNING(words, ...) sentence_say(words, SENTENCE_WARNING, __VA_ARGS__)
#define LINE(words, ...)    sentence_say(words, SENTENCE_LINE, __VA_ARGS__)
#define VERBOSE(words, ...) sentence_say(words, SENTENCE_VERBOSE, __VA_ARGS__)

#endif

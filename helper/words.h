/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why the kernel did not load a module: from its one errno, and from facts
 * about this kernel, to a line that says what is the matter and what helps.
 */
#ifndef HELPER_WORDS_H
#define HELPER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "staprun/policy.h"

enum same_name {
	SAME_NAME_NONE,      /* no module of that name is loaded */
	SAME_NAME_SYSTEMTAP, /* one of SystemTap's is */
	SAME_NAME_OTHER,     /* one that is not SystemTap's */
};

struct load_failure {
	int error;            /* errno of finit_module */
	const char *name;     /* the module's */
	const char *vermagic; /* the module's; empty when there is none */
	bool has_signature;   /* the kernel's own kind */
	bool renamed;         /* by -R, so that such a signature does not fit any more */
	unsigned buffer_mb;   /* -b; 0 when not given */
	enum same_name same_name;
	unsigned owner; /* uid, with SAME_NAME_SYSTEMTAP */
	/* What is to be known about the running kernel: */
	char release[65]; /* of the running kernel */
	bool modules_disabled;
	bool must_be_signed; /* module.sig_enforce */
	bool locked_down;
	bool secure_boot;
	bool lacks_capability;
	unsigned long free_mb;
	unsigned processors;
};

/* Pure: writes the explanation, one line without a newline. */
void explain(const struct load_failure *failure, char *line, size_t size);

/* Pure: which rule said no, in one sentence, and what would help. Static storage. */
const char *explain_verdict(enum policy_verdict verdict);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the ELF file of a module says. */
#ifndef HELPER_ELF_H
#define HELPER_ELF_H

#include <stdbool.h>
#include <stddef.h>

#include "staprun/module_image.h"

struct module_contents {
	struct module_facts facts;   /* but for must_keep_name, which is this kernel's to say */
	const char *vermagic;        /* in the file; NULL when there is none */
	bool has_appended_signature; /* the kernel's own, "~Module signature appended~" */
};

/*
 * Pure: reads the file of SIZE (not 0) bytes at BYTES. Returns NULL, or a
 * clause (static storage) that says what it is instead of a module for this
 * machine: "a text file"; then CONTENTS are none.
 */
const char *module_parse(struct module_contents *contents, const char *bytes, size_t size);

/* Each is a rule by which this kernel refuses a module without a signature that it trusts. */
bool module_signatures_enforced(void); /* module.sig_enforce */
bool module_locked_down(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who may load what: one pure function from facts to a verdict. It knows
 * nothing of files, processes or groups; its caller gathers the facts.
 */
#ifndef STAPRUN_POLICY_H
#define STAPRUN_POLICY_H

#include <stdbool.h>

#include "common/outcome.h"

/*
 * What a user may do and what a module needs. The values are those of the
 * section .stap_privilege and of the credentials message (a mask of them).
 */
enum privilege_level {
	PRIVILEGE_STAPUSR = 2,
	PRIVILEGE_STAPSYS = 4,
	PRIVILEGE_STAPDEV = 8,
	PRIVILEGE_ALL = PRIVILEGE_STAPUSR | PRIVILEGE_STAPSYS | PRIVILEGE_STAPDEV,
};

enum signature {
	SIGNATURE_UNKNOWN,  /* could not tell: no database, NSS failed, the helper died */
	SIGNATURE_NONE,     /* there is no signature file */
	SIGNATURE_STRANGER, /* valid or not, none of the trusted keys made it */
	SIGNATURE_ALTERED,  /* a trusted key made it, for other bytes */
	SIGNATURE_TRUSTED,  /* a trusted key made it, for these bytes */
};

struct policy_facts {
	bool root;       /* real uid 0, not acting for another user */
	unsigned levels; /* mask of enum privilege_level: the groups the user is in */
	enum signature signature;
	bool blessed; /* below /lib/modules/VERSION/systemtap, and the way there is root's */
	/*
	 * The level that the module's .stap_privilege names. Only known once the
	 * bytes are vouched for; PRIVILEGE_STAPDEV until then.
	 */
	enum privilege_level required;
};

struct policy_decision {
	enum policy_verdict verdict;
	unsigned credentials; /* with POLICY_LOAD: the mask to send to the module */
};

/* True when someone vouches for the bytes of the module, so that they may be parsed (by the
 * helper). */
bool policy_vouched(const struct policy_facts *facts);

/* Decides. Unknown means no. */
struct policy_decision policy_decide(const struct policy_facts *facts);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The policy, who may load what: one pure function from facts to a verdict. It knows
 * nothing of files, processes or groups; its caller gathers the facts.
 */
#ifndef STAPRUN_POLICY_H
#define STAPRUN_POLICY_H

#include <stdbool.h>

#include "common/dialect.h"
#include "common/outcome.h"
#include "helper/entries.h"

struct policy_facts {
	bool root;            /* real uid 0, not acting for another user */
	unsigned levels;      /* mask of enum privilege_level: the groups the user is in */
	bool refuse_unsigned; /* of stapdev's, too, by the administrator's word */
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

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who may load what, as rules in the order in which they count. Pure: no file,
 * no process, no state. A value that is in no rule never leads to a yes.
 */
#include "staprun/policy.h"

static bool is_user(const struct policy_facts *facts)
{
	return facts->root || (facts->levels & PRIVILEGE_ALL);
}

/* Root and stapdev answer for what they load; no one else's word is needed. */
static bool loads_anything(const struct policy_facts *facts)
{
	return facts->root || ((facts->levels & PRIVILEGE_STAPDEV) && !facts->refuse_unsigned);
}

/* A higher level includes the lower ones, whichever groups the user is in besides. */
static bool has_level(const struct policy_facts *facts)
{
	unsigned required = facts->required;

	return (facts->levels & PRIVILEGE_STAPDEV) ||
	       ((required == PRIVILEGE_STAPUSR || required == PRIVILEGE_STAPSYS) &&
		       (facts->levels & PRIVILEGE_ALL) >= required);
}

/* What a signature that does not help, or no signature, is called when it was needed. */
static enum policy_verdict refusal(enum signature signature)
{
	static const enum policy_verdict of[] = {
		[SIGNATURE_UNKNOWN] = POLICY_REFUSE_UNVERIFIED,
		[SIGNATURE_NONE] = POLICY_REFUSE_UNSIGNED,
		[SIGNATURE_STRANGER] = POLICY_REFUSE_STRANGER,
		[SIGNATURE_DISCOUNTED] = POLICY_REFUSE_DISCOUNTED,
		[SIGNATURE_ALTERED] = POLICY_REFUSE_ALTERED,
		[SIGNATURE_TRUSTED] = POLICY_REFUSE_LEVEL,
	};

	return (unsigned)signature <= SIGNATURE_TRUSTED ? of[signature] : POLICY_REFUSE_UNVERIFIED;
}

/*
 * A signature that is there and was not clearly verified may be one that would
 * have told that the module was changed: it keeps everyone from loading it.
 */
static bool forbids(enum signature signature)
{
	enum policy_verdict verdict = refusal(signature);

	return verdict == POLICY_REFUSE_ALTERED || verdict == POLICY_REFUSE_UNVERIFIED;
}

bool policy_vouched(const struct policy_facts *facts)
{
	if (!is_user(facts) || forbids(facts->signature))
		return false;
	return loads_anything(facts) || facts->blessed || facts->signature == SIGNATURE_TRUSTED;
}

struct policy_decision policy_decide(const struct policy_facts *facts)
{
	unsigned own = facts->levels & PRIVILEGE_ALL;

	if (!is_user(facts))
		return (struct policy_decision){POLICY_REFUSE_NOT_A_USER, 0};
	if (forbids(facts->signature))
		return (struct policy_decision){refusal(facts->signature), 0};
	if (loads_anything(facts) || (facts->signature == SIGNATURE_TRUSTED && has_level(facts)))
		return (struct policy_decision){POLICY_LOAD, facts->root ? PRIVILEGE_ALL : own};
	if (facts->blessed)
		return (struct policy_decision){POLICY_LOAD, PRIVILEGE_ALL};
	return (struct policy_decision){refusal(facts->signature), 0};
}

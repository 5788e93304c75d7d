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
	return facts->root || (facts->levels & PRIVILEGE_STAPDEV);
}

/* A higher level includes the lower ones, whichever groups the user is in besides. */
static bool has_level(const struct policy_facts *facts)
{
	if (facts->required == PRIVILEGE_STAPUSR)
		return facts->levels & (PRIVILEGE_STAPUSR | PRIVILEGE_STAPSYS);
	/* Of those above, loads_anything() was asked before. */
	return facts->required == PRIVILEGE_STAPSYS && (facts->levels & PRIVILEGE_STAPSYS);
}

/* What a signature that does not help, or no signature, is called when it was needed. */
static enum policy_verdict refusal(enum signature signature)
{
	switch (signature) {
	case SIGNATURE_NONE:
		return POLICY_REFUSE_UNSIGNED;
	case SIGNATURE_STRANGER:
		return POLICY_REFUSE_STRANGER;
	case SIGNATURE_DISCOUNTED:
		return POLICY_REFUSE_DISCOUNTED;
	case SIGNATURE_TRUSTED:
		return POLICY_REFUSE_LEVEL;
	case SIGNATURE_ALTERED:
		return POLICY_REFUSE_ALTERED;
	case SIGNATURE_UNKNOWN:
	default:
		return POLICY_REFUSE_UNVERIFIED;
	}
}

/*
 * A signature that is there and was not clearly verified may be one that would
 * have told that the module was changed: it keeps everyone from loading it.
 */
static bool forbids(enum signature signature)
{
	return signature != SIGNATURE_NONE && signature != SIGNATURE_STRANGER &&
	       signature != SIGNATURE_DISCOUNTED && signature != SIGNATURE_TRUSTED;
}

bool policy_vouched(const struct policy_facts *facts)
{
	if (!is_user(facts) || forbids(facts->signature))
		return false;
	return loads_anything(facts) || facts->blessed || facts->signature == SIGNATURE_TRUSTED;
}

static struct policy_decision load(unsigned credentials)
{
	return (struct policy_decision){POLICY_LOAD, credentials};
}

static struct policy_decision refuse(enum policy_verdict verdict)
{
	return (struct policy_decision){verdict, 0};
}

struct policy_decision policy_decide(const struct policy_facts *facts)
{
	if (!is_user(facts))
		return refuse(POLICY_REFUSE_NOT_A_USER);
	if (forbids(facts->signature))
		return refuse(refusal(facts->signature));
	if (facts->root)
		return load(PRIVILEGE_ALL);
	if (loads_anything(facts) || (facts->signature == SIGNATURE_TRUSTED && has_level(facts)))
		return load(facts->levels & PRIVILEGE_ALL);
	if (facts->blessed)
		return load(PRIVILEGE_ALL);
	return refuse(refusal(facts->signature));
}

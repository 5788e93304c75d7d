/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The policy over its whole domain and beyond it, against a table that says
 * the rules in another way: one letter for each case.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "staprun/policy.h"

/*
 * L: load, with the user's own levels   A: load, with all levels
 * n: not a user   a: altered   u: unsigned   s: by a stranger
 * d: by rule like a stranger's   v: not verified   l: signed for a higher level
 */
enum who { NO_ONE, STAPUSR, STAPSYS, STAPDEV, SIGNED_STAPDEV, ROOT, WHO };
enum need { NEEDS_STAPUSR, NEEDS_STAPSYS, NEEDS_STAPDEV, NEEDS_WHAT, NEEDS };

/* In each string: signature unknown, none, stranger, discounted, altered, trusted, no such value.
 */
static const char *const expected[WHO][NEEDS][2] = {
	/* elsewhere, in the blessed folder */
	[NO_ONE][NEEDS_STAPUSR] = {"nnnnnnn", "nnnnnnn"},
	[NO_ONE][NEEDS_STAPSYS] = {"nnnnnnn", "nnnnnnn"},
	[NO_ONE][NEEDS_STAPDEV] = {"nnnnnnn", "nnnnnnn"},
	[NO_ONE][NEEDS_WHAT] = {"nnnnnnn", "nnnnnnn"},
	[STAPUSR][NEEDS_STAPUSR] = {"vusdaLv", "vAAAaLv"},
	[STAPUSR][NEEDS_STAPSYS] = {"vusdalv", "vAAAaAv"},
	[STAPUSR][NEEDS_STAPDEV] = {"vusdalv", "vAAAaAv"},
	[STAPUSR][NEEDS_WHAT] = {"vusdalv", "vAAAaAv"},
	[STAPSYS][NEEDS_STAPUSR] = {"vusdaLv", "vAAAaLv"},
	[STAPSYS][NEEDS_STAPSYS] = {"vusdaLv", "vAAAaLv"},
	[STAPSYS][NEEDS_STAPDEV] = {"vusdalv", "vAAAaAv"},
	[STAPSYS][NEEDS_WHAT] = {"vusdalv", "vAAAaAv"},
	[STAPDEV][NEEDS_STAPUSR] = {"vLLLaLv", "vLLLaLv"},
	[STAPDEV][NEEDS_STAPSYS] = {"vLLLaLv", "vLLLaLv"},
	[STAPDEV][NEEDS_STAPDEV] = {"vLLLaLv", "vLLLaLv"},
	[STAPDEV][NEEDS_WHAT] = {"vLLLaLv", "vLLLaLv"},
	/* Where unsigned modules of stapdev's do not count. */
	[SIGNED_STAPDEV][NEEDS_STAPUSR] = {"vusdaLv", "vAAAaLv"},
	[SIGNED_STAPDEV][NEEDS_STAPSYS] = {"vusdaLv", "vAAAaLv"},
	[SIGNED_STAPDEV][NEEDS_STAPDEV] = {"vusdaLv", "vAAAaLv"},
	[SIGNED_STAPDEV][NEEDS_WHAT] = {"vusdaLv", "vAAAaLv"},
	[ROOT][NEEDS_STAPUSR] = {"vAAAaAv", "vAAAaAv"},
	[ROOT][NEEDS_STAPSYS] = {"vAAAaAv", "vAAAaAv"},
	[ROOT][NEEDS_STAPDEV] = {"vAAAaAv", "vAAAaAv"},
	[ROOT][NEEDS_WHAT] = {"vAAAaAv", "vAAAaAv"},
};

/* The highest group counts. By mask; the lowest bit is no group's. */
static const enum who who_is[16] = {NO_ONE, NO_ONE, STAPUSR, STAPUSR, STAPSYS, STAPSYS, STAPSYS,
	STAPSYS, STAPDEV, STAPDEV, STAPDEV, STAPDEV, STAPDEV, STAPDEV, STAPDEV, STAPDEV};

static char expectation(const struct policy_facts *facts)
{
	unsigned required = (unsigned)facts->required, signature = (unsigned)facts->signature;
	enum who who = facts->root ? ROOT : who_is[facts->levels & 15];
	enum need need = NEEDS_WHAT;

	if (who == STAPDEV && facts->refuse_unsigned)
		who = SIGNED_STAPDEV;

	if (required == 2)
		need = NEEDS_STAPUSR;
	else if (required == 4)
		need = NEEDS_STAPSYS;
	else if (required == 8)
		need = NEEDS_STAPDEV;
	return expected[who][need][facts->blessed][signature < 6 ? signature : 6];
}

static enum policy_verdict verdict_of(char letter)
{
	switch (letter) {
	case 'n':
		return POLICY_REFUSE_NOT_A_USER;
	case 'a':
		return POLICY_REFUSE_ALTERED;
	case 'u':
		return POLICY_REFUSE_UNSIGNED;
	case 's':
		return POLICY_REFUSE_STRANGER;
	case 'd':
		return POLICY_REFUSE_DISCOUNTED;
	case 'v':
		return POLICY_REFUSE_UNVERIFIED;
	case 'l':
		return POLICY_REFUSE_LEVEL;
	default:
		return POLICY_LOAD;
	}
}

static unsigned credentials_of(char letter, unsigned levels)
{
	if (letter == 'A')
		return 2 | 4 | 8;
	return letter == 'L' ? levels & (2 | 4 | 8) : 0;
}

/* Calls CHECK for every combination of facts, possible or not. Returns how many there were. */
static unsigned for_all(void (*check)(const struct policy_facts *))
{
	static const int odd[] = {-2147483647 - 1, -1, 0x7fffffff};
	unsigned cases = 0;

	for (unsigned i = 0; i < 2 * 2 * 2 * 64 * 20 * 20; i++) {
		unsigned rest = i / 8;
		unsigned levels = rest % 64;
		int signature = (int)(rest / 64 % 20), required = (int)(rest / 64 / 20 % 20);
		struct policy_facts facts = {
			.root = i & 1,
			.blessed = i & 2,
			.refuse_unsigned = i & 4,
			/* The last masks have bits that no group has. */
			.levels = levels < 48 ? levels : levels << 26 | levels,
			.signature =
				(enum signature)(signature < 17 ? signature : odd[signature - 17]),
			.required = (enum privilege_level)(
				required < 17 ? required : odd[required - 17]),
		};

		check(&facts);
		cases++;
	}
	return cases;
}

static void check_decision(const struct policy_facts *facts)
{
	struct policy_decision decision = policy_decide(facts);
	char letter = expectation(facts);

	if (decision.verdict == verdict_of(letter) &&
		decision.credentials == credentials_of(letter, facts->levels))
		return;
	fail_msg("root %d levels %#x signature %d blessed %d required %d: verdict %d, credentials "
		 "%#x, not '%c'",
		facts->root, facts->levels, (int)facts->signature, facts->blessed,
		(int)facts->required, (int)decision.verdict, decision.credentials, letter);
}

static void decides_as_the_table_says(void **state)
{
	(void)state;
	assert_int_equal(for_all(check_decision), 204800);
}

/* What is loaded was parsed, and to say "for a higher level" takes parsing: nothing else is. */
static void check_vouched(const struct policy_facts *facts)
{
	assert_int_equal(policy_vouched(facts), strchr("LAl", expectation(facts)) != NULL);
}

static void vouches_for_what_it_must_parse(void **state)
{
	(void)state;
	for_all(check_vouched);
}

/* Before the level is known, STAPDEV stands for it: to learn it never turns a yes into a no. */
static void check_learning(const struct policy_facts *facts)
{
	struct policy_facts before = *facts;

	before.required = PRIVILEGE_STAPDEV;
	if (policy_decide(&before).verdict == POLICY_LOAD)
		assert_int_equal(policy_decide(facts).verdict, POLICY_LOAD);
	assert_int_equal(policy_vouched(&before), policy_vouched(facts));
}

static void needs_no_level_in_order_to_vouch(void **state)
{
	(void)state;
	for_all(check_learning);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decides_as_the_table_says),
		cmocka_unit_test(vouches_for_what_it_must_parse),
		cmocka_unit_test(needs_no_level_in_order_to_vouch),
	};

	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gathers what the loader and this machine have to say of a module. */
#include "stapio/check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/remark.h"
#include "common/report.h"
#include "common/small_file.h"
#include "stapio/ask.h"
#include "stapio/fetch.h"
#include "stapio/generation.h"
#include "stapio/processes.h"
#include "stapio/tell.h"
#include "stapio/values.h"

/* The relay buffer of each CPU when nothing else is said. */
#define DEFAULT_BUFFER_MB 16

/* --- What can be foreseen -------------------------------------------------------------------- */

static bool for_another_kernel(const struct check *check)
{
	const char *vermagic = check->outcome.text;
	size_t length = strcspn(vermagic, " ");

	return strlen(check->machine.release) != length ||
	       strncmp(vermagic, check->machine.release, length) != 0;
}

static bool buffers_fit(const struct check *check)
{
	const struct machine *machine = &check->machine;

	return !machine->free_mb ||
	       (unsigned long)check->buffer_mb * machine->processors <= machine->free_mb;
}

bool check_lacks_addresses(const struct machine *machine)
{
	unsigned major = 0, minor = 0;

	sscanf(machine->release, "%u.%u", &major, &minor);
	return machine->hides_addresses && (major > 5 || (major == 5 && minor >= 7));
}

int check_foresee(const struct check *check, const struct wish *wish)
{
	const struct machine *machine = &check->machine;

	if (machine->no_modules)
		return ENOSYS;
	if (machine->lacks_capability || machine->modules_disabled)
		return EPERM;
	if (machine->must_be_signed && !check->outcome.number)
		return EKEYREJECTED;
	if (machine->locked_down && !check->outcome.number)
		return EPERM;
	if (for_another_kernel(check))
		return ENOEXEC;
	if (!wish->renamed && (check->outcome.found || machine->name_is_loaded))
		return EEXIST;
	int error = values_error(&check->parameters, wish->options);
	if (error)
		return error;
	return buffers_fit(check) ? 0 : ENOMEM;
}

/* --- Gathering ------------------------------------------------------------------------------- */

static void add_reason(struct check *check, const char *reason)
{
	if (check->reason_count < CHECK_REASONS_MAX)
		snprintf(check->reasons[check->reason_count++], sizeof(check->reasons[0]), "%s",
			reason);
}

/* A reason that is none of the kernel's: that module would be removed again before it starts. */
static void take_generation(struct check *check)
{
	char reason[512];

	generation_complaint(
		reason, sizeof(reason), check->outcome.name, (uint32_t)check->outcome.made_by);
	report_error("%s", reason);
	add_reason(check, reason);
	check->status = 1;
}

/* Keeps what OUTCOME means, and tells it, unless programs read us. */
static void take_reason(struct check *check, const struct outcome *outcome, const struct wish *wish)
{
	static struct sentence sentences[SENTENCES_MAX];
	size_t count;

	check->machine = *tell_machine(wish, outcome->name);
	count = words_find(sentences, outcome, wish, &check->machine);

	for (size_t i = 0; i < count; i++)
		add_reason(check, sentences[i].text);
	tell(outcome, wish);
}

static void take(const struct outcome *outcome, const struct wish *wish, void *context)
{
	struct check *check = context;

	if (wish->buffer_mb)
		check->buffer_mb = wish->buffer_mb;
	if (outcome->kind == OUTCOME_CHECKED) {
		struct outcome failure = *outcome;

		check->answered = true;
		check->outcome = *outcome;
		check->machine = *tell_machine(wish, outcome->name);
		if (wish->found && wish->found->read) {
			check->parameters = wish->found->parameters;
			parameters_check(outcome->name, &check->parameters, wish->options);
		}
		failure.kind = OUTCOME_NOT_LOADED;
		failure.error = check->error = check_foresee(check, wish);
		if (failure.error) {
			check->status = 1;
			take_reason(check, &failure, wish);
		} else if (generation_unreadable((uint32_t)outcome->made_by)) {
			take_generation(check);
		} else if (check_lacks_addresses(&check->machine)) {
			failure.kind = OUTCOME_ADDRESSES_HIDDEN;
			check->status = 1;
			take_reason(check, &failure, wish);
		}
	} else if (outcome->kind >= OUTCOME_FAILURES) {
		take_reason(check, outcome, wish);
	} else {
		if (outcome->kind == OUTCOME_SIGNATURE && outcome->number == REMARK_SIGNER)
			snprintf(check->signer, sizeof(check->signer), "%s", outcome->text);
		tell(outcome, wish);
	}
}

int check(const struct options *options, struct taken_over *taken_over)
{
	const struct wish no_more = {.module = options->module};
	static struct check check;
	const char *reason = processes_missing(options);
	char fips[8];

	if (reason) {
		add_reason(&check, reason);
		check.status = 1; /* unless he may not load it, either */
	}
	check.buffer_mb = DEFAULT_BUFFER_MB;
	check.machine = *tell_machine(&no_more, "");
	small_file_line("/proc/sys/crypto/fips_enabled", fips, sizeof(fips));
	check.fips = strcmp(fips, "1") == 0;
	int status = asking(options, taken_over, take, &check);
	if (asking_too_much())
		add_reason(&check, asking_too_much());
	if (status || !check.answered)
		check.status = status ? status : 1;
	check_print(&check, options);
	return check.status;
}

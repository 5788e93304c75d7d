/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A check on standard output: a line for each fact and the verdict last; or one object of JSON. */
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/dialect.h"
#include "stapio/check.h"
#include "stats/json.h"

static const char *level_name(int level)
{
	switch (level) {
	case PRIVILEGE_STAPUSR:
		return "stapusr";
	case PRIVILEGE_STAPSYS:
		return "stapsys";
	default:
		return "stapdev";
	}
}

/* Hands each of the groups that count, if the caller is in it, to TAKE. */
static unsigned groups(const char *names[static 3])
{
	static const char *const all[] = {"stapdev", "stapsys", "stapusr"};
	gid_t mine[1024];
	int count = getgroups(1024, mine);
	unsigned found = 0;

	for (size_t i = 0; i < 3; i++) {
		const struct group *group = getgrnam(all[i]);
		bool member = group && getegid() == group->gr_gid;

		for (int j = 0; group && j < count; j++)
			member |= mine[j] == group->gr_gid;
		if (member)
			names[found++] = all[i];
	}
	return found;
}

static const char *yes(bool is)
{
	return is ? "yes" : "no";
}

/* --- For people ------------------------------------------------------------------------------ */

static void fact(const char *name, const char *value)
{
	printf("%-14s %s\n", name, value);
}

static void print_module(const struct check *check)
{
	char text[256];

	fact("module:", check->outcome.name);
	snprintf(text, sizeof(text), "%.*s", (int)strcspn(check->outcome.text, " "),
		check->outcome.text);
	fact("made for:", *text ? text : "no kernel that it names");
	fact("level:", level_name(check->outcome.pid));
	fact("kernel signed:", yes(check->outcome.number));
	if (check->outcome.found) {
		snprintf(text, sizeof(text), "yes, by uid %u", check->outcome.owner);
		fact("loaded:", text);
	} else {
		fact("loaded:", yes(check->machine.name_is_loaded));
	}
	for (size_t i = 0; i < check->parameters.count; i++) {
		const struct parameter *parameter = &check->parameters.all[i];

		snprintf(text, sizeof(text), "%s (%s)", parameter->name, parameter->type);
		fact(i ? "" : "parameters:", text);
	}
}

static void print_people(const struct check *check)
{
	const struct machine *machine = &check->machine;
	const char *names[3];
	unsigned count = groups(names);
	char text[256];

	fact("file:", machine->real_path);
	if (check->answered)
		print_module(check);
	fact("signer:", *check->signer ? check->signer : "none that is trusted");
	snprintf(text, sizeof(text), "%s%s%s%s%s%s", getuid() == 0 ? "root" : "",
		getuid() == 0 && count ? " " : "", count ? names[0] : "", count > 1 ? " " : "",
		count > 1 ? names[1] : "", count > 2 ? " stapusr" : "");
	fact("you are:", *text ? text : "in no group of SystemTap's");
	fact("kernel:", machine->release);
	snprintf(text, sizeof(text), "%s; Secure Boot %s; only signed modules: %s; FIPS mode: %s",
		machine->locked_down ? "locked down" : "not locked down",
		machine->secure_boot ? "on" : "off", yes(machine->must_be_signed),
		yes(check->fips));
	fact("", text);
	snprintf(text, sizeof(text), "%u MB for each of %u processors; %lu MB are free",
		check->buffer_mb, machine->processors, machine->free_mb);
	fact("buffers:", text);
	fact("would load:", yes(!check->status));
}

/* --- For programs ---------------------------------------------------------------------------- */

static void json_member(const char *name, const char *value)
{
	printf(",\n  \"%s\": ", name);
	json_string(stdout, value && *value ? value : NULL);
}

static void json_flag(const char *name, bool value)
{
	printf(",\n  \"%s\": %s", name, value ? "true" : "false");
}

static void json_module(const struct check *check)
{
	const struct outcome *outcome = &check->outcome;
	char made_for[OUTCOME_TEXT_SIZE];

	snprintf(made_for, sizeof(made_for), "%.*s", (int)strcspn(outcome->text, " "),
		outcome->text);
	json_member("module", outcome->name);
	json_member("made_for", made_for);
	json_member("level", check->answered ? level_name(outcome->pid) : NULL);
	json_flag("kernel_signature", outcome->number);
	json_flag("name_taken", outcome->found || check->machine.name_is_loaded);
	printf(",\n  \"parameters\": {");
	for (size_t i = 0; i < check->parameters.count; i++) {
		printf("%s", i ? ", " : "");
		json_string(stdout, check->parameters.all[i].name);
		printf(": ");
		json_string(stdout, check->parameters.all[i].type);
	}
	printf("}");
}

static void print_json(const struct check *check)
{
	const struct machine *machine = &check->machine;
	const char *names[3];
	unsigned count = groups(names);

	printf("{\n  \"would_load\": %s,\n  \"status\": %d", check->status ? "false" : "true",
		check->status);
	json_member("file", machine->real_path);
	json_module(check);
	json_member("signer", check->signer);
	printf(",\n  \"uid\": %u,\n  \"groups\": [", (unsigned)getuid());
	for (unsigned i = 0; i < count; i++)
		printf("%s\"%s\"", i ? ", " : "", names[i]);
	printf("]");
	json_member("kernel", machine->release);
	json_flag("locked_down", machine->locked_down);
	json_flag("secure_boot", machine->secure_boot);
	json_flag("signed_modules_only", machine->must_be_signed);
	json_flag("modules_disabled", machine->modules_disabled);
	json_flag("fips", check->fips);
	printf(",\n  \"buffer_mb\": %u,\n  \"processors\": %u,\n  \"free_mb\": %lu",
		check->buffer_mb, machine->processors, machine->free_mb);
	printf(",\n  \"reasons\": [");
	for (unsigned i = 0; i < check->reason_count; i++) {
		printf("%s\n    ", i ? "," : "");
		json_string(stdout, check->reasons[i]);
	}
	printf("%s]\n}\n", check->reason_count ? "\n  " : "");
}

void check_print(const struct check *check, const struct options *options)
{
	if (options->json)
		print_json(check);
	else
		print_people(check);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A check on standard output: a line for each fact and the verdict last; or one object of JSON. */
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/dialect.h"
#include "common/printable.h"
#include "common/transport.h"
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

/* Writes which SystemTap made it, as "SystemTap 4.8". False: it does not say, or says several. */
static bool made_by(const struct check *check, char *text, size_t size)
{
	unsigned version = (unsigned)check->outcome.made_by;

	snprintf(text, size, "SystemTap %u.%u", version >> 16, version & 0xffff);
	return version > TRANSPORT_VERSION_SEVERAL;
}

static const char *yes(bool is)
{
	return is ? "yes" : "no";
}

/* --- For people ------------------------------------------------------------------------------ */

/* Of what others wrote, such as the name of a file, a terminal gets no control characters. */
static void fact(const char *name, const char *value)
{
	char text[PATH_MAX + 32];

	snprintf(text, sizeof(text), "%s", value);
	printable(text, strlen(text), "");
	printf("%-14s %s\n", name, text);
}

static void print_module(const struct check *check)
{
	char text[256];

	fact("module:", check->outcome.name);
	snprintf(text, sizeof(text), "%.*s", (int)strcspn(check->outcome.text, " "),
		check->outcome.text);
	fact("made for:", *text ? text : "no kernel that it names");
	fact("made by:", made_by(check, text, sizeof(text)) ? text : "no SystemTap that it names");
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
		machine->locked_down         ? "locked down"
		: machine->lockdown_is_known ? "not locked down"
					     : "lockdown is not known",
		machine->secure_boot            ? "on"
		: machine->secure_boot_is_known ? "off"
						: "not known",
		machine->sys_is_there ? yes(machine->must_be_signed) : "not known",
		yes(check->fips));
	fact("", text);
	int length = snprintf(text, sizeof(text), "%u MB for each of %u CPUs", check->buffer_mb,
		machine->processors);
	if (machine->free_mb)
		snprintf(text + length, sizeof(text) - (size_t)length, "; %lu MB %s free",
			machine->free_mb, machine->free_mb == 1 ? "is" : "are");
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

static void json_known(const char *name, bool known, bool value)
{
	if (known)
		json_flag(name, value);
	else
		json_member(name, NULL);
}

static void json_parameters(const struct parameters *parameters)
{
	printf(",\n  \"parameters\": {");
	for (size_t i = 0; i < parameters->count; i++) {
		printf("%s", i ? ", " : "");
		json_string(stdout, parameters->all[i].name);
		printf(": ");
		json_string(stdout, parameters->all[i].type);
	}
	printf("}");
}

static void json_module(const struct check *check)
{
	const struct outcome *outcome = &check->outcome;
	char made_for[OUTCOME_TEXT_SIZE], text[48];

	snprintf(made_for, sizeof(made_for), "%.*s", (int)strcspn(outcome->text, " "),
		outcome->text);
	json_member("module", outcome->name);
	json_member("made_for", made_for);
	json_member("made_by", made_by(check, text, sizeof(text)) ? strchr(text, ' ') + 1 : NULL);
	json_member("level", check->answered ? level_name(outcome->pid) : NULL);
	json_known("kernel_signature", check->answered, outcome->number);
	json_known("name_taken", check->answered, outcome->found || check->machine.name_is_loaded);
	if (check->answered)
		json_parameters(&check->parameters);
	else
		json_member("parameters", NULL);
}

/* NULL of 0. */
static const char *name_of_error(int error)
{
	static const struct {
		int error;
		const char *name;
	} names[] = {{EPERM, "EPERM"}, {ENOEXEC, "ENOEXEC"}, {ENOMEM, "ENOMEM"}, {EEXIST, "EEXIST"},
		{ENOSYS, "ENOSYS"}, {EINVAL, "EINVAL"}, {ERANGE, "ERANGE"},
		{EKEYREJECTED, "EKEYREJECTED"}};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].error == error)
			return names[i].name;
	return NULL;
}

static void print_json(const struct check *check)
{
	const struct machine *machine = &check->machine;
	const char *names[3];
	unsigned count = groups(names);

	printf("{\n  \"would_load\": %s,\n  \"status\": %d", check->status ? "false" : "true",
		check->status);
	json_member("error", name_of_error(check->error));
	json_member("file", machine->real_path);
	json_module(check);
	json_member("signer", check->signer);
	printf(",\n  \"uid\": %u,\n  \"groups\": [", (unsigned)getuid());
	for (unsigned i = 0; i < count; i++)
		printf("%s\"%s\"", i ? ", " : "", names[i]);
	printf("]");
	json_member("kernel", machine->release);
	json_known("locked_down", machine->lockdown_is_known, machine->locked_down);
	json_known("secure_boot", machine->secure_boot_is_known, machine->secure_boot);
	json_known("signed_modules_only", machine->sys_is_there, machine->must_be_signed);
	json_flag("modules_disabled", machine->modules_disabled);
	json_flag("fips", check->fips);
	printf(",\n  \"buffer_mb\": %u,\n  \"processors\": %u", check->buffer_mb,
		machine->processors);
	if (machine->free_mb)
		printf(",\n  \"free_mb\": %lu", machine->free_mb);
	else
		json_member("free_mb", NULL);
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

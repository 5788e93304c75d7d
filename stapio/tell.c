/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machine is looked at when words are needed: after a failure. */
#include "stapio/tell.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "common/report.h"
#include "common/small_file.h"
#include "stapio/attached.h"
#include "stapio/fetch.h"
#include "stapio/parameters.h"

#define SECURE_BOOT "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

static void find_secure_boot(struct machine *machine)
{
	unsigned char variable[5] = {0}; /* four bytes of attributes, then the value */
	int fd = open(SECURE_BOOT, O_RDONLY | O_CLOEXEC);
	bool is_read = fd >= 0 && read(fd, variable, sizeof(variable)) == sizeof(variable);

	if (fd >= 0)
		close(fd);
	machine->secure_boot = is_read && variable[4] == 1;
	/* Where the firmware is none of that kind there is no such folder. */
	machine->secure_boot_is_known =
		is_read || (machine->sys_is_there && access("/sys/firmware/efi", F_OK) != 0);
}

/* The first one maps all ids there are to themselves. */
static bool in_user_namespace(void)
{
	unsigned inside, outside, count;
	char map[80];

	small_file_line("/proc/self/uid_map", map, sizeof(map));
	return sscanf(map, "%u %u %u", &inside, &outside, &count) == 3 &&
	       (inside || outside || count != ~0U);
}

static unsigned long free_megabytes(void)
{
	char text[512], *available;
	int fd = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);
	unsigned long megabytes;

	if (fd >= 0)
		close(fd);
	text[got > 0 ? got : 0] = '\0';
	available = strstr(text, "MemAvailable:");
	if (!available)
		return 0;
	megabytes = strtoul(available + strlen("MemAvailable:"), NULL, 10) / 1024;
	return megabytes ? megabytes : 1; /* 0 would say that it is not known */
}

static bool is_loaded(const char *module)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/module/%.64s", module);
	return *module && access(path, F_OK) == 0;
}

/* Finds the paths without looking for them: the file system may not answer. */
static void find_paths(struct machine *machine, const struct wish *wish)
{
	fetch_path(machine->path, wish->module);
	strcpy(machine->real_path,
		wish->found && *wish->found->path ? wish->found->path : machine->path);
	machine->root = geteuid() == 0;
}

/* 1 shows addresses to who has CAP_SYSLOG, 2 to no one: the loader makes 1 of that
 * (kernel_prepare() in staprun/kernel.h) where it may write there, and where it is not told to
 * leave it alone. */
static bool hides_addresses(void)
{
	static const char setting[] = "/proc/sys/kernel/kptr_restrict";
	struct statvfs mount;
	char value[16];

	small_file_line(setting, value, sizeof(value));
	if (strcmp(value, "2") != 0)
		return prctl(PR_CAPBSET_READ, CAP_SYSLOG, 0, 0, 0) != 1;
	return getenv("STAP_BZ1552745_OVERRIDE") ||
	       (statvfs(setting, &mount) == 0 && mount.f_flag & ST_RDONLY);
}

static void look_around(struct machine *machine, const struct wish *wish, const char *name)
{
	char value[80];

	/* uname(2) says what the caller's personality wants to hear. */
	small_file_line("/proc/sys/kernel/osrelease", machine->release, sizeof(machine->release));
	find_paths(machine, wish);
	/* In a /proc without it, which knows processes alone, there is no such line either. */
	machine->no_modules = *machine->release && access("/proc/modules", F_OK) != 0;
	small_file_line("/proc/sys/kernel/modules_disabled", value, sizeof(value));
	machine->modules_disabled = strcmp(value, "1") == 0;
	machine->sys_is_there = access("/sys/module", F_OK) == 0;
	small_file_line("/sys/module/module/parameters/sig_enforce", value, sizeof(value));
	machine->must_be_signed = strcmp(value, "Y") == 0;
	small_file_line("/sys/kernel/security/lockdown", value, sizeof(value));
	machine->locked_down =
		strstr(value, "[integrity]") != NULL || strstr(value, "[confidentiality]") != NULL;
	/* A kernel without it has no such file; nor is there one where securityfs is not mounted.
	 */
	if (!*value)
		small_file_line("/sys/kernel/security/lsm", value, sizeof(value));
	machine->lockdown_is_known = *value;
	find_secure_boot(machine);
	/* staprun had this process's bounding set when it began. */
	machine->lacks_capability = prctl(PR_CAPBSET_READ, CAP_SYS_MODULE, 0, 0, 0) != 1;
	machine->hides_addresses = hides_addresses();
	machine->user_namespace = in_user_namespace();
	machine->no_new_privs = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
	machine->name_is_loaded = is_loaded(name);
	machine->free_mb = free_megabytes();
	machine->processors = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
}

static struct machine machine;

const struct machine *tell_machine(const struct wish *wish, const char *name)
{
	look_around(&machine, wish, name);
	return &machine;
}

void tell_module(const struct outcome *outcome, const struct wish *wish)
{
	tell(outcome, wish);
	if (wish->found && wish->found->read)
		parameters_check(outcome->name, &wish->found->parameters, wish->options);
}

void tell(const struct outcome *outcome, const struct wish *wish)
{
	static struct sentence sentences[SENTENCES_MAX];
	size_t count;

	if (outcome->kind >= OUTCOME_FAILURES || outcome->kind == OUTCOME_MODULE)
		look_around(&machine, wish, outcome->name);
	if (outcome->kind == OUTCOME_UNAVAILABLE && outcome->found && !outcome->error)
		machine.attached = attached_to(outcome->name);
	count = words_find(sentences, outcome, wish, &machine);
	for (size_t i = 0; i < count; i++) {
		const char *text = sentences[i].text;

		switch (sentences[i].kind) {
		case SENTENCE_ERROR:
			report_error("%s", text);
			break;
		case SENTENCE_WARNING:
			report_warning("%s", text);
			break;
		case SENTENCE_LINE:
			report_line("%s", text);
			break;
		case SENTENCE_VERBOSE:
			report_verbose(1, "%s", text);
			break;
		case SENTENCE_DEBUG:
			report_verbose(2, "%s", text);
			break;
		}
	}
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One errno of finit_module stands for many causes: this finds the likely one. */
#include "staprun/explain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/capability.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "staprun/kernel.h"
#include "staprun/module_folder.h"

/* The relay buffer of each processor when nothing else is said. */
#define DEFAULT_BUFFER_MB 16

#define SECURE_BOOT "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

static bool has_secure_boot(void)
{
	unsigned char variable[5] = {0}; /* four bytes of attributes, then the value */
	int fd = open(SECURE_BOOT, O_RDONLY | O_CLOEXEC);
	bool on = fd >= 0 && read(fd, variable, sizeof(variable)) == sizeof(variable) &&
		  variable[4] == 1;

	if (fd >= 0)
		close(fd);
	return on;
}

static unsigned long free_megabytes(void)
{
	char text[512], *available;
	int fd = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	text[got > 0 ? got : 0] = '\0';
	available = strstr(text, "MemAvailable:");
	return available ? strtoul(available + strlen("MemAvailable:"), NULL, 10) / 1024 : 0;
}

static void find_same_name(struct load_failure *failure)
{
	char path[128];
	struct stat st;
	uid_t owner;
	int folder = module_folder_open(failure->name);

	snprintf(path, sizeof(path), "/sys/module/%.64s", failure->name);
	if (folder >= 0 && !module_folder_owner(folder, &owner)) {
		failure->same_name = SAME_NAME_SYSTEMTAP;
		failure->owner = owner;
	} else if (!stat(path, &st)) {
		failure->same_name = SAME_NAME_OTHER;
	}
	if (folder >= 0)
		close(folder);
}

void explain_gather(struct load_failure *failure)
{
	char value[80];
	struct utsname kernel;
	cap_t caps = cap_get_proc();
	cap_flag_value_t permitted = CAP_CLEAR;

	if (!uname(&kernel))
		snprintf(failure->release, sizeof(failure->release), "%s", kernel.release);
	kernel_read_line("/proc/sys/kernel/modules_disabled", value, sizeof(value));
	failure->modules_disabled = strcmp(value, "1") == 0;
	kernel_read_line("/sys/module/module/parameters/sig_enforce", value, sizeof(value));
	failure->must_be_signed = strcmp(value, "Y") == 0;
	kernel_read_line("/sys/kernel/security/lockdown", value, sizeof(value));
	failure->locked_down = strstr(value, "[integrity]") || strstr(value, "[confidentiality]");
	failure->secure_boot = has_secure_boot();
	failure->lacks_capability = !caps ||
				    cap_get_flag(caps, CAP_SYS_MODULE, CAP_PERMITTED, &permitted) ||
				    !permitted;
	cap_free(caps);
	failure->free_mb = free_megabytes();
	failure->processors = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
	find_same_name(failure);
}

bool explain_must_be_signed(const struct load_failure *failure)
{
	return failure->must_be_signed || failure->locked_down;
}

const char *explain_reason(int error)
{
	switch (error) {
	case ENOENT:
		return "Unknown symbol in module";
	case EINVAL:
		return "Invalid parameters";
	case ENOEXEC:
		return "Invalid module format";
	default:
		return strerror(error);
	}
}

static bool buffers_do_not_fit(const struct load_failure *f)
{
	unsigned long each = f->buffer_mb ? f->buffer_mb : DEFAULT_BUFFER_MB;

	return f->free_mb && each * f->processors > f->free_mb;
}

static void explain_signature(const struct load_failure *f, char *line, size_t size)
{
	const char *rule = f->locked_down      ? "is locked down (/sys/kernel/security/lockdown)"
			   : f->must_be_signed ? "enforces module signatures (module.sig_enforce)"
					       : "checks the module's own signature";
	const char *boot = f->secure_boot ? ", as Secure Boot asks" : "";

	if (f->has_signature && f->renamed)
		snprintf(line, size,
			"The kernel %s%s, and -R changed what was signed: load it "
			"without -R, or compile it under another name.",
			rule, boot);
	else if (f->has_signature)
		snprintf(line, size,
			"The kernel %s%s, and does not know the key that signed this "
			"module (enroll it with mokutil --import and boot again), or the "
			"module was changed since.",
			rule, boot);
	else
		snprintf(line, size,
			"The kernel %s%s, and this module has no signature of that kind: "
			"sign it with an enrolled key (stap --use-server does), or boot without%s.",
			rule, boot, f->secure_boot ? " Secure Boot" : " that");
}

static void explain_memory(const struct load_failure *f, char *line, size_t size)
{
	unsigned each = f->buffer_mb ? f->buffer_mb : DEFAULT_BUFFER_MB;

	snprintf(line, size,
		"Its buffers take %u MB for each of %u processors, and %lu MB are free: "
		"ask for less with -b.",
		each, f->processors, f->free_mb);
}

static void explain_permission(const struct load_failure *f, char *line, size_t size)
{
	if (f->lacks_capability)
		snprintf(line, size,
			"This process lacks CAP_SYS_MODULE, as in most containers: run it "
			"on the host, or give the container that capability.");
	else if (f->modules_disabled)
		snprintf(line, size,
			"Loading modules was turned off until the next boot "
			"(kernel.modules_disabled is 1).");
	else if (explain_must_be_signed(f))
		explain_signature(f, line, size);
	else if (buffers_do_not_fit(f))
		explain_memory(f, line, size);
	else
		snprintf(line, size,
			"The module itself refused to start, or a security policy forbids "
			"it: the kernel's log (dmesg) says which.");
}

static void explain_format(const struct load_failure *f, char *line, size_t size)
{
	size_t built_for = strcspn(f->vermagic, " ");

	if (built_for && (strlen(f->release) != built_for ||
				 strncmp(f->vermagic, f->release, built_for) != 0))
		snprintf(line, size,
			"It was compiled for Linux %.*s, and this is Linux %s: compile it "
			"again with stap -r %s.",
			(int)built_for, f->vermagic, f->release, f->release);
	else if (built_for)
		snprintf(line, size,
			"It was compiled for a Linux %.*s of another build or "
			"configuration (%s): compile it again on this machine; dmesg says more.",
			(int)built_for, f->vermagic, f->vermagic);
	else
		snprintf(line, size,
			"It does not say which kernel it was compiled for, so it is no "
			"module that stap made.");
}

static void explain_same_name(const struct load_failure *f, char *line, size_t size)
{
	if (f->same_name == SAME_NAME_SYSTEMTAP)
		snprintf(line, size, "A module %s is loaded already; uid %u loaded it.", f->name,
			f->owner);
	else if (f->same_name == SAME_NAME_OTHER)
		snprintf(line, size,
			"A module %s is loaded already, and it is not one of SystemTap's.",
			f->name);
	else
		snprintf(line, size,
			"A module %s was loaded already, or is being loaded or removed just "
			"now.",
			f->name);
}

void explain(const struct load_failure *f, char *line, size_t size)
{
	switch (f->error) {
	case ENOEXEC:
		explain_format(f, line, size);
		break;
	case ENOENT:
		snprintf(line, size,
			"It needs something that this kernel does not have or export; "
			"dmesg names the symbol. Compile it again for this kernel.");
		break;
	case EINVAL:
		snprintf(line, size,
			"A NAME=VALUE has a value of the wrong kind; dmesg says which. "
			"Numbers for numbers, and quotes inside the word for blanks: 'name=\"a b\"'.");
		break;
	case EEXIST:
	case EBUSY:
		explain_same_name(f, line, size);
		break;
	case EKEYREJECTED:
	case ENOKEY:
	case EBADMSG:
	case ENOPKG:
		explain_signature(f, line, size);
		break;
	case EPERM:
		explain_permission(f, line, size);
		break;
	case EACCES:
		snprintf(line, size,
			"A security policy of this machine (SELinux, AppArmor, ...) forbids "
			"it: its audit log says which rule.");
		break;
	case ENOMEM:
		explain_memory(f, line, size);
		break;
	default:
		snprintf(line, size, "The kernel's log (dmesg) may say more.");
	}
}

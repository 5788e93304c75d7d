/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One errno of finit_module stands for many causes: this finds the likely one,
 * from what the loader knows about the module and stapio about the machine.
 */
#include "words/words_load.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The relay buffer of each CPU when nothing else is said. */
#define DEFAULT_BUFFER_MB 16

/* All that is known about a module that was not loaded. */
struct failure {
	const struct outcome *outcome;
	const struct wish *wish;
	const struct machine *machine;
};

static bool buffers_do_not_fit(const struct failure *f)
{
	unsigned long each = f->wish->buffer_mb ? f->wish->buffer_mb : DEFAULT_BUFFER_MB;

	return f->machine->free_mb && each * f->machine->processors > f->machine->free_mb;
}

static void explain_signature(const struct failure *f, char *line, size_t size)
{
	const char *rule =
		f->machine->locked_down      ? "is locked down (/sys/kernel/security/lockdown)"
		: f->machine->must_be_signed ? "enforces module signatures (module.sig_enforce)"
					     : "checks the module's own signature";
	const char *boot = f->machine->secure_boot ? ", as Secure Boot asks" : "";

	if (f->outcome->number && f->wish->renamed)
		snprintf(line, size,
			"The kernel %s%s, and -R changed what was signed: load it "
			"without -R, or compile it under another name.",
			rule, boot);
	else if (f->outcome->number)
		snprintf(line, size,
			"The kernel %s%s, and does not know the key that signed this "
			"module (enroll it with mokutil --import and boot again), or the "
			"module was changed since.",
			rule, boot);
	else
		snprintf(line, size,
			"The kernel %s%s, and this module has no signature of that kind: "
			"sign it with an enrolled key (stap --use-server does), or boot without%s.",
			rule, boot, f->machine->secure_boot ? " Secure Boot" : " that");
}

static void explain_memory(const struct failure *f, char *line, size_t size)
{
	unsigned each = f->wish->buffer_mb ? f->wish->buffer_mb : DEFAULT_BUFFER_MB;
	unsigned long free_mb = f->machine->free_mb;
	char there[48] = ""; /* what is free, where that is known */

	if (free_mb)
		snprintf(there, sizeof(there), ", and %lu MB %s free", free_mb,
			free_mb == 1 ? "is" : "are");
	snprintf(line, size, "Its buffers take %u MB for each of %u CPUs%s: ask for less with -b.",
		each, f->machine->processors, there);
}

static void explain_permission(const struct failure *f, char *line, size_t size)
{
	if (f->machine->user_namespace)
		snprintf(line, size,
			"This is a user namespace, as of a rootless container, and only root outside "
			"of it loads modules: run it there.");
	else if (f->machine->lacks_capability)
		snprintf(line, size,
			"This process lacks CAP_SYS_MODULE, as in most containers: run it "
			"on the host, or give the container that capability.");
	else if (f->machine->modules_disabled)
		snprintf(line, size,
			"Loading modules was turned off until the next boot "
			"(kernel.modules_disabled is 1).");
	else if ((f->machine->must_be_signed || f->machine->locked_down))
		explain_signature(f, line, size);
	else if (buffers_do_not_fit(f))
		explain_memory(f, line, size);
	else
		snprintf(line, size,
			"The module itself refused to start, or a security policy forbids "
			"it: the kernel's log (dmesg) says which.");
}

static void explain_format(const struct failure *f, char *line, size_t size)
{
	size_t built_for = strcspn(f->outcome->text, " ");

	if (built_for && (strlen(f->machine->release) != built_for ||
				 strncmp(f->outcome->text, f->machine->release, built_for) != 0))
		snprintf(line, size,
			"It was compiled for Linux %.*s, and this is Linux %s: compile it "
			"again with stap -r %s.",
			(int)built_for, f->outcome->text, f->machine->release, f->machine->release);
	else if (built_for)
		snprintf(line, size,
			"It was compiled for a Linux %.*s of another build or "
			"configuration (%s): compile it again on this machine; dmesg says more.",
			(int)built_for, f->outcome->text, f->outcome->text);
	else
		snprintf(line, size,
			"It does not say which kernel it was compiled for, so it is no "
			"module that stap made: give the .ko file that stap -p4 made.");
}

static void explain_same_name(const struct failure *f, char *line, size_t size)
{
	if (f->outcome->found)
		snprintf(line, size, "A module %s is loaded already; uid %u loaded it.",
			f->outcome->name, f->outcome->owner);
	else if (f->machine->name_is_loaded)
		snprintf(line, size,
			"A module %s is loaded already, and it is not one of SystemTap's.",
			f->outcome->name);
	else
		snprintf(line, size,
			"A module %s was loaded already, or is being loaded or removed just "
			"now.",
			f->outcome->name);
}

void words_load_cause(char *line, size_t size, const struct outcome *outcome,
	const struct wish *wish, const struct machine *machine)
{
	const struct failure failure = {outcome, wish, machine}, *f = &failure;

	switch (outcome->error) {
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
	case ERANGE:
		snprintf(line, size,
			"A NAME=VALUE has a number that is larger or smaller than its kind can be; "
			"dmesg says which.");
		break;
	case ENOSPC:
		snprintf(line, size,
			"A NAME=VALUE is longer than a string of that script's may be; dmesg says "
			"which. stap -DMAXSTRINGLEN=N compiles it for longer ones.");
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
	case ENOSYS:
		snprintf(line, size,
			"This kernel loads no modules at all: it was built so, or is that of a "
			"sandbox (gVisor): run staprun on the host.");
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

const char *words_load_reason(int error)
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

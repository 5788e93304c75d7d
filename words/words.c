/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each kind of outcome has a sentence or two. The first is what scripts know
 * from SystemTap's own staprun where there is such a thing. One errno of
 * finit_module stands for many causes: words_load.c finds the likely one. What
 * comes of the check of a signature is in words_signature.c.
 */
#include "words/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/dialect.h"
#include "options/module_path.h"
#include "words/words_load.h"
#include "words/words_signature.h"

#define SETTINGS "/etc/systemtap/staprun.conf"

static void no_privilege(struct words *words)
{
	ERROR(words, "Effective uid is %u, not 0: staprun can't load or remove modules.",
		words->outcome->owner);
	if (words->machine->no_new_privs)
		LINE(words,
			"It was started under no_new_privs, where the setuid bit has no effect: run it "
			"outside of that sandbox, container or service (NoNewPrivileges=).");
	else if (words->outcome->number)
		LINE(words,
			"It is on a file system that is mounted nosuid, where the setuid bit has no "
			"effect: install it elsewhere, or remount that one with suid.");
	else
		LINE(words,
			"It is not installed setuid root, or runs in a user namespace: as root, do "
			"chown root:stapusr and chmod 04110, or run it as root.");
}

static void capabilities(struct words *words)
{
	ERROR(words, "Couldn't give up capabilities: %s", strerror(words->outcome->error));
	LINE(words, "Giving up takes CAP_SETPCAP: where a service or container limits "
		    "capabilities (CapabilityBoundingSet=, --cap-drop), leave it that one.");
}

static void settings(struct words *words)
{
	const struct outcome *outcome = words->outcome;

	if (outcome->number == HELPER_WRONG && outcome->pid)
		ERROR(words,
			SETTINGS ":%d: This is no setting, and so nothing is loaded: see "
				 "staprun(8), CONFIGURATION.",
			outcome->pid);
	else
		words_write_helper_failed(
			words, SENTENCE_ERROR, "read " SETTINGS ", and so nothing is loaded");
	if (outcome->error == EPERM || outcome->error == ELOOP || outcome->error == ENOTDIR)
		LINE(words, "It and each folder on the way must be root's, no one else may write "
			    "there, and none may be a link.");
}

static void not_opened(struct words *words)
{
	const struct wish *wish = words->wish;
	int error = words->outcome->error;

	ERROR(words, "Unable to canonicalize path \"%s\": %s", words->machine->path,
		strerror(error));
	if (error == ENOENT)
		LINE(words, "There is no such file%s.",
			module_is_path(wish->module)
				? ", seen from the current folder"
				: ": a name, unlike a path, is looked for only there");
	else if (error == EACCES && words->machine->root)
		LINE(words,
			"Root may not read it: it is on a file system of another user's own (FUSE, "
			"sshfs), or of another machine. Copy it elsewhere, or mount that with -o "
			"allow_other.");
	else if (error == EACCES)
		LINE(words,
			"The file is opened with your rights, and they do not suffice to read it.");
}

static void not_copied(struct words *words)
{
	int error = words->outcome->error;

	if (error != EISDIR && error != ENOTSUP && error != EFBIG && error != ENODATA &&
		error != EBUSY) {
		ERROR(words, "Couldn't read module '%s': %s", words->machine->path,
			strerror(error));
		if (error == ENOSYS)
			LINE(words,
				"This kernel lacks memfd_create(2), which came with Linux 3.17.");
		return;
	}
	ERROR(words, "Couldn't insert module '%s': Invalid module format", words->machine->path);
	switch (error) {
	case EISDIR:
		LINE(words, "It is a folder: give the path of the module in it.");
		break;
	case ENOTSUP:
		LINE(words,
			"It is a FIFO, a device or a socket, and a module must be a regular file.");
		break;
	case EFBIG:
		LINE(words, "It is larger than %ld MiB, which no module is.",
			MODULE_IMAGE_MAX >> 20);
		break;
	case ENODATA:
		LINE(words, "It is empty: compile it again.");
		break;
	case EBUSY:
		LINE(words, "It is being written to: wait until it is complete.");
		break;
	}
}

static void fips(struct words *words)
{
	ERROR(words, "The kernel is in FIPS mode, where loading a SystemTap module may stop it.");
	if (words->outcome->error)
		LINE(words, "STAP_FIPS_OVERRIDE counts only for root and members of stapdev.");
	else
		LINE(words, "If this kernel is known not to, root and members of stapdev can set "
			    "STAP_FIPS_OVERRIDE.");
}

static void must_keep_name(struct words *words)
{
	ERROR(words, "Couldn't insert module '%s': Key was rejected by service",
		words->machine->path);
	LINE(words, "This kernel loads only modules with a signature, and -R would break it: "
		    "load the module without -R, or compile it under another name.");
}

static void not_loaded(struct words *words)
{
	struct sentence *why;

	ERROR(words, "Couldn't insert module '%s': %s", words->machine->path,
		words_load_reason(words->outcome->error));
	if (words->outcome->error == EEXIST)
		ERROR(words, "Rerun with staprun option '-R' to rename this module.");
	why = &words->sentences[words->count++];
	/* Programs match these two lines as all that is said. */
	why->kind = words->outcome->error == EEXIST ? SENTENCE_VERBOSE : SENTENCE_LINE;
	words_load_cause(why->text, sizeof(why->text), words->outcome, words->wish, words->machine);
}

/* Says that the control channel of module NAME can't be had. */
static void cannot_attach(struct words *words, const char *name)
{
	ERROR(words, "Cannot attach to module %s control channel; not running?", name);
}

static void unavailable(struct words *words)
{
	const struct outcome *outcome = words->outcome;
	const char *name = words->wish->module;

	cannot_attach(words, name);
	if (!module_name_valid(name))
		LINE(words, "That is no name of a module: give the name that it has in the kernel, "
			    "without a folder and without .ko.");
	else if (!outcome->found)
		LINE(words,
			"The module is not loaded, or it is not one of SystemTap's: staprun --list "
			"shows which are.");
	else if (outcome->error && outcome->error != EACCES)
		LINE(words, "Opening it gave: %s.", strerror(outcome->error));
	else if (outcome->error)
		LINE(words, "The module belongs to uid %u: only that user and root can have it.",
			outcome->owner);
	else if (words->machine->attached)
		LINE(words,
			"The module is in use: attached by pid %d; detach that one first (SIGQUIT).",
			(int)words->machine->attached);
	else
		LINE(words, "The module is in use: attached by another process; detach that one "
			    "first (SIGQUIT).");
	if (words->wish->removal)
		ERROR(words, "'%s' is not a zombie systemtap module.", name);
}

static void not_sent(struct words *words)
{
	enum control_type type = (enum control_type)words->outcome->number;
	const char *what = type == CONTROL_PRIVILEGE_CREDENTIALS ? "credentials"
			   : type == CONTROL_RELOCATION          ? "relocation"
			   : type == CONTROL_TZINFO              ? "time zone"
								 : "remote id";

	ERROR(words, "Unable to send %s: %s", what, strerror(words->outcome->error));
	if (words->outcome->error == EINVAL)
		LINE(words,
			"The module speaks a dialect that this staprun does not know: compile it with "
			"the stap of SystemTap 4.x or 5.x.");
}

static void not_removed(struct words *words)
{
	const char *name = words->outcome->name;

	ERROR(words, "Couldn't remove module '%s': %s.", name, strerror(words->outcome->error));
	if (words->wish->removal)
		LINE(words, "The kernel's log (dmesg) may say why.");
	else
		LINE(words,
			"It may still be loaded; remove it with: staprun -d %s (or, if it is none of SystemTap's, as root: rmmod %s)",
			name, name);
}

static void sysctl(struct words *words)
{
	const struct outcome *outcome = words->outcome;

	if (outcome->error)
		VERBOSE(words, "Couldn't set %s to %d: %s", outcome->text, outcome->number,
			strerror(outcome->error));
	else
		VERBOSE(words, "Set %s to %d.", outcome->text, outcome->number);
}

/* Says what is told by the way. */
static void progress(struct words *words)
{
	const struct outcome *outcome = words->outcome;
	const struct wish *wish = words->wish;

	switch ((enum outcome_kind)outcome->kind) {
	case OUTCOME_MODULE:
		sentence_say(words, SENTENCE_VERBOSE, "Module %s inserted from file %s",
			outcome->name, words->machine->real_path);
		break;
	case OUTCOME_SYSCTL:
		sysctl(words);
		break;
	case OUTCOME_ADDRESSES_HIDDEN:
		WARNING(words,
			"The kernel hides its addresses (kernel.kptr_restrict, a container without "
			"CAP_SYSLOG, or a kernel without kallsyms): probes that need them will not work.");
		break;
	case OUTCOME_SECTIONS_HIDDEN:
		if (strcmp(outcome->name, "*") == 0)
			WARNING(words,
				"Couldn't read where the sections of modules are: %s: is /sys "
				"mounted? Probes that need them will not work.",
				strerror(outcome->error));
		else
			WARNING(words,
				"Couldn't read where the sections of module %s are: %s: probes "
				"that need them will not work.",
				outcome->name, strerror(outcome->error));
		break;
	case OUTCOME_NAME_TOO_SHORT:
		WARNING(words, "Old module name '%s' is too short for renaming, ignoring -R.",
			outcome->name);
		break;
	case OUTCOME_RENAMED:
		sentence_say(words, SENTENCE_DEBUG, "Renamed module to '%s'", outcome->name);
		break;
	case OUTCOME_OWN_CREDENTIALS:
		WARNING(words, "Couldn't make sure that the module is the one loaded: it gets the "
			       "credentials of your groups only.");
		break;
	case OUTCOME_SIGNATURE:
		words_write_signature(words);
		break;
	case OUTCOME_REMOVED: /* who named one knows that */
		sentence_say(words, wish->all ? SENTENCE_LINE : SENTENCE_VERBOSE,
			"Module %s removed.", outcome->name);
		break;
	default:
		ERROR(words,
			"There are no words for the answer %u of the loader: this is a bug in staprun.",
			outcome->kind);
	}
}

size_t words_find(struct sentence sentences[static SENTENCES_MAX], const struct outcome *outcome,
	const struct wish *wish, const struct machine *machine)
{
	struct words words = {sentences, 0, outcome, wish, machine};

	switch ((enum outcome_kind)outcome->kind) {
	case OUTCOME_NO_PRIVILEGE:
		no_privilege(&words);
		break;
	case OUTCOME_NO_REQUEST:
		ERROR(&words,
			"The process that loads the module had no request%s (%s): run staprun again.",
			outcome->error == ETIMEDOUT ? " within ten minutes" : "",
			strerror(outcome->error));
		break;
	case OUTCOME_CAPABILITIES:
		capabilities(&words);
		break;
	case OUTCOME_CALLS:
		ERROR(&words, "Couldn't give up system calls (seccomp): %s",
			strerror(outcome->error));
		LINE(&words, "Nothing is loaded without that: it takes a kernel with "
			     "CONFIG_SECCOMP_FILTER, and in a container leave to use seccomp(2).");
		break;
	case OUTCOME_REFUSED:
		words_write_refusal(&words);
		break;
	case OUTCOME_SETTINGS:
		settings(&words);
		break;
	case OUTCOME_NOT_COUNTED:
		ERROR(&words,
			"Couldn't count your modules, whose number the administrator limits: %s (it "
			"takes /sys/module, and a lock on /run/staprun.lock)",
			strerror(outcome->error));
		break;
	case OUTCOME_NOT_OPENED:
		not_opened(&words);
		break;
	case OUTCOME_NOT_COPIED:
		not_copied(&words);
		break;
	case OUTCOME_NOT_CHECKED:
		words_write_helper_failed(&words, SENTENCE_WARNING, "check the module's signature");
		break;
	case OUTCOME_NOT_READ:
		words_write_helper_failed(&words, SENTENCE_ERROR, "tell what the module is");
		break;
	case OUTCOME_NO_ADDRESSES:
		words_write_helper_failed(&words, SENTENCE_ERROR,
			"look up the kernel's addresses, and so nothing is loaded");
		break;
	case OUTCOME_NOT_A_MODULE:
		ERROR(&words, "Couldn't insert module '%s': Invalid module format", machine->path);
		LINE(&words, "It is %s: give the .ko file that stap -p4 made for this machine.",
			outcome->text);
		break;
	case OUTCOME_FIPS:
		fips(&words);
		break;
	case OUTCOME_MUST_KEEP_NAME:
		must_keep_name(&words);
		break;
	case OUTCOME_NOT_RENAMED:
		ERROR(&words, "Couldn't rename module '%s': %s", outcome->name,
			strerror(outcome->error));
		LINE(&words,
			"Load it without -R, or compile it under another name (stap -m NAME).");
		break;
	case OUTCOME_NOT_LOADED:
		not_loaded(&words);
		break;
	case OUTCOME_NO_FOLDER:
		cannot_attach(&words, outcome->name);
		LINE(&words, "%s",
			machine->sys_is_there
				? "It was loaded, but made no control channel: it is not one of "
				  "SystemTap's."
				: "It was loaded, but its control channel is nowhere here: modules of "
				  "SystemTap up to 4.4 have it below /sys: in a container or chroot, "
				  "mount it (mount -t sysfs sysfs /sys).");
		break;
	case OUTCOME_NO_CHANNEL:
		cannot_attach(&words, outcome->name);
		LINE(&words, "Opening it gave: %s.", strerror(outcome->error));
		if (outcome->error == EACCES)
			LINE(&words, "Someone may have looked at it before it was yours, which the "
				     "kernel does not forget: load the module again.");
		break;
	case OUTCOME_NOT_SENT:
		not_sent(&words);
		break;
	case OUTCOME_NO_TURN:
		if (outcome->error == EUSERS)
			ERROR(&words,
				"Too many of your sessions are not over: end those that stap-keeper's "
				"processes wait for (ps -C stap-keeper).");
		else
			ERROR(&words,
				"Couldn't count your sessions: %s (it takes a lock on "
				"/run/staprun.lock)",
				strerror(outcome->error));
		break;
	case OUTCOME_NOT_HANDED_OVER:
		ERROR(&words, "Couldn't hand module %s over to stapio: %s", outcome->name,
			strerror(outcome->error));
		LINE(&words, "%s",
			wish->attach ? "It stays loaded: attach to it again."
				     : "It is removed again: run staprun once more.");
		break;
	case OUTCOME_UNAVAILABLE:
		unavailable(&words);
		break;
	case OUTCOME_NOT_REMOVED:
		not_removed(&words);
		break;
	default:
		progress(&words);
	}
	return words.count;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What failed, why, and what would help. One errno of finit_module stands for
 * many causes: explain() finds the likely one.
 */
#include "helper/words.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "common/report.h"
#include "helper/elf.h"
#include "helper/entries.h"
#include "helper/filter.h"
#include "staprun/kernel.h"
#include "staprun/sandbox.h"

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

static bool lacks_capability(void)
{
	/* staprun keeps those in the bounding set that it has: see privilege_cut(). */
	return prctl(PR_CAPBSET_READ, CAP_SYS_MODULE, 0, 0, 0) != 1;
}

static void gather(struct load_failure *failure)
{
	char value[8];
	struct utsname kernel;

	if (!uname(&kernel))
		snprintf(failure->release, sizeof(failure->release), "%s", kernel.release);
	kernel_read_line("/proc/sys/kernel/modules_disabled", value, sizeof(value));
	failure->modules_disabled = strcmp(value, "1") == 0;
	failure->must_be_signed = module_signatures_enforced();
	failure->locked_down = module_locked_down();
	failure->secure_boot = has_secure_boot();
	failure->lacks_capability = lacks_capability();
	failure->free_mb = free_megabytes();
	failure->processors = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
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
	else if ((f->must_be_signed || f->locked_down))
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

static bool is_there(const char *module)
{
	char path[128];
	struct stat st;

	snprintf(path, sizeof(path), "/sys/module/%.64s", module);
	return stat(path, &st) == 0;
}

int explain_load(const struct helper_task *task)
{
	const struct module_image *image = task->image;
	struct load_failure failure = {
		.error = task->error,
		.name = image->facts.name,
		.same_name = task->found                   ? SAME_NAME_SYSTEMTAP
			     : is_there(image->facts.name) ? SAME_NAME_OTHER
							   : SAME_NAME_NONE,
		.owner = task->owner,
		.renamed = task->renamed,
		.buffer_mb = task->buffer_mb,
	};
	struct module_contents contents = {0};
	char line[1024];
	int error;

	gather(&failure);
	error = filter_close();
	if (!error || error == -ENOSYS) /* as in read_module() */
		module_parse(&contents, image->bytes, image->size);
	failure.vermagic = contents.vermagic ? contents.vermagic : "";
	failure.has_signature = contents.has_appended_signature;
	explain(&failure, line, sizeof(line));
	if (failure.error == EEXIST)
		report_error("Rerun with staprun option '-R' to rename this module.");
	report_line("%s", line);
	return 0;
}

int explain_no_privilege(const struct helper_task *task)
{
	struct statvfs mount;

	report_error("Effective uid is %u, not 0: staprun can't load or remove modules.",
		(unsigned)geteuid());
	if (task->confined)
		report_line(
			"It was started under no_new_privs, where the setuid bit has no effect: run it "
			"outside of that sandbox, container or service (NoNewPrivileges=).");
	else if (!statvfs("/proc/self/exe", &mount) && (mount.f_flag & ST_NOSUID))
		report_line(
			"It is on a file system that is mounted nosuid, where the setuid bit has no "
			"effect: install it elsewhere, or remount that one with suid.");
	else
		report_line(
			"It is not installed setuid root, or runs in a user namespace: as root, do "
			"chown root:stapusr and chmod 04110, or run it as root.");
	return 0;
}

int explain_open(const struct helper_task *task)
{
	const struct module_file *file = task->file;

	report_error("Unable to canonicalize path \"%s\": %s", file->path, strerror(task->error));
	if (task->error == ENOENT)
		report_line("There is no such file%s.",
			module_is_path(task->name)
				? ", seen from the current folder"
				: ": a name, unlike a path, is looked for only there");
	else if (task->error == EACCES)
		report_line(
			"The file is opened with your rights, and they do not suffice to read it.");
	return 0;
}

int explain_copy(const struct helper_task *task)
{
	report_error("Couldn't insert module '%s': Invalid module format", task->file->path);
	switch (task->error) {
	case EISDIR:
		report_line("It is a folder: give the path of the module in it.");
		break;
	case ENOTSUP:
		report_line(
			"It is a FIFO, a device or a socket, and a module must be a regular file.");
		break;
	case EFBIG:
		report_line(
			"It is larger than %ld MiB, which no module is.", MODULE_IMAGE_MAX >> 20);
		break;
	case ENODATA:
		report_line("It is empty: compile it again.");
		break;
	case EBUSY:
		report_line("It is being written to: wait until it is complete.");
		break;
	default:
		report_line("Reading it failed: %s.", strerror(task->error));
	}
	return 0;
}

const char *explain_verdict(enum policy_verdict verdict)
{
	switch (verdict) {
	case POLICY_LOAD:
		return "";
	case POLICY_REFUSE_NOT_A_USER:
		return "Only root and members of the groups stapusr, stapsys and stapdev may use "
		       "staprun: ask the administrator to add you to one of them, then log in again.";
	case POLICY_REFUSE_ALTERED:
		return "The module was changed after a trusted signer signed it: no one may load "
		       "it; compile and sign it again.";
	case POLICY_REFUSE_UNSIGNED:
		return "The module is not signed, and loading any module takes membership of the "
		       "group stapdev: have it compiled and signed by a trusted stap-server "
		       "(stap --use-server), or placed in the blessed folder by the administrator.";
	case POLICY_REFUSE_STRANGER:
		return "The module's signature is not by a trusted signer: the administrator "
		       "may trust the signer's certificate (staprun-authorize), or place the "
		       "module in the blessed folder.";
	case POLICY_REFUSE_UNVERIFIED:
		return "The module's signature could not be checked: there must be a database of "
		       "trusted certificates, /etc/systemtap/staprun, root's own and readable "
		       "by all (-v says more).";
	case POLICY_REFUSE_LEVEL:
		return "The module is signed, but for a level above yours: compile it with "
		       "stap --privilege=stapusr or stapsys, or ask for membership of the group "
		       "that it needs.";
	}
	return "The module is refused for a reason that has no name: this is a bug in staprun.";
}

int explain_refusal(const struct helper_task *task)
{
	const struct module_file *file = task->file;
	enum policy_verdict verdict = (enum policy_verdict)task->error;
	struct utsname kernel;

	report_error("%s", explain_verdict(verdict));
	if (!file)
		return 0;
	if (verdict != POLICY_REFUSE_ALTERED && !uname(&kernel))
		report_line(
			"The blessed folder is \"/lib/modules/%s/systemtap\": root's alone, as must be "
			"the module in it.",
			kernel.release);
	report_error("Unable to verify the signature for the module %s.",
		file->canonical[0] ? file->canonical : file->path);
	return 0;
}

int explain_identity(const struct helper_task *task)
{
	if (task->error == EINVAL) {
		report_error("Couldn't set staprun UID to '%s': not a whole number.", task->name);
		report_line(
			"SYSTEMTAP_REAL_UID and SYSTEMTAP_REAL_GID must be the numbers of a user and "
			"of a group of that user's; the first can stand alone.");
	} else if (task->error == ENOENT) {
		report_error("Couldn't set staprun UID to '%s': no such user.", task->name);
		report_line("For a user without an entry in the passwd database give "
			    "SYSTEMTAP_REAL_GID as well.");
	} else {
		report_error(
			"Couldn't set staprun UID to '%s': %s", task->name, strerror(task->error));
	}
	return 0;
}

int explain_fips(const struct helper_task *task)
{
	report_error("The kernel is in FIPS mode, where loading a SystemTap module may stop it.");
	if (task->error)
		report_line("STAP_FIPS_OVERRIDE counts only for root and members of stapdev.");
	else
		report_line("If this kernel is known not to, root and members of stapdev can set "
			    "STAP_FIPS_OVERRIDE.");
	return 0;
}

int explain_rename(const struct helper_task *task)
{
	report_error("Couldn't insert module '%s': Key was rejected by service", task->file->path);
	report_line("This kernel loads only modules with a signature, and -R would break it: "
		    "load the module without -R, or compile it under another name.");
	return 0;
}

int explain_folder(const struct helper_task *task)
{
	report_error("Cannot attach to module %s control channel; not running?", task->name);
	if (!module_name_valid(task->name))
		report_line("That is no name of a module: give the name that it has in the kernel, "
			    "without a folder and without .ko.");
	else if (!task->found)
		report_line("The module is not loaded, or it is not one of SystemTap's.");
	else if (task->others)
		report_line("The module belongs to uid %u: only that user and root can have it.",
			(unsigned)task->owner);
	else if (task->attached)
		report_line("The module is in use: attached by pid %d.", (int)task->attached);
	else
		report_line("The module is in use: attached by another process.");
	return 0;
}

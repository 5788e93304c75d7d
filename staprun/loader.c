/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verify, decide, then parse, then load, in this order: see load(). Nothing is
 * parsed here that neither a signature, nor the administrator, nor membership
 * of stapdev vouches for. From a successful finit_module on, every way out that
 * does not hand the module over removes it.
 */
#include "staprun/loader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "common/report.h"
#include "staprun/explain.h"
#include "staprun/handover.h"
#include "staprun/handshake.h"
#include "staprun/kernel.h"
#include "staprun/module_file.h"
#include "staprun/module_folder.h"
#include "staprun/module_image.h"
#include "staprun/policy.h"
#include "staprun/remove.h"
#include "staprun/signature.h"

static int open_module(struct module_file *file, const char *module, const struct caller *caller)
{
	int rc = module_file_open(file, module, caller);

	if (!rc)
		return 0;
	report_error("Unable to canonicalize path \"%s\": %s", file->path, strerror(-rc));
	if (rc == -ENOENT)
		report_line("There is no such file%s.",
			module_is_path(module)
				? ", seen from the current folder"
				: ": a name, unlike a path, is looked for only there");
	else if (rc == -EACCES)
		report_line(
			"The file is opened with your rights, and they do not suffice to read it.");
	return -1;
}

static int copy_module(struct module_image *image, const struct module_file *file)
{
	int rc = module_image_copy(image, file->fd);

	if (!rc)
		return 0;
	report_error("Couldn't insert module '%s': Invalid module format", file->path);
	switch (rc) {
	case -EISDIR:
		report_line("It is a folder: give the path of the module in it.");
		break;
	case -ENOTSUP:
		report_line(
			"It is a FIFO, a device or a socket, and a module must be a regular file.");
		break;
	case -EFBIG:
		report_line(
			"It is larger than %ld MiB, which no module is.", MODULE_IMAGE_MAX >> 20);
		break;
	case -ENODATA:
		report_line("It is empty: compile it again.");
		break;
	case -EBUSY:
		report_line("It is being written to: wait until it is complete.");
		break;
	default:
		report_line("Reading it failed: %s.", strerror(-rc));
	}
	return -1;
}

/* Reads what the ELF file says: for bytes that are vouched for. */
static int parse_module(struct module_image *image, const struct module_file *file)
{
	const char *why = module_image_parse(image);

	if (!why)
		return 0;
	report_error("Couldn't insert module '%s': %s", file->path, explain_reason(ENOEXEC));
	report_line("It is %s.", why);
	return -1;
}

/* Returns 0 with the CREDENTIALS for the module, whose IMAGE is then parsed; or an exit status. */
static int decide(struct module_image *image, const struct module_file *file,
	const struct caller *caller, unsigned *credentials)
{
	struct policy_facts facts = {
		.root = caller->root,
		.levels = caller->levels,
		.blessed = file->blessed,
		.signature = signature_verify(image->fd, file->signature),
		.required = PRIVILEGE_STAPDEV,
	};
	bool vouched = policy_vouched(&facts);
	struct utsname kernel;

	if (vouched) {
		if (parse_module(image, file))
			return 1;
		facts.required = image->required;
	}
	struct policy_decision decision = policy_decide(&facts);
	if (vouched && decision.verdict == POLICY_LOAD) {
		*credentials = decision.credentials;
		return 0;
	}
	report_error("%s", policy_reason(decision.verdict));
	if (decision.verdict != POLICY_REFUSE_ALTERED && !uname(&kernel))
		report_line(
			"The blessed folder is \"/lib/modules/%s/systemtap\": root's alone, as must be "
			"the module in it.",
			kernel.release);
	report_error("Unable to verify the signature for the module %s.",
		file->canonical[0] ? file->canonical : file->path);
	return EXIT_REFUSED;
}

/* In FIPS mode some kernels panic when a module without the kernel's signature is loaded. */
static int check_fips(const struct caller *caller)
{
	bool may_override = caller->root || (caller->levels & PRIVILEGE_STAPDEV);
	bool override = getenv("STAP_FIPS_OVERRIDE") != NULL;

	if (!kernel_is_fips() || (override && may_override))
		return 0;
	report_error("The kernel is in FIPS mode, where loading a SystemTap module may stop it.");
	if (override)
		report_line("STAP_FIPS_OVERRIDE counts only for root and members of stapdev.");
	else
		report_line("If this kernel is known not to, root and members of stapdev can set "
			    "STAP_FIPS_OVERRIDE.");
	return -1;
}

static int rename_module(
	struct module_image *image, const struct module_file *file, struct load_failure *facts)
{
	int rc;

	explain_gather(facts);
	if (image->has_appended_signature && explain_must_be_signed(facts)) {
		report_error(
			"Couldn't insert module '%s': Key was rejected by service", file->path);
		report_line(
			"This kernel loads only modules with a signature, and -R would break it: "
			"load the module without -R, or compile it under another name.");
		return -1;
	}
	rc = module_image_rename(image, (unsigned long)getppid());
	if (rc == -EINVAL) {
		report_warning("Old module name '%s' is too short for renaming, ignoring -R.",
			image->name);
		return 0;
	}
	if (rc) {
		report_error("Couldn't rename module '%s': %s", image->name, strerror(-rc));
		return -1;
	}
	facts->renamed = true;
	report_verbose(1, "Renamed module to '%s'.", image->name);
	return 0;
}

static int insert(const struct module_image *image, const struct module_file *file,
	const struct options *options, struct load_failure *facts)
{
	static char words[MODULE_OPTIONS_SIZE];
	char explanation[1024];
	int rc;

	if (!kernel_join_options(words, options->module_options, options->buffer_mb)) {
		report_error("The options for the module are too long (more than %d bytes).",
			MODULE_OPTIONS_SIZE);
		return -1;
	}
	report_verbose(2, "Loading module %s, options '%s'.", image->name, words);
	rc = kernel_load(image->fd, words);
	if (!rc)
		return 0;
	facts->error = -rc;
	facts->vermagic = image->vermagic;
	facts->has_signature = image->has_appended_signature;
	explain_gather(facts);
	explain(facts, explanation, sizeof(explanation));
	report_error("Couldn't insert module '%s': %s", file->path, explain_reason(-rc));
	if (rc == -EEXIST)
		report_error("Rerun with staprun option '-R' to rename this module.");
	report_line("%s", explanation);
	return -1;
}

/* The folder that the module made; debugfs is mounted only for a module that is there alone. */
static int find_folder(const char *name)
{
	int folder = module_folder_open(name);

	if (folder < 0 && !kernel_mount_debugfs())
		folder = module_folder_open(name);
	if (folder >= 0)
		return folder;
	report_error("Cannot attach to module %s control channel; not running?", name);
	report_line("It was loaded, but made no control channel: it is not one of SystemTap's.");
	return -1;
}

/* All that comes between loading and stapio's watcher. 0, or -1 when the module is to be removed.
 */
static int introduce(struct loaded *loaded, const struct module_image *image,
	const struct caller *caller, unsigned credentials, const struct options *options,
	const struct inherited *inherited, int end)
{
	struct control_tzinfo time_zone;

	strcpy(loaded->name, image->name);
	loaded->folder = find_folder(image->name);
	if (loaded->folder < 0 || handover_receive_time_zone(end, &time_zone) ||
		hygiene_interrupted(inherited) ||
		handshake(loaded->folder, image, caller, credentials, &time_zone, options) ||
		hygiene_interrupted(inherited))
		return -1;
	return handover_send_module(end, loaded) || !handover_confirmed(end) ? -1 : 0;
}

/* Removes what was loaded; but not what another user may have loaded under that name since. */
static void undo(const struct module_image *image, const struct caller *caller)
{
	int rc = remove_module(image->name, caller);

	/* One that is not SystemTap's has no owner: is it still the one that we loaded? */
	if (rc == -ENOENT && module_image_is_loaded(image))
		rc = kernel_remove(image->name);
	if (rc && rc != -ENOENT)
		report_error("Couldn't remove module '%s': %s.", image->name, strerror(-rc));
}

static int load(const struct options *options, const struct caller *caller,
	const struct inherited *inherited, int end)
{
	struct module_file file;
	struct module_image image;
	struct loaded loaded = {.folder = -1};
	struct load_failure facts = {.name = image.name, .buffer_mb = options->buffer_mb};
	unsigned credentials = 0;
	int rc;

	if (open_module(&file, options->module, caller) || copy_module(&image, &file))
		return 1;
	rc = decide(&image, &file, caller, &credentials);
	module_file_close(&file);
	if (rc)
		return rc;
	if (check_fips(caller) || (options->rename && rename_module(&image, &file, &facts)))
		return 1;
	kernel_prepare();
	if (hygiene_interrupted(inherited) || insert(&image, &file, options, &facts))
		return 1;

	if (!introduce(&loaded, &image, caller, credentials, options, inherited, end))
		return 0;
	if (loaded.folder >= 0)
		close(loaded.folder);
	undo(&image, caller);
	return 1;
}

static int attach(const char *name, const struct caller *caller, int end)
{
	struct loaded loaded = {.folder = module_folder_open(name)};
	int rc = loaded.folder < 0 ? loaded.folder : module_folder_available(loaded.folder, caller);

	if (rc) {
		module_folder_explain(name, loaded.folder, caller);
		return 1;
	}
	strcpy(loaded.name, name);
	return handover_send_module(end, &loaded) ? 1 : 0;
}

int loader(const struct options *options, const struct caller *caller,
	const struct inherited *inherited, int end)
{
	hygiene_isolate();
	if (privilege_cut(caller))
		return 1;
	return options->attach ? attach(options->module, caller, end)
			       : load(options, caller, inherited, end);
}

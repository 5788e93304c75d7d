/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verify, decide, then read, then load, in this order: see load(). Nothing is
 * parsed here at all, and nothing by the helper that neither a signature, nor
 * the administrator, nor membership of stapdev vouches for. From a successful
 * finit_module on, every way out that does not hand the module over removes it.
 */
#include "staprun/loader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "common/report.h"
#include "staprun/handover.h"
#include "staprun/handshake.h"
#include "staprun/helper.h"
#include "staprun/kernel.h"
#include "staprun/module_file.h"
#include "staprun/module_folder.h"
#include "staprun/module_image.h"
#include "staprun/policy.h"
#include "staprun/remove.h"

static int open_module(struct module_file *file, const char *module, const struct caller *caller)
{
	int rc = module_file_open(file, module, caller);

	return rc ? helper_explain((struct helper_task){
			    .what = "explain_open", .file = file, .name = module, .error = -rc})
		  : 0;
}

static int copy_module(struct module_image *image, const struct module_file *file)
{
	int rc = module_image_copy(image, file->fd);

	return rc ? helper_explain((struct helper_task){
			    .what = "explain_copy", .file = file, .error = -rc})
		  : 0;
}

/* Returns 0 with the CREDENTIALS for the module, whose IMAGE is then read; or an exit status. */
static int decide(struct module_image *image, const struct module_file *file,
	const struct caller *caller, unsigned *credentials)
{
	struct policy_facts facts = {
		.root = caller->root,
		.levels = caller->levels,
		.blessed = file->blessed,
		.signature = helper_verify(&helper_installed, image, file->signature),
		.required = PRIVILEGE_STAPDEV,
	};
	bool vouched = policy_vouched(&facts);

	if (vouched) {
		if (helper_read(&helper_installed, image, file))
			return 1;
		facts.required = (enum privilege_level)image->facts.required;
	}
	struct policy_decision decision = policy_decide(&facts);
	if (vouched && decision.verdict == POLICY_LOAD) {
		*credentials = decision.credentials;
		return 0;
	}
	helper_explain((struct helper_task){
		.what = "explain_refusal", .file = file, .error = (int)decision.verdict});
	return EXIT_REFUSED;
}

/* In FIPS mode some kernels panic when a module without the kernel's signature is loaded. */
static int check_fips(const struct caller *caller)
{
	bool may_override = caller->root || (caller->levels & PRIVILEGE_STAPDEV);
	bool override = getenv("STAP_FIPS_OVERRIDE") != NULL;

	if (!kernel_is_fips() || (override && may_override))
		return 0;
	return helper_explain(
		(struct helper_task){.what = "explain_fips", .error = override ? EPERM : 0});
}

static int rename_module(struct module_image *image, const struct module_file *file, bool *renamed)
{
	int rc;

	if (image->facts.must_keep_name)
		return helper_explain((struct helper_task){.what = "explain_rename", .file = file});
	rc = helper_rename(&helper_installed, image, file, (unsigned long)getppid());
	if (rc == -EINVAL) {
		report_warning("Old module name '%s' is too short for renaming, ignoring -R.",
			image->facts.name);
		return 0;
	}
	if (rc) {
		report_error("Couldn't rename module '%s': %s", image->facts.name, strerror(-rc));
		return -1;
	}
	*renamed = true;
	report_verbose(1, "Renamed module to '%s'.", image->facts.name);
	return 0;
}

/* Why the kernel did not load IMAGE; whose the module of its name is, if there is one. */
static int explain_load(struct helper_task task)
{
	int folder = module_folder_open(task.image->facts.name);

	handshake_forget();
	/* What scripts wait for is said whatever becomes of the helper. */
	report_error("Couldn't insert module '%s': %s", task.file->path, kernel_reason(task.error));
	task.what = "explain_load";
	task.found = folder >= 0 && !module_folder_owner(folder, &task.owner);
	return helper_explain(task);
}

static int insert(const struct module_image *image, const struct module_file *file,
	const struct request *request, bool renamed)
{
	int rc;

	report_verbose(2, "Loading module %s, options '%s'.", image->facts.name, request->options);
	rc = kernel_load(image->fd, request->options);
	return rc ? explain_load((struct helper_task){.image = image,
			    .file = file,
			    .error = -rc,
			    .renamed = renamed,
			    .buffer_mb = request->buffer_mb})
		  : 0;
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

static int hand_over(int end, const char *name, int folder)
{
	int rc = handover_send(end, name, folder);

	if (rc && rc != -EPIPE) /* which is stapio's end: it has said why, or it was killed */
		report_error("Couldn't hand module %s over to stapio: %s", name, strerror(-rc));
	return rc;
}

/* All that comes between loading and stapio's watcher. 0, or -1: the module is to be removed. */
static int introduce(const struct module_image *image, const struct caller *caller,
	unsigned credentials, const struct request *request, const struct inherited *inherited,
	int end)
{
	int folder = find_folder(image->facts.name);
	bool done = folder >= 0 && !handshake(folder, image, caller, credentials, request) &&
		    !hygiene_interrupted(inherited) && !hand_over(end, image->facts.name, folder);

	if (folder >= 0)
		close(folder);
	return done && handover_confirmed(end) ? 0 : -1;
}

/* Removes what was loaded; but not what another user may have loaded under that name since. */
static void undo(const struct module_image *image, const struct caller *caller)
{
	int rc = remove_module(image->facts.name, caller);

	/* One that is not SystemTap's has no owner: is it still the one that we loaded? */
	if (rc == -ENOENT && module_image_is_loaded(image))
		rc = kernel_remove(image->facts.name);
	if (rc && rc != -ENOENT)
		report_error("Couldn't remove module '%s': %s.", image->facts.name, strerror(-rc));
}

static int load(const struct request *request, const struct caller *caller,
	const struct inherited *inherited, int end)
{
	struct module_file file;
	struct module_image image;
	unsigned credentials = 0;
	bool renamed = false;
	int rc;

	if (open_module(&file, request->module, caller) || copy_module(&image, &file))
		return 1;
	rc = decide(&image, &file, caller, &credentials);
	module_file_close(&file);
	if (rc)
		return rc;
	if (check_fips(caller) || (request->rename && rename_module(&image, &file, &renamed)))
		return 1;
	kernel_prepare();
	handshake_prepare();
	if (hygiene_interrupted(inherited) || insert(&image, &file, request, renamed))
		return 1;
	if (!introduce(&image, caller, credentials, request, inherited, end))
		return 0;
	undo(&image, caller);
	return 1;
}

static int attach(const char *name, const struct caller *caller, int end)
{
	int folder = module_folder_open(name);
	int rc = folder < 0 ? folder : module_folder_available(folder, caller);

	if (!rc)
		return hand_over(end, name, folder) ? 1 : 0;
	module_folder_explain(name, folder, caller);
	return 1;
}

int loader_serve(const struct request *request, const struct caller *caller,
	const struct inherited *inherited, int end)
{
	report_setup(request->verbosity, request->color, getenv("SYSTEMTAP_COLORS"));
	if (geteuid() != 0) {
		helper_explain((struct helper_task){.what = "explain_no_privilege",
			.confined = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1});
		return 1;
	}
	if (!caller->root && !caller->levels) {
		helper_explain((struct helper_task){
			.what = "explain_refusal", .error = POLICY_REFUSE_NOT_A_USER});
		return EXIT_REFUSED;
	}
	hygiene_isolate();
	if (privilege_cut(caller))
		return 1;
	switch (request->kind) {
	case REQUEST_LOAD:
		return load(request, caller, inherited, end);
	case REQUEST_ATTACH:
		return attach(request->module, caller, end);
	case REQUEST_REMOVE:
		return remove_modules(request->module, caller);
	}
	return 1;
}

int loader(const struct caller *caller, const struct inherited *inherited, int end)
{
	static struct request request;

	return handover_receive(end, &request) ? loader_serve(&request, caller, inherited, end) : 0;
}

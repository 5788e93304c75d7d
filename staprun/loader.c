/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verify, decide, then read, then load, in this order: see load(). Nothing is
 * parsed here at all, and nothing by the helper that neither a signature, nor
 * the administrator, nor membership of stapdev vouches for. From a successful
 * finit_module on, every way out removes the module, or leads to its keeper.
 */
#include "staprun/loader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "staprun/answer.h"
#include "staprun/audit.h"
#include "staprun/handover.h"
#include "staprun/handshake.h"
#include "staprun/helper.h"
#include "staprun/keeper.h"
#include "staprun/kernel.h"
#include "staprun/module_file.h"
#include "staprun/module_folder.h"
#include "staprun/module_image.h"
#include "staprun/policy.h"
#include "staprun/privilege.h"
#include "staprun/remove.h"

/* Tells that. Returns 1, an exit status. */
static int fail(enum outcome_kind kind, const char *name, int error)
{
	answer((struct outcome){.kind = kind, .error = error}, name);
	return 1;
}

static int refuse(enum policy_verdict verdict)
{
	static const char *const words[] = {
		[POLICY_REFUSE_NOT_A_USER] = "refused, in no group",
		[POLICY_REFUSE_ALTERED] = "refused, altered",
		[POLICY_REFUSE_UNSIGNED] = "refused, unsigned",
		[POLICY_REFUSE_STRANGER] = "refused, a stranger's",
		[POLICY_REFUSE_UNVERIFIED] = "refused, unverified",
		[POLICY_REFUSE_LEVEL] = "refused, for a higher level",
	};

	/* Who is in no group is not asked for what. */
	audit(verdict == POLICY_REFUSE_NOT_A_USER ? "start" : "load", NULL, words[verdict]);
	answer((struct outcome){.kind = OUTCOME_REFUSED, .number = (int32_t)verdict}, NULL);
	return EXIT_REFUSED;
}

/* Returns 0 with the CREDENTIALS for the module, whose IMAGE is then read; or an exit status. */
static int decide(struct module_image *image, const struct module_file *file,
	const struct caller *caller, unsigned *credentials)
{
	struct policy_facts facts = {
		.root = caller->root,
		.levels = caller->levels,
		.blessed = file->blessed,
		.signature = helper_verify(&database_installed, image, file->signature),
		.required = PRIVILEGE_STAPDEV,
	};
	static const char *const signatures[] = {
		[SIGNATURE_UNKNOWN] = "unverified",
		[SIGNATURE_NONE] = "unsigned",
		[SIGNATURE_STRANGER] = "stranger",
		[SIGNATURE_DISCOUNTED] = "discounted",
		[SIGNATURE_ALTERED] = "altered",
		[SIGNATURE_TRUSTED] = "trusted",
	};
	bool vouched = policy_vouched(&facts);

	audit_add("signature", signatures[facts.signature]);
	audit_add("folder", facts.blessed ? "administrator's" : "caller's");
	if (vouched) {
		if (helper_read(image))
			return 1;
		facts.required = (enum privilege_level)image->facts.required;
	}
	struct policy_decision decision = policy_decide(&facts);
	if (vouched && decision.verdict == POLICY_LOAD) {
		*credentials = decision.credentials;
		return 0;
	}
	return refuse(decision.verdict);
}

/* In FIPS mode some kernels panic when a module without the kernel's signature is loaded. */
static int check_fips(const struct caller *caller)
{
	bool may_override = caller->root || (caller->levels & PRIVILEGE_STAPDEV);
	bool override = getenv("STAP_FIPS_OVERRIDE") != NULL;

	if (!kernel_is_fips() || (override && may_override))
		return 0;
	return fail(OUTCOME_FIPS, NULL, override ? EPERM : 0);
}

static int rename_module(struct module_image *image)
{
	int rc;

	if (image->facts.kernel_signature == KERNEL_SIGNATURE_WANTED)
		return fail(OUTCOME_MUST_KEEP_NAME, image->facts.name, 0);
	rc = helper_rename(image, (unsigned long)getppid());
	if (rc && rc != -EINVAL)
		return fail(OUTCOME_NOT_RENAMED, image->facts.name, -rc);
	fail(rc ? OUTCOME_NAME_TOO_SHORT : OUTCOME_RENAMED, image->facts.name, 0);
	return 0;
}

/* Why the kernel does not load IMAGE is stapio's to find; whose the module of its name is, ours. */
static int tell_image(const struct module_image *image, enum outcome_kind kind, int error)
{
	struct outcome outcome = {.kind = kind,
		.error = error,
		.pid = (int32_t)image->facts.required,
		.number = image->facts.kernel_signature != KERNEL_SIGNATURE_NONE};
	int folder = module_folder_open(image->facts.name);
	uid_t owner = 0;

	outcome.found = folder >= 0 && !module_folder_owner(folder, &owner);
	outcome.owner = owner;
	memcpy(outcome.text, image->facts.vermagic, sizeof(outcome.text));
	return answer(outcome, image->facts.name);
}

/* What is to be loaded, for the audit trail. */
static void audit_image(const struct module_image *image, unsigned credentials)
{
	char digest[2 * sizeof(image->sha256) + 1], mask[16];

	for (size_t i = 0; i < sizeof(image->sha256); i++)
		sprintf(digest + 2 * i, "%02x", image->sha256[i]);
	snprintf(mask, sizeof(mask), "%u", credentials);
	audit_add("sha256", digest);
	audit_add("credentials", mask);
}

static int insert(const struct module_image *image, const struct request *request)
{
	int rc;

	answer((struct outcome){.kind = OUTCOME_LOADING}, image->facts.name);
	rc = kernel_load(image->fd, request->options);
	audit("load", image->facts.name, rc ? strerror(-rc) : "loaded");
	return rc ? tell_image(image, OUTCOME_NOT_LOADED, -rc) : 0;
}

/* The folder that the module made; debugfs is mounted only for a module that is there alone. */
static int find_folder(const char *name)
{
	int folder = module_folder_open(name);

	if (folder < 0 && !kernel_mount_debugfs())
		folder = module_folder_open(name);
	if (folder < 0)
		fail(OUTCOME_NO_FOLDER, name, 0);
	return folder;
}

/*
 * Stays with the module as its keeper, from before stapio has it. Returns the
 * exit status: the session is over.
 */
static int keep(const char *name, int folder, int end, const struct inherited *inherited,
	bool attached, uint32_t version)
{
	int rc = keeper_become(inherited, end, folder);

	if (!rc)
		rc = answer_module(name, folder, version);
	if (!rc)
		return keeper(name, folder, end, attached);
	fail(OUTCOME_NOT_HANDED_OVER, name, -rc);
	if (attached)
		return 1;
	privilege_raise(CAP_SYS_MODULE); /* if it had not come that far */
	rc = keeper_remove(name, folder, 7, "removed");
	if (rc && rc != -ENOENT)
		fail(OUTCOME_NOT_REMOVED, name, -rc);
	return 1;
}

/* Removes what was loaded; but not what another user may have loaded under that name since. */
static void undo(const struct module_image *image, const struct caller *caller)
{
	int rc = module_remove(image->facts.name, caller);

	/* One that is not SystemTap's has no owner: is it still the one that we loaded? */
	if (rc == -ENOENT && module_image_is_loaded(image))
		rc = kernel_remove(image->facts.name);
	if (rc && rc != -ENOENT)
		fail(OUTCOME_NOT_REMOVED, image->facts.name, -rc);
}

static int load(const struct request *request, const struct caller *caller,
	const struct inherited *inherited, int end)
{
	struct module_file file;
	struct module_image image;
	struct kernel_symbol symbols[SYMBOLS_MAX];
	unsigned credentials = 0;
	int folder, rc;

	rc = module_file_open(&file, request->module, caller);
	if (rc)
		return fail(OUTCOME_NOT_OPENED, NULL, -rc);
	rc = module_image_copy(&image, file.fd);
	if (rc)
		return fail(OUTCOME_NOT_COPIED, NULL, -rc);
	audit_add("path", file.canonical);
	audit_add("options", request->options);
	rc = decide(&image, &file, caller, &credentials);
	module_file_close(&file);
	if (rc)
		return rc;
	if (check_fips(caller) || (request->rename && rename_module(&image)))
		return 1;
	if (request->kind == REQUEST_CHECK) {
		tell_image(&image, OUTCOME_CHECKED, 0);
		return 0;
	}
	audit_image(&image, credentials);
	kernel_prepare();
	handshake_prepare(symbols);
	if (hygiene_interrupted(inherited) || handover_given_up(end) || insert(&image, request))
		return 1;
	folder = find_folder(image.facts.name);
	if (folder < 0 || handshake(folder, &image, caller, credentials, request, symbols) ||
		hygiene_interrupted(inherited)) {
		undo(&image, caller);
		return 1;
	}
	module_image_close(&image);
	return keep(image.facts.name, folder, end, inherited, false, (uint32_t)image.facts.version);
}

static int attach(
	const char *name, const struct caller *caller, const struct inherited *inherited, int end)
{
	int folder = module_folder_open(name);
	int rc = folder < 0 ? folder : module_folder_available(folder, caller);

	audit("attach", name, rc ? strerror(-rc) : "attached");
	if (!rc)
		return keep(name, folder, end, inherited, true, TRANSPORT_VERSION_NONE);
	module_folder_explain(name, folder, caller);
	return 1;
}

/* The setuid bit had no effect: because of how the file system of this program is mounted? */
static int tell_no_privilege(void)
{
	struct statvfs mount = {0};
	bool known = !statvfs("/proc/self/exe", &mount);

	answer((struct outcome){.kind = OUTCOME_NO_PRIVILEGE,
		       .owner = geteuid(),
		       .number = known && (mount.f_flag & ST_NOSUID)},
		NULL);
	return 1;
}

static int serve(struct request *request, const struct caller *caller,
	const struct inherited *inherited, int end)
{
	switch (request->kind) {
	case REQUEST_CHECK:
	case REQUEST_LOAD:
		return load(request, caller, inherited, end);
	case REQUEST_ATTACH:
		return attach(request->module, caller, inherited, end);
	case REQUEST_REMOVE:
		return remove_modules(request, caller);
	}
	return 1;
}

int loader(const struct caller *caller, const struct inherited *inherited, int end)
{
	static struct request request;
	int rc;

	answer_to(end);
	if (geteuid() != 0)
		return tell_no_privilege();
	/* Whatever is asked for, it takes no more than this, and no one but these. */
	hygiene_isolate();
	if (privilege_cut(caller->uid, caller->gid, caller->root))
		return 1;
	audit_begin(caller->uid);
	if (!caller->root && !caller->levels)
		return refuse(POLICY_REFUSE_NOT_A_USER);
	rc = handover_receive(end, &request);
	if (rc == -ENODATA || rc == -ECONNRESET) /* nothing is asked for */
		return 0;
	if (rc)
		return fail(OUTCOME_NO_REQUEST, NULL, -rc);
	return serve(&request, caller, inherited, end);
}

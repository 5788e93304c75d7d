/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verify, decide, then read, then load, in this order: see load(). Nothing is
 * parsed here at all, and nothing by the helper that neither a signature, nor
 * the administrator, nor membership of stapdev vouches for. From a successful
 * finit_module on, every way out removes the module, or leads to its keeper.
 */
#include "staprun/loader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/fsuid.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/calls.h"
#include "common/signals.h"
#include "common/small_file.h"
#include "staprun/audit.h"
#include "staprun/handshake.h"
#include "staprun/helper.h"
#include "staprun/keeper.h"
#include "staprun/kernel.h"
#include "staprun/messages.h"
#include "staprun/module_file.h"
#include "staprun/module_folder.h"
#include "staprun/module_image.h"
#include "staprun/policy.h"
#include "staprun/privilege.h"
#include "staprun/remove.h"

#define DATABASE "/etc/systemtap/staprun"
#define SETTINGS "/etc/systemtap/staprun.conf"
#define TURNS    "/run/staprun.lock"

/* A module's, for each CPU, when nothing else is said. */
#define DEFAULT_BUFFER_MB 16

/* Leaves the calls of PHASE alone; where no one has tried which those are, all. */
static int leave(enum phase phase)
{
	int rc = calls_leave(phase);

	return rc && rc != -ENOSYS ? answer_failure(OUTCOME_CALLS, rc, NULL) : 0;
}

static int refuse(enum policy_verdict verdict)
{
	static const char *const words[] = {
		[POLICY_REFUSE_NOT_A_USER] = "refused,in-no-group",
		[POLICY_REFUSE_ALTERED] = "refused,altered",
		[POLICY_REFUSE_UNSIGNED] = "refused,unsigned",
		[POLICY_REFUSE_STRANGER] = "refused,stranger",
		[POLICY_REFUSE_DISCOUNTED] = "refused,discounted",
		[POLICY_REFUSE_UNVERIFIED] = "refused,unverified",
		[POLICY_REFUSE_LEVEL] = "refused,for-a-higher-level",
		[POLICY_REFUSE_MODULES] = "refused,too-many-loaded",
		[POLICY_REFUSE_BUFFERS] = "refused,too-large-buffers",
	};

	audit(NULL, NULL, words[verdict]);
	answer((struct outcome){.kind = OUTCOME_REFUSED, .number = (int32_t)verdict}, NULL);
	return EXIT_REFUSED;
}

/* Returns 0 with the CREDENTIALS for the module, whose IMAGE is then read; or an exit status. */
static int decide(struct module_image *image, const struct module_file *file,
	const struct caller *caller, const struct settings *settings, unsigned *credentials)
{
	const struct database signers = {DATABASE, 0, settings->refuse_sha1};
	struct policy_facts facts = {
		.root = caller->root,
		.levels = caller->levels,
		.blessed = file->blessed,
		.refuse_unsigned = settings->refuse_unsigned,
		.signature = helper_verify(&signers, image, file->signature),
		.required = PRIVILEGE_STAPDEV,
	};
	bool vouched = policy_vouched(&facts);

	audit_add("signature", facts.signature == SIGNATURE_NONE      ? "unsigned"
			       : facts.signature == SIGNATURE_TRUSTED ? "trusted"
								      : "untrusted");
	audit_add("folder", facts.blessed ? "administrator" : "caller");
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

/*
 * Waits until no other load of CALLER's is between the count of his modules and
 * its own being one of them. It is known by a lock, until all descriptors are
 * closed (keeper.h), on the byte of his own number: who keeps one of his loaders
 * from going on is waited for by his others alone. No user can have the file
 * open. Returns 0 or -errno.
 */
static int take_turn(const struct caller *caller)
{
	struct flock turn = {.l_type = F_WRLCK, .l_start = caller->uid, .l_len = 1};
	int file;

	setfsuid(0);
	file = open(TURNS, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	setfsuid(caller->uid);
	return file < 0 || fcntl(file, F_OFD_SETLKW, &turn) ? -errno : 0;
}

/*
 * Within the limits of the administrator's, by which the last word on the buffer is
 * ours: a quote that is open would swallow it, and "--" ends what the kernel reads.
 */
static int check_limits(
	struct request *request, const struct caller *caller, const struct settings *settings)
{
	uint32_t most = settings->megabytes, wanted = request->buffer_mb;
	size_t used = strlen(request->options);
	bool quoted = false;
	int rc;

	if (settings->modules != SETTINGS_ANY) {
		rc = take_turn(caller) ?: module_folders_of(caller->uid);
		if (rc < 0)
			return answer_failure(OUTCOME_NOT_COUNTED, rc, NULL);
		if ((uint32_t)rc >= settings->modules)
			return refuse(POLICY_REFUSE_MODULES);
	}
	if (most == SETTINGS_ANY)
		return 0;
	for (const char *at = request->options; (at = strchr(at, '"')); at++)
		quoted = !quoted;
	wanted = wanted ? wanted : most < DEFAULT_BUFFER_MB ? most : DEFAULT_BUFFER_MB;
	/* To a module, 0 means the buffer that it has without being told. */
	if (quoted || strstr(request->options, "--") || !wanted || wanted > most ||
		snprintf(request->options + used, MODULE_OPTIONS_SIZE - used, " _stp_bufsize=%u",
			wanted) >= (int)(MODULE_OPTIONS_SIZE - used))
		return refuse(POLICY_REFUSE_BUFFERS);
	return 0;
}

/* In FIPS mode some kernels panic when a module without the kernel's signature is loaded. */
static int check_fips(const struct caller *caller, uint32_t overrides)
{
	bool may_override = caller->root || (caller->levels & PRIVILEGE_STAPDEV);
	bool override = overrides & OVERRIDE_FIPS;
	char value[8];

	small_file_line("/proc/sys/crypto/fips_enabled", value, sizeof(value));
	if (strcmp(value, "0") == 0 || !*value || (override && may_override))
		return 0;
	return answer_failure(OUTCOME_FIPS, override ? EPERM : 0, NULL);
}

static int rename_module(struct module_image *image)
{
	int rc;

	if (image->facts.kernel_signature == KERNEL_SIGNATURE_WANTED)
		return answer_failure(OUTCOME_MUST_KEEP_NAME, 0, image->facts.name);
	rc = helper_rename(image, (unsigned long)getppid());
	if (rc && rc != -EINVAL)
		return answer_failure(OUTCOME_NOT_RENAMED, -rc, image->facts.name);
	answer_failure(rc ? OUTCOME_NAME_TOO_SHORT : OUTCOME_RENAMED, 0, image->facts.name);
	return 0;
}

/* Why the kernel does not load IMAGE is stapio's to find; whose the module of its name is, ours. */
static int tell_image(const struct module_image *image, enum outcome_kind kind, int error)
{
	struct outcome outcome = {.kind = kind,
		.error = error,
		.pid = (int32_t)image->facts.required,
		.number = image->facts.kernel_signature != KERNEL_SIGNATURE_NONE,
		.made_by = image->facts.version};

	audit(NULL, image->facts.name, error ? strerror(error) : "not-refused");
	outcome.found = module_folder_open(image->facts.name, &outcome.owner) >= 0;
	memcpy(outcome.text, image->facts.vermagic, sizeof(outcome.text));
	return answer(outcome, image->facts.name);
}

static int insert(const struct module_image *image, const char *options)
{
	/* Whoever kills us once it is loaded has it loaded, and on record. */
	audit(NULL, image->facts.name, "permitted");
	/* Modules of 4.4 look for their folder in debugfs, which is root's alone. */
	privilege_raise(CAP_DAC_READ_SEARCH);
	if (!WITH(CAP_SYS_MODULE, syscall(SYS_finit_module, image->fd, options, 0)))
		return 0;
	return tell_image(image, OUTCOME_NOT_LOADED, errno);
}

/*
 * The folder that the module made; or, after telling, -ENOENT: it made none, or -EACCES: it is not
 * CALLER's, as another has taken its name since. debugfs is mounted only for a module that is there
 * alone.
 */
static int find_folder(const char *name, const struct caller *caller)
{
	uid_t owner;
	int folder = module_folder_open(name, &owner);

	if (folder < 0) {
		kernel_mount_debugfs();
		folder = module_folder_open(name, &owner);
	}
	if (folder >= 0 && owner == caller->uid)
		return folder;
	close(folder);
	answer_failure(OUTCOME_NO_FOLDER, 0, name);
	return folder < 0 ? folder : -EACCES;
}

/* Removes what was loaded, whose FOLDER is none (below 0) where it made none. */
static int undo(const char *name, int folder)
{
	int rc = module_remove(name, folder, folder < 0 ? 0 : REMOVE_PATIENCE, NULL);

	return rc && rc != -ENOENT ? answer_failure(OUTCOME_NOT_REMOVED, -rc, name) : 1;
}

/*
 * Stays with the module as its keeper, from before stapio has it. TURN is the lock of an attach, or
 * -1. Returns the exit status: the session is over.
 */
static int keep(const char *name, int folder, int turn, int end, const struct inherited *inherited,
	uint32_t version)
{
	int rc = keeper_become(inherited, &folder, turn);

	if (!rc)
		rc = answer_module(name, folder, version);
	if (!rc)
		return keeper(name, folder, end, turn >= 0);
	answer_failure(OUTCOME_NOT_HANDED_OVER, -rc, name);
	return turn >= 0 ? 1 : undo(name, folder);
}

static int load(struct request *request, const struct caller *caller,
	const struct inherited *inherited, int end)
{
	struct module_file file;
	struct settings settings;
	struct module_image image;
	struct kernel_symbol symbols[SYMBOLS_MAX];
	const char *name = image.facts.name;
	const uint64_t harmless = inherited->blocked | inherited->ignored;
	unsigned credentials = 0;
	int folder, rc;

	if (helper_settings(
		    roots_file_open(SETTINGS), caller->root ? 0 : caller->levels, &settings))
		return 1;
	rc = module_file_find(&file, request, end);
	if (rc == -EACCES)
		return answer_failure(OUTCOME_NOT_OPENED, -rc, NULL);
	rc = rc ? rc : module_image_seal(&image, file.fd);
	if (rc)
		return answer_failure(OUTCOME_NOT_COPIED, -rc, NULL);
	rc = decide(&image, &file, caller, &settings, &credentials);
	rc = rc ?: check_limits(request, caller, &settings);
	rc = rc ?: check_fips(caller, request->overrides);
	rc = rc ?: request->rename && rename_module(&image);
	if (rc)
		return rc;
	if (request->kind == REQUEST_CHECK) {
		tell_image(&image, OUTCOME_CHECKED, 0);
		return 0;
	}
	audit_add("sha256", image.sha256);
	kernel_prepare(request->overrides);
	if (handshake_prepare(symbols) || leave(PHASE_LOADING))
		return 1;
	if (interruption_pending(harmless) || handover_given_up(end) ||
		insert(&image, request->options))
		return 1;
	folder = find_folder(name, caller);
	/* Without a folder: is it still the one that was loaded? */
	if (folder < 0 && (folder != -ENOENT || !module_image_is_loaded(&image)))
		return answer_failure(OUTCOME_NOT_REMOVED, EPERM, name);
	if (folder < 0 || handshake(folder, &image, caller, credentials, request, symbols) ||
		interruption_pending(harmless))
		return undo(name, folder);
	module_image_close(&image);
	return keep(name, folder, -1, end, inherited, (uint32_t)image.facts.version);
}

/*
 * A module that can be had may have a keeper all the same, as the control channel is not the
 * keeper's. Their number has no limit but this: one waits for the other, by a lock on the folder.
 */
static int attach(
	const char *name, const struct caller *caller, const struct inherited *inherited, int end)
{
	int folder = module_folder_take(name, caller), turn;

	audit(NULL, name, folder < 0 ? strerror(-folder) : "attached");
	if (folder < 0)
		return 1;
	turn = WITH(CAP_DAC_READ_SEARCH, openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	if (turn < 0 || flock(turn, LOCK_EX))
		return answer_failure(OUTCOME_NOT_HANDED_OVER, errno, name);
	return keep(name, folder, turn, end, inherited, 0);
}

/* The setuid bit had no effect: because of how the file system of this program is mounted? */
static int tell_no_privilege(void)
{
	struct outcome outcome = {.kind = OUTCOME_NO_PRIVILEGE, .owner = geteuid()};
	struct statvfs mount;

	outcome.number = !statvfs("/proc/self/exe", &mount) && (mount.f_flag & ST_NOSUID);
	answer(outcome, NULL);
	return 1;
}

/* All that CALLER may have it do, and that is asked for. Returns the exit status. */
static int serve(struct caller *caller, const struct inherited *inherited, int end)
{
	static struct request request;
	int rc;

	/* Whatever is asked for, it takes no more than this, and no one but these. */
	if (privilege_cut(caller->uid, caller->gid, caller->root))
		return 1;
	caller->levels = identify_levels();
	audit_add("level", caller->root                         ? "root"
			   : caller->levels & PRIVILEGE_STAPDEV ? "stapdev"
			   : caller->levels & PRIVILEGE_STAPSYS ? "stapsys"
			   : caller->levels                     ? "stapusr"
								: "none");
	if (!caller->root && !caller->levels)
		return refuse(POLICY_REFUSE_NOT_A_USER);
	module_folders_prepare();
	if (leave(PHASE_DECIDING))
		return 1;
	rc = handover_receive(end, &request);
	if (rc)
		return rc == -ENODATA ? 0 : answer_failure(OUTCOME_NO_REQUEST, -rc, NULL);
	switch (request.kind) {
	case REQUEST_REMOVE:
		audit_about("remove", NULL);
		return remove_modules(request.options, caller);
	case REQUEST_ATTACH:
		audit_about("attach", NULL);
		return attach(request.module, caller, inherited, end);
	case REQUEST_LOAD:
	case REQUEST_CHECK:
		audit_about(request.kind == REQUEST_LOAD ? "load" : "check", &request);
		return load(&request, caller, inherited, end);
	}
	return answer_failure(OUTCOME_NO_REQUEST, EPROTO, NULL);
}

int loader(struct caller *caller, const struct inherited *inherited, int end)
{
	int rc;

	answer_to(end);
	if (geteuid() != 0)
		return tell_no_privilege();
	environment_isolate();
	audit_begin(caller->uid);
	rc = serve(caller, inherited, end);
	audit_end(rc ? "failed" : "nothing-to-do");
	return rc;
}

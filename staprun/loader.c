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
#include <sys/fsuid.h>
#include <sys/stat.h>
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
/* Its bytes: a user's by his number, and behind all of these his keepers', and his folders' by the
 * numbers of their inodes, which in debugfs are those of others in time. */
#define TURNS            "/run/staprun.lock"
#define KEEPERS          ((off_t)1 << 50)
#define FOLDERS_OF(user) (((off_t)1 << 62) + ((off_t)((user)&0x3fffffff) << 32))

/* As many sessions as no user has. */
#define KEEPERS_MAX 1024

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

/* The file, which no user can have open: of its bytes each stands for a turn. Or -errno. */
static int open_turns(const struct caller *caller)
{
	int turns;

	setfsuid(0);
	turns = open(TURNS, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	setfsuid(caller->uid);
	return turns < 0 ? -errno : turns;
}

/*
 * Takes the turn BYTE, HOW fcntl(2) does so, and has it until TURNS (or -errno) is closed. Returns
 * 0 or -errno.
 */
static int take_turn(int turns, int how, off_t byte)
{
	struct flock turn = {.l_type = F_WRLCK, .l_start = byte, .l_len = 1};

	return turns < 0 ? turns : fcntl(turns, how, &turn) ? -errno : 0;
}

/*
 * Likewise, one of so many that CALLER, unless that is root, may have of keepers, without waiting:
 * those that outlive their modules, as someone else has removed these, count as none of his
 * processes. -EUSERS: he has all.
 */
static int take_place(int turns, const struct caller *caller)
{
	const off_t first = KEEPERS + (off_t)caller->uid * KEEPERS_MAX;
	int rc = caller->root ? 0 : -EAGAIN;

	for (int i = 0; rc == -EAGAIN && i < KEEPERS_MAX; i++)
		rc = take_turn(turns, F_OFD_SETLK, first + i);
	return rc == -EAGAIN ? -EUSERS : rc;
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
		/* Until all descriptors are closed (keeper.h) no other load of his is between the
		 * count and its own being one of them: others' do not wait for it. */
		rc = take_turn(open_turns(caller), F_OFD_SETLKW, caller->uid)
			     ?: module_folders_of(caller->uid);
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
	ssize_t got =
		small_file_read(AT_FDCWD, "/proc/sys/crypto/fips_enabled", value, sizeof(value));

	/* A kernel without it has no such file. */
	if (strcmp(value, "0\n") == 0 || got == -ENOENT || (override && may_override))
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
 * Stays with the module, that of VERSION which was loaded, or was ATTACHED to, as its keeper, from
 * before stapio has it. What it has of TURNS it keeps. Returns the exit status: the session is
 * over.
 */
static int keep(const char *name, int folder, int turns, int end, const struct inherited *inherited,
	uint32_t version, bool attached)
{
	int rc = keeper_prepare(inherited, &folder, turns);

	rc = rc ?: answer_module(name, folder, version);
	rc = rc ?: keeper_become();
	if (!rc)
		return keeper(name, folder, end, attached);
	answer_failure(OUTCOME_NOT_HANDED_OVER, -rc, name);
	return attached ? 1 : undo(name, folder);
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
	int folder, turns, rc;

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
	turns = caller->root ? -1 : open_turns(caller);
	rc = take_place(turns, caller);
	if (rc)
		return answer_failure(OUTCOME_NO_TURN, rc, name);
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
	return keep(name, folder, turns, end, inherited, (uint32_t)image.facts.version, false);
}

/*
 * A module that can be had may have a keeper all the same, as the control channel is not the
 * keeper's: one waits for the other. But root waits for no user, who could see to it that this is
 * for ever.
 */
static int attach(
	const char *name, const struct caller *caller, const struct inherited *inherited, int end)
{
	int folder = module_folder_take(name, caller), turns = -1, rc = folder < 0 ? folder : 0;
	struct stat st;

	if (!rc && !caller->root) {
		turns = open_turns(caller);
		rc = fstat(folder, &st) ? -errno
					: take_turn(turns, F_OFD_SETLKW,
						  FOLDERS_OF(caller->uid) + (uint32_t)st.st_ino);
		rc = rc ?: take_place(turns, caller);
	}
	audit(NULL, name, rc ? strerror(-rc) : "attached");
	if (rc)
		return folder < 0 ? 1 : answer_failure(OUTCOME_NO_TURN, rc, name);
	return keep(name, folder, turns, end, inherited, 0, true);
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

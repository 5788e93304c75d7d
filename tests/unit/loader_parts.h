/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts that the loader uses, the policy apart, and the kernel: each says what the world of a
 * case has it say, and leaves a word behind. Who includes this is linked with no other.
 */
#ifndef TESTS_UNIT_LOADER_PARTS_H
#define TESTS_UNIT_LOADER_PARTS_H

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

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
#include "staprun/privilege.h"
#include "staprun/remove.h"
#include "tests/unit/turns.h"

enum { USER = 1234, GROUP, SOCKET, MODULE_FILE, SIGNATURE_FILE, IMAGE, SETTINGS_FILE };

/* What the parts have to say; what is not said here is a load that succeeds, of stapdev's. */
static struct world {
	uid_t euid, owner;
	bool nosuid, given_up, is_loaded, no_turns;
	unsigned levels, pending; /* pending: at the first look, or the second */
	int places;               /* that the user's other keepers have */
	int no_fips;              /* why FIPS can't be read */
	int cut, deciding, loading, receive, settings, find, seal, read, mine, rename, symbols,
		load;
	int folders[2]; /* a descriptor, or -errno: the first look, the next one */
	int handshake, alone, become, answer_module, keep, remove, attached;
	enum signature signature;
	const char *fips;
} world;
static struct settings limits;
static struct module_file file;
static struct module_facts facts;
static struct request request;

static char said[2048], passed_on[MODULE_OPTIONS_SIZE];
static unsigned folder_looks, signal_looks;
static bool told_whom; /* the answers go to, before the first one */
static int folder;     /* a real one */

/* What the loader tells. */
static const char *const outcome_names[] = {[OUTCOME_NAME_TOO_SHORT] = "name-too-short",
	[OUTCOME_RENAMED] = "renamed",
	[OUTCOME_CHECKED] = "checked",
	[OUTCOME_NO_PRIVILEGE] = "no-privilege",
	[OUTCOME_NO_REQUEST] = "no-request",
	[OUTCOME_CALLS] = "calls",
	[OUTCOME_REFUSED] = "refused",
	[OUTCOME_NOT_COUNTED] = "not-counted",
	[OUTCOME_NOT_OPENED] = "not-opened",
	[OUTCOME_NOT_COPIED] = "not-copied",
	[OUTCOME_FIPS] = "fips",
	[OUTCOME_MUST_KEEP_NAME] = "must-keep-name",
	[OUTCOME_NOT_RENAMED] = "not-renamed",
	[OUTCOME_NOT_LOADED] = "not-loaded",
	[OUTCOME_NO_FOLDER] = "no-folder",
	[OUTCOME_NO_TURN] = "no-turn",
	[OUTCOME_NOT_HANDED_OVER] = "not-handed-over",
	[OUTCOME_NOT_REMOVED] = "not-removed"};

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void say(const char *format, ...)
{
	size_t used = strlen(said);
	va_list list;

	va_start(list, format);
	vsnprintf(said + used, sizeof(said) - used, format, list);
	va_end(list);
}

/* --- The kernel's --------------------------------------------------------------------------- */

uid_t geteuid(void)
{
	return world.euid;
}

pid_t getppid(void)
{
	return 77;
}

int statvfs(const char *path, struct statvfs *mount)
{
	assert_string_equal(path, "/proc/self/exe");
	mount->f_flag = ST_RDONLY | (world.nosuid ? ST_NOSUID : 0);
	return 0;
}

int setfsuid(uid_t uid)
{
	say("fsuid=%u ", uid);
	return 0;
}

/* open(2), by both of its names: what counts which lines are reached opens a file, too. */
static int open_turns(const char *path, int flags, va_list mode)
{
	if (strcmp(path, "/run/staprun.lock") != 0)
		return openat(AT_FDCWD, path, flags, va_arg(mode, unsigned));
	assert_int_equal(flags, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC);
	assert_int_equal(va_arg(mode, unsigned), 0600);
	errno = EROFS;
	return world.no_turns ? -1 : dup(turns);
}

int its_open(const char *path, int flags, ...) __asm__("open");
int its_open64(const char *path, int flags, ...) __asm__("open64");

int its_open(const char *path, int flags, ...)
{
	va_list mode;

	va_start(mode, flags);
	int fd = open_turns(path, flags, mode);
	va_end(mode);
	return fd;
}

int its_open64(const char *path, int flags, ...)
{
	va_list mode;

	va_start(mode, flags);
	int fd = open_turns(path, flags, mode);
	va_end(mode);
	return fd;
}

long syscall(long number, ...)
{
	va_list list;

	assert_int_equal(number, SYS_finit_module);
	va_start(list, number);
	assert_int_equal(va_arg(list, int), IMAGE);
	snprintf(passed_on, sizeof(passed_on), "%s", va_arg(list, const char *));
	assert_int_equal(va_arg(list, int), 0);
	va_end(list);
	say("LOAD ");
	errno = world.load;
	return world.load ? -1 : 0;
}

/* --- The parts, by where they are ------------------------------------------------------------ */

int calls_leave(enum phase phase)
{
	say("phase=%d ", phase);
	return phase == PHASE_DECIDING  ? world.deciding
	       : phase == PHASE_LOADING ? world.loading
					: 1;
}

bool interruption_pending(uint64_t meaningless)
{
	assert_int_equal(meaningless, 5);
	return ++signal_looks == world.pending;
}

ssize_t small_file_read(int at, const char *path, char *text, size_t size)
{
	assert_int_equal(at, AT_FDCWD);
	assert_string_equal(path, "/proc/sys/crypto/fips_enabled");
	snprintf(text, size, "%s%s", world.fips, *world.fips ? "\n" : "");
	return world.no_fips ? world.no_fips : (ssize_t)strlen(text);
}

void audit_begin(uid_t uid)
{
	say("begin=%u ", uid);
}

void audit_add(const char *key, const char *value)
{
	say("%s=%s ", key, value);
}

void audit_about(const char *act, const struct request *about)
{
	assert_true(!about || strcmp(about->module, request.module) == 0);
	say("%s%s ", act, about ? "=file" : "");
}

void audit(const char *act, const char *module, const char *verdict)
{
	assert_null(act);
	say("audit=%s,%s ", module ? module : "", verdict);
}

void audit_end(const char *verdict)
{
	say("end=%s", verdict);
}

void environment_isolate(void)
{
	say("isolate ");
}

unsigned identify_levels(void)
{
	return world.levels;
}

int privilege_cut(uid_t uid, gid_t gid, bool root)
{
	assert_int_equal(uid, root ? 0 : USER);
	assert_int_equal(gid, GROUP);
	say("cut%s ", root ? "=root" : "");
	return world.cut;
}

void privilege_raise(cap_value_t capability)
{
	say("+%s ", capability == CAP_SYS_MODULE        ? "module"
		    : capability == CAP_DAC_READ_SEARCH ? "search"
							: "more");
}

void privilege_lower(void)
{
	say("- ");
}

void answer_to(int end)
{
	assert_int_equal(end, SOCKET);
	told_whom = true;
}

int answer(struct outcome outcome, const char *name)
{
	assert_true(told_whom);
	say("%s=%d,%d,%d,%u,%u,%u,%s,%s ", outcome_names[outcome.kind], outcome.error,
		outcome.number, outcome.pid, (unsigned)outcome.made_by, outcome.found,
		outcome.owner, outcome.text, name ? name : "");
	return -1;
}

int answer_failure(enum outcome_kind kind, int error, const char *name)
{
	assert_true(told_whom);
	say("%s=%d,%s ", outcome_names[kind], error < 0 ? -error : error, name ? name : "");
	return 1;
}

int answer_module(const char *name, int it, uint32_t version)
{
	assert_int_equal(it, folder);
	say("handed=%s,%u ", name, version);
	return world.answer_module;
}

bool handover_given_up(int end)
{
	assert_int_equal(end, SOCKET);
	return world.given_up;
}

int handover_receive(int end, struct request *received)
{
	assert_int_equal(end, SOCKET);
	say("receive ");
	*received = request;
	return world.receive;
}

int roots_file_open(const char *path)
{
	assert_string_equal(path, "/etc/systemtap/staprun.conf");
	return SETTINGS_FILE;
}

int module_file_find(struct module_file *found, const struct request *of, int end)
{
	assert_int_equal(end, SOCKET);
	assert_string_equal(of->module, request.module);
	say("find ");
	*found = file;
	return world.find;
}

int module_image_seal(struct module_image *image, int fd)
{
	assert_int_equal(fd, MODULE_FILE);
	say("seal ");
	*image = (struct module_image){.fd = IMAGE, .facts = {.required = PRIVILEGE_STAPDEV}};
	return world.seal;
}

bool module_image_is_loaded(const struct module_image *image)
{
	assert_int_equal(image->fd, IMAGE);
	say("still ");
	return world.is_loaded;
}

void module_image_close(struct module_image *image)
{
	assert_int_equal(image->fd, IMAGE);
	say("close ");
}

enum signature helper_verify(
	const struct database *database, const struct module_image *image, int signature)
{
	assert_string_equal(database->path, "/etc/systemtap/staprun");
	assert_int_equal(database->owner, 0);
	assert_int_equal(image->fd, IMAGE);
	assert_int_equal(signature, SIGNATURE_FILE);
	say("verify%s ", database->refuse_sha1 ? "=strictly" : "");
	return world.signature;
}

int helper_read(struct module_image *image)
{
	say("read ");
	image->facts = facts;
	strcpy(image->sha256, "digest");
	return world.read;
}

int helper_settings(int fd, unsigned levels, struct settings *settings)
{
	assert_int_equal(fd, SETTINGS_FILE);
	say("settings=%u ", levels);
	*settings = limits;
	return world.settings;
}

int helper_rename(struct module_image *image, unsigned long pid)
{
	assert_int_equal(pid, 77);
	say("rename ");
	if (!world.rename)
		strcpy(image->facts.name, "m_77");
	return world.rename;
}

void kernel_prepare(uint32_t overrides)
{
	assert_int_equal(overrides, request.overrides);
	say("prepare ");
}

void kernel_mount_debugfs(void)
{
	say("debugfs ");
}

int handshake_prepare(struct kernel_symbol symbols[static SYMBOLS_MAX])
{
	symbols[0].address = 99;
	say("symbols ");
	return world.symbols;
}

int handshake(int it, const struct module_image *image, const struct caller *caller,
	unsigned granted, const struct request *of, const struct kernel_symbol *symbols)
{
	assert_int_equal(it, folder);
	assert_int_equal(image->fd, IMAGE);
	assert_int_equal(caller->levels, world.levels);
	assert_int_equal(of->buffer_mb, request.buffer_mb);
	assert_int_equal(symbols[0].address, 99);
	say("handshake=%u ", granted);
	return world.handshake;
}

void module_folders_prepare(void)
{
	say("folders ");
}

int module_folder_open(const char *name, uid_t *owner)
{
	say("folder=%s ", name);
	*owner = world.owner;
	return world.folders[folder_looks++ > 0];
}

int module_folders_of(uid_t user)
{
	/* Whoever else has this turn is waited for: the lock is on the user's own byte, and there.
	 */
	struct flock lock = {.l_type = F_WRLCK};

	assert_int_equal(user, USER);
	other_turn(&lock);
	say("count=%d,%d,%d ", lock.l_type == F_WRLCK, (int)lock.l_start, (int)lock.l_len);
	return world.mine;
}

int module_folder_take(const char *name, const struct caller *caller)
{
	assert_int_equal(caller->levels, world.levels);
	say("take=%s ", name);
	return world.attached;
}

int module_remove(const char *name, int it, unsigned patience, const char *verdict)
{
	assert_null(verdict);
	say("undo=%s%s,%u ", name, it < 0 ? "" : ",folder", patience);
	return world.remove;
}

int remove_modules(char *names, const struct caller *caller)
{
	assert_int_equal(caller->levels, world.levels);
	say("remove=%s ", names);
	return 7;
}

int keeper_prepare(const struct inherited *inherited, int *it, int its_turns)
{
	struct stat st;

	assert_int_equal(inherited->blocked, 1);
	assert_int_equal(*it, folder);
	assert_int_equal(fstat(folder, &st), 0);
	say("alone%s%s ",
		its_turns >= 0 && is_taken(FOLDER_TURN(USER) + (uint32_t)st.st_ino) ? "=turn" : "",
		its_turns >= 0 && is_taken(PLACE(USER) + world.places) ? "=place" : "");
	return world.alone;
}

int keeper_become(void)
{
	say("become ");
	return world.become;
}

int keeper(const char *name, int it, int end, bool attached)
{
	assert_int_equal(it, folder);
	assert_int_equal(end, SOCKET);
	say("keeper=%s%s ", name, attached ? ",attached" : "");
	return world.keep;
}

#endif

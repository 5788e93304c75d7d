/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder of a loaded module, as a file system in user space. */
#define FUSE_USE_VERSION 312

#include "tests/sim/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <fuse3/fuse_lowlevel.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/sim/journal.h"
#include "tests/sim/module.h"

/* Inode numbers; trace file I has INODE_TRACE + I, and behind the last is __stdin. */
enum {
	INODE_FOLDER = FUSE_ROOT_ID,
	INODE_COMMAND,
	INODE_TRACE,
	INODE_SINK = INODE_TRACE + 2 * CPUS_MAX,
	INODE_PROCFS = INODE_SINK + 100
};

static const char *const procfs_names[] = {"monitor_status", "monitor_control", "__stdin"};
#define PROCFS_COUNT (sizeof(procfs_names) / sizeof(procfs_names[0]))

/* In the order of their inode numbers. */
static const char *const sink_names[] = {"sink", "sink-eio", "sink-zero", "sink-close"};
enum { SINK_MOMENTS, SINK_EIO, SINK_ZERO, SINK_CLOSE, SINK_COUNT };

/* Who polls a file and is to be woken; I + 1 for trace file I. */
struct waiter {
	pthread_mutex_t lock;
	struct fuse_pollhandle *handle;
};

static const struct folder *folder;
static struct waiter waiters[1 + CPUS_MAX + LATE_MAX + 1];
static struct fuse_session *session;

static bool is_sink(fuse_ino_t inode)
{
	return inode >= INODE_SINK && inode < INODE_SINK + SINK_COUNT;
}

static bool is_stdin(fuse_ino_t inode)
{
	return folder->standard_input && inode == INODE_TRACE + folder->module->ring_count;
}

/* --- Waking ---------------------------------------------------------------------------------- */

static void notify(int index)
{
	struct waiter *waiter = &waiters[index + 1];

	pthread_mutex_lock(&waiter->lock);
	struct fuse_pollhandle *handle = waiter->handle;
	waiter->handle = NULL;
	pthread_mutex_unlock(&waiter->lock);
	if (!handle)
		return;
	fuse_lowlevel_notify_poll(handle);
	fuse_pollhandle_destroy(handle);
}

static void remember(int index, struct fuse_pollhandle *handle)
{
	struct waiter *waiter;

	if (is_sink((fuse_ino_t)(index + INODE_TRACE))) {
		/* It is always ready: no one waits. */
		if (handle)
			fuse_pollhandle_destroy(handle);
		return;
	}
	waiter = &waiters[index + 1];
	pthread_mutex_lock(&waiter->lock);
	if (waiter->handle)
		fuse_pollhandle_destroy(waiter->handle);
	waiter->handle = handle;
	pthread_mutex_unlock(&waiter->lock);
}

/* --- The folder ------------------------------------------------------------------------------ */

static bool attributes(fuse_ino_t inode, struct stat *st)
{
	*st = (struct stat){.st_ino = inode, .st_uid = getuid(), .st_gid = getgid(), .st_nlink = 1};
	if (inode == INODE_FOLDER) {
		st->st_mode = S_IFDIR | 0555;
	} else if (inode == INODE_COMMAND) {
		st->st_mode = S_IFREG | 0600;
	} else if (inode < INODE_TRACE + folder->module->ring_count) {
		st->st_mode = S_IFREG | 0400;
		st->st_size = (off_t)folder->module->rings[inode - INODE_TRACE].size;
	} else if (is_stdin(inode) || is_sink(inode)) {
		st->st_mode = S_IFREG | 0600;
	} else if (folder->procfs && inode >= INODE_PROCFS && inode < INODE_PROCFS + PROCFS_COUNT) {
		st->st_mode = S_IFLNK | 0777;
	} else {
		return false;
	}
	return true;
}

static void name_of(fuse_ino_t inode, char name[static 32])
{
	if (inode == INODE_COMMAND)
		strcpy(name, ".cmd");
	else if (is_stdin(inode))
		strcpy(name, "__stdin");
	else
		snprintf(name, 32, "trace%u", folder->module->rings[inode - INODE_TRACE].cpu);
}

static void op_lookup(fuse_req_t req, fuse_ino_t parent, const char *name)
{
	struct fuse_entry_param entry = {0};
	char candidate[32];

	for (fuse_ino_t inode = INODE_COMMAND; parent == INODE_FOLDER; inode++) {
		if (!attributes(inode, &entry.attr))
			break;
		name_of(inode, candidate);
		if (strcmp(name, candidate) == 0) {
			entry.ino = inode;
			fuse_reply_entry(req, &entry);
			return;
		}
	}
	for (fuse_ino_t i = 0; parent == INODE_FOLDER && i < SINK_COUNT; i++) {
		if (strcmp(name, sink_names[i]) == 0 && attributes(INODE_SINK + i, &entry.attr)) {
			entry.ino = INODE_SINK + i;
			fuse_reply_entry(req, &entry);
			return;
		}
	}
	for (size_t i = 0; parent == INODE_FOLDER && i < PROCFS_COUNT; i++) {
		if (strcmp(name, procfs_names[i]) == 0 &&
			attributes(INODE_PROCFS + i, &entry.attr)) {
			entry.ino = INODE_PROCFS + i;
			entry.entry_timeout = entry.attr_timeout = 3600;
			fuse_reply_entry(req, &entry);
			return;
		}
	}
	fuse_reply_err(req, ENOENT);
}

static void op_readlink(fuse_req_t req, fuse_ino_t inode)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder->procfs, procfs_names[inode - INODE_PROCFS]);
	fuse_reply_readlink(req, path);
}

static void op_getattr(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *info)
{
	struct stat st;

	(void)info;
	if (attributes(inode, &st))
		fuse_reply_attr(req, &st, 0);
	else
		fuse_reply_err(req, ENOENT);
}

/* Emptied, when it is opened: what is asked for of the folder->sink. */
static void op_setattr(
	fuse_req_t req, fuse_ino_t inode, struct stat *to, int what, struct fuse_file_info *info)
{
	(void)to;
	(void)what;
	op_getattr(req, inode, info);
}

static void op_readdir(
	fuse_req_t req, fuse_ino_t inode, size_t size, off_t offset, struct fuse_file_info *info)
{
	char names[8192], name[32];
	size_t used = 0;
	struct stat st;

	(void)info;
	for (inode = INODE_COMMAND + (fuse_ino_t)offset; attributes(inode, &st); inode++) {
		name_of(inode, name);
		size_t needed = fuse_add_direntry(req, names + used,
			(size < sizeof(names) ? size : sizeof(names)) - used, name, &st,
			(off_t)(inode - INODE_COMMAND + 1));
		if (used + needed > size || used + needed > sizeof(names))
			break;
		used += needed;
	}
	fuse_reply_buf(req, names, used);
}

/* --- Its files ------------------------------------------------------------------------------- */

static void op_open(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *info)
{
	int rc = 0;

	if (inode == INODE_COMMAND)
		rc = module_attach(folder->module);
	/* stapio reads to nowhere right behind the open, which FUSE does not let through. */
	else if (inode >= INODE_TRACE && inode < INODE_TRACE + folder->module->ring_count)
		module_catch_up(folder->module, (unsigned)(inode - INODE_TRACE));
	info->direct_io = 1;
	if (rc) {
		fuse_reply_err(req, -rc);
		return;
	}
	folder->module->open_files++;
	fuse_reply_open(req, info);
}

/* Its writer closes a file. */
static void op_flush(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *info)
{
	(void)info;
	fuse_reply_err(req, inode == INODE_SINK + SINK_CLOSE ? EDQUOT : 0);
}

static void op_release(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *info)
{
	(void)info;
	remember((int)inode - INODE_TRACE, NULL);
	if (inode == INODE_COMMAND)
		module_detach(folder->module);
	if (--folder->module->open_files == 0)
		journal_event("closed");
	fuse_reply_err(req, 0);
}

/*
 * Notes a reader of a trace file that is not pinned to its CPU, if that is one of this machine,
 * while anything may be printed there.
 */
static void check_reader(fuse_req_t req, unsigned cpu)
{
	pid_t thread = fuse_req_ctx(req)->pid;
	cpu_set_t set;

	if (!folder->module->one_file && !folder->module->silent &&
		cpu < (unsigned)sysconf(_SC_NPROCESSORS_ONLN) &&
		sched_getaffinity(thread, sizeof(set), &set) == 0 &&
		(CPU_COUNT(&set) != 1 || !CPU_ISSET(cpu, &set)))
		journal_event("trace%u read from elsewhere", cpu);
}

static void op_read(
	fuse_req_t req, fuse_ino_t inode, size_t size, off_t offset, struct fuse_file_info *info)
{
	char *data = malloc(size);
	ssize_t got;

	(void)offset;
	if (!data)
		abort();
	if (inode == INODE_COMMAND) {
		got = module_receive(folder->module, data, size, !(info->flags & O_NONBLOCK));
	} else {
		check_reader(req, folder->module->rings[inode - INODE_TRACE].cpu);
		got = (ssize_t)module_read_trace(
			folder->module, (unsigned)(inode - INODE_TRACE), data, size);
		if (!got)
			got = -ENODATA;
	}
	if (got < 0)
		fuse_reply_err(req, (int)-got);
	else
		fuse_reply_buf(req, data, (size_t)got);
	free(data);
}

/* A write to a folder->sink: how much it takes, or -errno. */
static ssize_t write_sink(fuse_ino_t kind, const char *data, size_t size)
{
	static unsigned writes;
	unsigned number = ++writes;

	if (kind == SINK_MOMENTS && number % 2)
		return -EAGAIN;
	if (kind == SINK_EIO && number > 1)
		return -EIO;
	if (kind == SINK_ZERO && number > 1)
		return 0;
	return (ssize_t)fwrite(data, 1, size, folder->sink);
}

static void op_write(fuse_req_t req, fuse_ino_t inode, const char *data, size_t size, off_t offset,
	struct fuse_file_info *info)
{
	ssize_t rc = -EBADF;

	(void)offset;
	(void)info;
	if (inode == INODE_COMMAND)
		rc = module_control(folder->module, data, size);
	else if (is_stdin(inode))
		rc = (ssize_t)fwrite(data, 1, size, folder->standard_input);
	else if (is_sink(inode))
		rc = write_sink(inode - INODE_SINK, data, size);
	if (rc < 0)
		fuse_reply_err(req, (int)-rc);
	else
		fuse_reply_write(req, (size_t)rc);
}

static void op_poll(fuse_req_t req, fuse_ino_t inode, struct fuse_file_info *info,
	struct fuse_pollhandle *handle)
{
	unsigned events = 0;

	(void)info;
	/* First be woken, then look. */
	if (handle)
		remember((int)inode - INODE_TRACE, handle);
	if (inode == INODE_COMMAND)
		events = POLLOUT | POLLPRI | (module_has_message(folder->module) ? POLLIN : 0);
	else if (is_stdin(inode) || is_sink(inode))
		events = POLLOUT;
	else if (!ring_empty(&folder->module->rings[inode - INODE_TRACE]))
		events = POLLIN;
	fuse_reply_poll(req, events);
}

static const struct fuse_lowlevel_ops operations = {
	.lookup = op_lookup,
	.readlink = op_readlink,
	.getattr = op_getattr,
	.setattr = op_setattr,
	.readdir = op_readdir,
	.open = op_open,
	.flush = op_flush,
	.release = op_release,
	.read = op_read,
	.write = op_write,
	.poll = op_poll,
};

int folder_mount(const struct folder *which, const char *mountpoint)
{
	char name[] = "simmod", option[] = "-ofsname=simmod,subtype=simmod";
	char *argv[] = {name, option, NULL};
	struct fuse_args args = FUSE_ARGS_INIT(2, argv);

	folder = which;
	folder->module->notify = notify;
	for (unsigned i = 0; i < sizeof(waiters) / sizeof(waiters[0]); i++)
		pthread_mutex_init(&waiters[i].lock, NULL);
	session = fuse_session_new(&args, &operations, sizeof(operations), NULL);
	return session && !fuse_set_signal_handlers(session) &&
			       !fuse_session_mount(session, mountpoint)
		       ? 0
		       : -1;
}

void folder_serve(void)
{
	struct fuse_loop_config *config = fuse_loop_cfg_create();

	if (!config)
		abort();
	fuse_loop_cfg_set_max_threads(config, 32);
	fuse_session_loop_mt(session, config);
}

void folder_unmount(void)
{
	fuse_session_unmount(session);
}

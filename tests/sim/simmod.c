/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * simmod: a file system that is the folder of a loaded module, for tests of
 * stapio without a kernel module. What the module does is told by a scenario
 * (scenario.h); what it produced is written to a folder (journal.h).
 *
 *   simmod [-4] [-b] [-i] [-r [-r]] [-s] [-c CPUS] [-n SUBBUFS] [-f FIFO] [-p PROCFS] MOUNTPOINT
 * SCENARIO FOLDER
 *
 * -4: dialect 4; -b: bulk mode; -i: with a file __stdin, what is written to it
 * goes to FOLDER/stdin; -r: raw output of all CPUs in trace0, as up to 4.4, or with
 * two of it of each in its own file, as in 4.5; -s: short writes, as old modules have them;
 * -c: CPUs, as 0-15 or 0,2,3; -n: sub-buffers for each of them; -p: what the
 * files of procfs probes (monitor_status, monitor_control, __stdin) are in the
 * absolute path PROCFS, the module's are too. Files that are no part of a module take
 * output for FOLDER/sink: "sink" refuses every other write for the moment, so that
 * whoever finds it full finds it ready the next time; "sink-eio" fails from the second
 * write on, "sink-zero" then takes nothing without an error, and "sink-close" takes all
 * and fails as it is closed. It never goes to the background:
 * it is ready when FOLDER/events says "mounted". Commands that come through
 * FIFO are run as they come. SIGTERM ends it.
 *
 *   simmod keep ... is for who hands it over: keeper.h.
 */
#define FUSE_USE_VERSION 312

#include <errno.h>
#include <fcntl.h>
#include <fuse3/fuse_lowlevel.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/sim/journal.h"
#include "tests/sim/keeper.h"
#include "tests/sim/module.h"
#include "tests/sim/scenario.h"

#define CPUS_MAX 1024

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

static struct module module;
static const char *procfs; /* NULL: the module has no such files */
static struct waiter waiters[1 + CPUS_MAX + LATE_MAX + 1];
static FILE *standard_input; /* where it goes, or NULL */
static FILE *sink;

static bool is_sink(fuse_ino_t inode)
{
	return inode >= INODE_SINK && inode < INODE_SINK + SINK_COUNT;
}

static bool is_stdin(fuse_ino_t inode)
{
	return standard_input && inode == INODE_TRACE + module.ring_count;
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
	} else if (inode < INODE_TRACE + module.ring_count) {
		st->st_mode = S_IFREG | 0400;
		st->st_size = (off_t)module.rings[inode - INODE_TRACE].size;
	} else if (is_stdin(inode) || is_sink(inode)) {
		st->st_mode = S_IFREG | 0600;
	} else if (procfs && inode >= INODE_PROCFS && inode < INODE_PROCFS + PROCFS_COUNT) {
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
		snprintf(name, 32, "trace%u", module.rings[inode - INODE_TRACE].cpu);
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

	snprintf(path, sizeof(path), "%s/%s", procfs, procfs_names[inode - INODE_PROCFS]);
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

/* Emptied, when it is opened: what is asked for of the sink. */
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
		rc = module_attach(&module);
	/* stapio reads to nowhere right behind the open, which FUSE does not let through. */
	else if (inode >= INODE_TRACE && inode < INODE_TRACE + module.ring_count)
		module_catch_up(&module, (unsigned)(inode - INODE_TRACE));
	info->direct_io = 1;
	if (rc) {
		fuse_reply_err(req, -rc);
		return;
	}
	module.open_files++;
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
		module_detach(&module);
	if (--module.open_files == 0)
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

	if (!module.one_file && !module.silent && cpu < (unsigned)sysconf(_SC_NPROCESSORS_ONLN) &&
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
		got = module_receive(&module, data, size, !(info->flags & O_NONBLOCK));
	} else {
		check_reader(req, module.rings[inode - INODE_TRACE].cpu);
		got = (ssize_t)module_read_trace(
			&module, (unsigned)(inode - INODE_TRACE), data, size);
		if (!got)
			got = -ENODATA;
	}
	if (got < 0)
		fuse_reply_err(req, (int)-got);
	else
		fuse_reply_buf(req, data, (size_t)got);
	free(data);
}

/* A write to a sink: how much it takes, or -errno. */
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
	return (ssize_t)fwrite(data, 1, size, sink);
}

static void op_write(fuse_req_t req, fuse_ino_t inode, const char *data, size_t size, off_t offset,
	struct fuse_file_info *info)
{
	ssize_t rc = -EBADF;

	(void)offset;
	(void)info;
	if (inode == INODE_COMMAND)
		rc = module_control(&module, data, size);
	else if (is_stdin(inode))
		rc = (ssize_t)fwrite(data, 1, size, standard_input);
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
		events = POLLOUT | POLLPRI | (module_has_message(&module) ? POLLIN : 0);
	else if (is_stdin(inode) || is_sink(inode))
		events = POLLOUT;
	else if (!ring_empty(&module.rings[inode - INODE_TRACE]))
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

/* --- The program ----------------------------------------------------------------------------- */

static void *serve_fifo(void *path)
{
	FILE *fifo = fopen(path, "r+e"); /* a writer, too: it never ends */
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	if (!fifo) {
		perror(path);
		exit(1);
	}
	while ((length = getline(&line, &room, fifo)) > 0) {
		line[length - 1] = '\0';
		if (scenario_command(module.scenario, line, SECTION_RUN))
			fprintf(stderr, "simmod: this is not understood: %s\n", line);
	}
	return NULL;
}

static unsigned parse_cpus(char *text, unsigned cpus[static CPUS_MAX])
{
	unsigned count = 0;
	char *range;

	while ((range = strsep(&text, ","))) {
		unsigned from, to;
		int parts = sscanf(range, "%u-%u", &from, &to);

		for (to = parts == 1 ? from : to; parts > 0 && from <= to && count < CPUS_MAX;)
			cpus[count++] = from++;
	}
	return count;
}

static int serve(const char *mountpoint, const char *fifo)
{
	char name[] = "simmod", option[] = "-ofsname=simmod,subtype=simmod";
	char *argv[] = {name, option, NULL};
	struct fuse_args args = FUSE_ARGS_INIT(2, argv);
	struct fuse_session *session =
		fuse_session_new(&args, &operations, sizeof(operations), NULL);
	struct fuse_loop_config *config = fuse_loop_cfg_create();
	pthread_t thread;

	if (!session || !config || fuse_set_signal_handlers(session) ||
		fuse_session_mount(session, mountpoint))
		return 1;
	fuse_loop_cfg_set_max_threads(config, 32);
	if (fifo && pthread_create(&thread, NULL, serve_fifo, (void *)fifo))
		abort();
	scenario_run(module.scenario, SECTION_LOAD);
	if (module.state == LOADED)
		module_send(&module, CONTROL_TRANSPORT, NULL, 0);
	else
		scenario_begin(module.scenario, SECTION_RUN);
	journal_event("mounted");
	fuse_session_loop_mt(session, config);
	journal_dump(module.rings, module.ring_count, module.dialect);
	fuse_session_unmount(session);
	return 0;
}

/* Makes FOLDER/NAME, which shows at once what was written. NULL when that is not possible. */
static FILE *make_file(const char *folder, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "we");
	return file && setvbuf(file, NULL, _IONBF, 0) == 0 ? file : NULL;
}

int main(int argc, char **argv)
{
	unsigned cpus[CPUS_MAX] = {0, 1}, count = 2;
	const char *fifo = NULL;
	bool with_stdin = false;
	long subbufs = 256;
	int letter;

	if (argc > 1 && strcmp(argv[1], "keep") == 0)
		return keep(argc, argv);
	module.dialect = DIALECT_5;
	module.transport = TRANSPORT_FRAMES;
	module.notify = notify;
	while ((letter = getopt(argc, argv, "4birsc:n:f:p:")) != -1) {
		switch (letter) {
		case '4':
			module.dialect = DIALECT_4;
			break;
		case 'b':
			module.bulk = true;
			break;
		case 'i':
			with_stdin = true;
			break;
		case 'r':
			module.one_file = module.transport != TRANSPORT_RAW;
			module.transport = TRANSPORT_RAW;
			break;
		case 's':
			module.short_write = true;
			break;
		case 'c':
			count = parse_cpus(optarg, cpus);
			break;
		case 'n':
			subbufs = strtol(optarg, NULL, 10);
			break;
		case 'f':
			fifo = optarg;
			break;
		case 'p':
			procfs = optarg;
			break;
		default:
			return 2;
		}
	}
	if (argc - optind != 3 || !count || subbufs < 2) {
		fputs("usage: simmod [-4] [-b] [-i] [-r [-r]] [-s] [-c CPUS] [-n SUBBUFS] [-f FIFO] [-p PROCFS] "
		      "MOUNTPOINT SCENARIO FOLDER\n",
			stderr);
		return 2;
	}
	if (module.one_file)
		count = 1;
	for (unsigned i = 0; i < sizeof(waiters) / sizeof(waiters[0]); i++)
		pthread_mutex_init(&waiters[i].lock, NULL);
	if (module_init(&module, cpus, count, (size_t)subbufs) || journal_open(argv[optind + 2])) {
		perror("simmod");
		return 1;
	}
	sink = make_file(argv[optind + 2], "sink");
	if (with_stdin)
		standard_input = make_file(argv[optind + 2], "stdin");
	if (!sink || (with_stdin && !standard_input)) {
		perror("simmod");
		return 1;
	}
	module.scenario = scenario_load(&module, argv[optind + 1]);
	return serve(argv[optind], fifo);
}

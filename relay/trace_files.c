/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and reading trace files, and being on the right CPU for it. */
#include "relay/trace_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "common/report.h"
#include "relay/cpus.h"

/* Sub-buffers of SystemTap 4.6. */
#define SUBBUF_LARGE 65536u

/* Open files of a CPU that prints, and of the rest of stapio at most. */
#define FILES_A_CPU 3u
#define FILES_OTHER 128u

/* No relay buffer is smaller: -b 1. */
#define BUFFER_LEAST (1u << 20)

/* Reads that may not tell how large sub-buffers are; then they are as large as a page. */
#define MEASURE_MAX 16u

static int compare_cpus(const void *a, const void *b)
{
	const struct trace_file *left = a, *right = b;

	return (left->cpu > right->cpu) - (left->cpu < right->cpu);
}

static bool is_open(const struct trace_files *files, unsigned cpu)
{
	const struct trace_file wanted = {.cpu = cpu};

	for (unsigned i = files->sorted; i < files->count; i++)
		if (files->file[i].cpu == cpu)
			return true;
	return bsearch(&wanted, files->file, files->sorted, sizeof(wanted), compare_cpus);
}

/* Opens the file NAME, if it is a trace file that is not open yet. */
static int open_one(struct trace_files *files, const char *name)
{
	unsigned cpu;
	char end;

	if (sscanf(name, "trace%u%c", &cpu, &end) != 1 || is_open(files, cpu))
		return 0;
	if (files->count == files->capacity)
		return -ENOSPC;
	int fd = openat(files->folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	files->file[files->count++] = (struct trace_file){.fd = fd, .cpu = cpu, .at_end = true};
	return 0;
}

/* Calls EACH for the name of each file in the module's folder until that returns an error. */
static int for_each_name(
	struct trace_files *files, int (*each)(struct trace_files *files, const char *name))
{
	int fd = openat(files->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int rc = entries ? 0 : -errno;

	while (entries && !rc && (entry = readdir(entries)))
		rc = each(files, entry->d_name);
	if (entries)
		closedir(entries);
	else if (fd >= 0)
		close(fd);
	return rc;
}

/* Makes room for one more file. */
static int count_one(struct trace_files *files, const char *name)
{
	(void)name;
	files->capacity++;
	return 0;
}

/*
 * Has this process open as many files as COUNT CPUs that print take: the trace file,
 * what wakes its reader, and an output. Where it may not, opening says so.
 */
static void allow_files(unsigned count)
{
	struct rlimit limit;
	rlim_t wanted = FILES_OTHER + FILES_A_CPU * (rlim_t)count;

	if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur >= wanted)
		return;
	limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static int open_all(struct trace_files *files)
{
	/* As many as there are names, if the CPUs are none of this machine. */
	int rc = for_each_name(files, count_one);

	if (rc)
		return rc;
	files->capacity += cpus_possible();
	files->file = calloc(files->capacity, sizeof(*files->file));
	if (!files->file)
		return -ENOMEM;
	allow_files(files->capacity);
	rc = for_each_name(files, open_one);
	return rc ? rc : files->count ? 0 : -ENOENT;
}

static int allocate_sets(struct trace_files *files)
{
	unsigned cpus = files->file[files->count - 1].cpu + 1;

	if (cpus < cpus_possible())
		cpus = cpus_possible();
	if (cpus < CPU_SETSIZE)
		cpus = CPU_SETSIZE;
	files->cpu_set_size = CPU_ALLOC_SIZE(cpus);
	files->home = CPU_ALLOC(cpus);
	files->there = CPU_ALLOC(cpus);
	if (!files->home || !files->there)
		return -ENOMEM;
	files->only_cpu = get_nprocs_conf() == 1;
	return sched_getaffinity(0, files->cpu_set_size, files->home) ? -errno : 0;
}

int trace_files_open(struct trace_files *files, int folder)
{
	*files = (struct trace_files){
		.folder = fcntl(folder, F_DUPFD_CLOEXEC, 3),
		.subbuf_size = (uint32_t)sysconf(_SC_PAGESIZE),
	};
	int rc = files->folder < 0 ? -errno : open_all(files);

	if (!rc) {
		qsort(files->file, files->count, sizeof(*files->file), compare_cpus);
		files->sorted = files->count;
		rc = allocate_sets(files);
	}
	if (rc)
		trace_files_close(files);
	return rc;
}

int trace_files_look_again(struct trace_files *files)
{
	return for_each_name(files, open_one);
}

struct trace_files trace_files_view(const struct trace_files *files, unsigned index)
{
	struct trace_files view = *files;

	view.folder = -1;
	view.count = view.capacity = 1;
	view.file = &files->file[index];
	view.there = CPU_ALLOC(files->cpu_set_size * 8);
	view.away = false;
	return view;
}

/* Away from the CPU of FILE, if there is another. */
static void go_elsewhere(struct trace_files *files, const struct trace_file *file)
{
	memcpy(files->there, files->home, files->cpu_set_size);
	CPU_CLR_S(file->cpu, files->cpu_set_size, files->there);
	if (CPU_COUNT_S(files->cpu_set_size, files->there) > 0)
		files->away |= sched_setaffinity(0, files->cpu_set_size, files->there) == 0;
}

static void go_to(struct trace_files *files, struct trace_file *file)
{
	if (files->only_cpu)
		return;
	if (files->aloof) {
		go_elsewhere(files, file);
		return;
	}
	CPU_ZERO_S(files->cpu_set_size, files->there);
	CPU_SET_S(file->cpu, files->cpu_set_size, files->there);
	bool there = sched_setaffinity(0, files->cpu_set_size, files->there) == 0;
	files->away |= there;
	file->exposed = !there && cpus_is_online(file->cpu);
	/* Where we were allowed to be is no cpuset in the way: that CPU is just going offline. */
	if (!file->exposed || file->warned ||
		CPU_ISSET_S(file->cpu, files->cpu_set_size, files->home))
		return;
	file->warned = true;
	report_warning(
		"CPU %u is outside of the cpuset that this process may run on: its relay buffer "
		"is read from another CPU, which may lose a message now and then; allow it that CPU.",
		file->cpu);
}

void trace_files_go_home(struct trace_files *files)
{
	if (files->away)
		sched_setaffinity(0, files->cpu_set_size, files->home);
	files->away = false;
}

void trace_files_catch_up(struct trace_files *files)
{
	/*
	 * Memory that cannot be written to: the read fails after the kernel has set
	 * its accounts right, and before it took anything.
	 */
	static const char nowhere;

	for (unsigned i = 0; i < files->count; i++) {
		trace_files_read(files, i, (void *)&nowhere, 1);
		files->file[i].at_end = false; /* there is more, from somewhere on */
	}
	trace_files_go_home(files);
}

ssize_t trace_files_read(struct trace_files *files, unsigned index, void *data, size_t size)
{
	ssize_t got;

	go_to(files, &files->file[index]);
	do
		got = read(files->file[index].fd, data, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return errno == ENODATA || errno == EAGAIN ? 0 : -errno;
	return got;
}

uint64_t trace_files_produced(const struct trace_files *files, unsigned index)
{
	struct stat st;

	/* A sub-buffer that is complete adds to the file's size, whether it is read or not. */
	return fstat(files->file[index].fd, &st) == 0 ? (uint64_t)st.st_size : 0;
}

/* Where in the relay buffer the reading of FILE stands; false when the kernel does not say. */
static bool read_position(const struct trace_file *file, uint64_t *position)
{
	char path[64], info[128];

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", file->fd);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, info, sizeof(info) - 1);

	if (fd >= 0)
		close(fd);
	info[length > 0 ? length : 0] = '\0';
	return sscanf(info, "pos: %" SCNu64, position) == 1;
}

/*
 * Sub-buffers are as large as a page, but for SystemTap 4.6's. A read that
 * empties the file leaves its position at the end of one, beyond the bytes by
 * less than one when the read before had emptied it, too.
 */
static void measure(struct trace_files *files, struct trace_file *file, size_t got, bool emptied)
{
	uint32_t page = (uint32_t)sysconf(_SC_PAGESIZE);
	uint64_t was = file->position;
	bool follows = file->at_end && emptied && got > 0;

	file->at_end = emptied;
	files->measured = page >= SUBBUF_LARGE || file->reads++ >= MEASURE_MAX ||
			  !read_position(file, &file->position);
	if (files->measured || !follows || file->position < was + got)
		return;
	bool large = file->position % SUBBUF_LARGE == 0 && file->position - was - got >= page;
	files->measured = large || (file->position % SUBBUF_LARGE && file->position % page == 0);
	if (large)
		files->subbuf_size = SUBBUF_LARGE;
}

void trace_files_subbufs(struct trace_files *files, unsigned index, size_t got, size_t wanted,
	struct subbuf_read *read)
{
	if (!files->measured)
		measure(files, &files->file[index], got, got < wanted);
	*read = (struct subbuf_read){
		.bytes = got,
		.emptied = got < wanted,
		.size = files->subbuf_size,
		.least = BUFFER_LEAST,
		.before = read->before,
		.closed = trace_files_produced(files, index),
	};
}

void trace_files_close(struct trace_files *files)
{
	for (unsigned i = 0; i < files->count; i++)
		close(files->file[i].fd);
	if (files->folder >= 0)
		close(files->folder);
	free(files->file);
	CPU_FREE(files->home);
	CPU_FREE(files->there);
	*files = (struct trace_files){.folder = -1};
}

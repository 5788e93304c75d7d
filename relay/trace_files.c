/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and reading trace files, and being on the right CPU for it. */
#include "relay/trace_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "common/report.h"

static int compare_cpus(const void *a, const void *b)
{
	const struct trace_file *left = a, *right = b;

	return (left->cpu > right->cpu) - (left->cpu < right->cpu);
}

static int open_one(struct trace_files *files, int folder, const char *name)
{
	struct trace_file *grown;
	unsigned cpu;
	char end;

	if (sscanf(name, "trace%u%c", &cpu, &end) != 1)
		return 0;
	grown = reallocarray(files->file, files->count + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	files->file = grown;
	int fd = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	grown[files->count++] = (struct trace_file){.fd = fd, .cpu = cpu};
	return 0;
}

static int open_all(struct trace_files *files, int folder)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int rc = entries ? 0 : -errno;

	while (entries && !rc && (entry = readdir(entries)))
		rc = open_one(files, folder, entry->d_name);
	if (entries)
		closedir(entries);
	return rc ? rc : files->count ? 0 : -ENOENT;
}

static int allocate_sets(struct trace_files *files)
{
	unsigned cpus = files->file[files->count - 1].cpu + 1;

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
	*files = (struct trace_files){0};
	int rc = open_all(files, folder);

	if (!rc) {
		qsort(files->file, files->count, sizeof(*files->file), compare_cpus);
		rc = allocate_sets(files);
	}
	if (rc)
		trace_files_close(files);
	return rc;
}

static bool online(unsigned cpu)
{
	char path[64], state = '1';

	snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%u/online", cpu);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) /* one that cannot be taken offline, or is simulated */
		return access("/sys/devices/system/cpu/cpu0", F_OK) == 0 && cpu == 0;
	if (read(fd, &state, 1) != 1)
		state = '1';
	close(fd);
	return state == '1';
}

static void go_to(struct trace_files *files, struct trace_file *file)
{
	if (files->only_cpu)
		return;
	CPU_ZERO_S(files->cpu_set_size, files->there);
	CPU_SET_S(file->cpu, files->cpu_set_size, files->there);
	bool there = sched_setaffinity(0, files->cpu_set_size, files->there) == 0;
	files->away |= there;
	file->exposed = !there && online(file->cpu);
	if (!file->exposed || file->warned)
		return;
	file->warned = true;
	report_warning(
		"CPU %u is outside of the cpuset that this process may run on: its relay buffer "
		"is read from another CPU, which may lose a message now and then.",
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

	for (unsigned i = 0; i < files->count; i++)
		trace_files_read(files, i, (void *)&nowhere, 1);
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

void trace_files_close(struct trace_files *files)
{
	for (unsigned i = 0; i < files->count; i++)
		close(files->file[i].fd);
	free(files->file);
	CPU_FREE(files->home);
	CPU_FREE(files->there);
	*files = (struct trace_files){0};
}

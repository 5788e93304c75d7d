/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What counts of a path is where it led when it was opened. */
#include "stapio/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/small_file.h"
#include "options/module_path.h"

/* A FIFO must not make us wait, nor a terminal become ours. */
static int open_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

void fetch_path(char path[static PATH_MAX], const char *module)
{
	char release[65];

	if (module_is_path(module)) {
		snprintf(path, PATH_MAX, "%s", module);
		return;
	}
	/* uname(2) says what the caller's personality wants to hear. */
	small_file_line("/proc/sys/kernel/osrelease", release, sizeof(release));
	snprintf(path, PATH_MAX, "/lib/modules/%s/systemtap/%s.ko", release, module);
}

/* Of a file that can't be opened: at least not over the link that /lib may be. */
static void guess_path(char path[static PATH_MAX])
{
	char as_written[PATH_MAX], lib[PATH_MAX];

	strcpy(as_written, path);
	if (strncmp(path, "/lib/", 5) == 0 && realpath("/lib", lib))
		snprintf(path, PATH_MAX, "%.1000s%.3000s", lib, as_written + 4);
}

static bool find_path(char path[static PATH_MAX], int fd)
{
	char link[32];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, PATH_MAX - 1);
	path[length > 0 ? length : 0] = '\0';
	return length > 0 && length < PATH_MAX - 1 && *path == '/';
}

/* What is in FILE, of at most MAX bytes, which is closed. */
static struct contents contents_of(int file, off_t max)
{
	struct contents contents = {0};
	struct stat status;
	ssize_t got = 1;

	if (fstat(file, &status))
		contents.error = -errno;
	else if (!S_ISREG(status.st_mode))
		contents.error = S_ISDIR(status.st_mode) ? -EISDIR : -ENOTSUP;
	else if (status.st_size > max)
		contents.error = -EFBIG;
	else if (!(contents.bytes = malloc((size_t)status.st_size + 1)))
		contents.error = -ENOMEM;
	/* One byte more than there should be: a file that grows is not complete. */
	while (!contents.error && got > 0 && contents.size <= (size_t)status.st_size) {
		got = read(file, contents.bytes + contents.size,
			(size_t)status.st_size + 1 - contents.size);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got < 0)
			contents.error = -errno;
		else
			contents.size += (size_t)got;
	}
	if (!contents.error && contents.size != (size_t)status.st_size)
		contents.error = status.st_size ? -EBUSY : -ENODATA;
	close(file);
	return contents;
}

struct contents fetch_file(const char *path, off_t max)
{
	int fd = open_file(path);

	return fd < 0 ? (struct contents){.error = fd} : contents_of(fd, max);
}

/* MODULE.ko.sgn, where MODULE.ko really is. Opening it says whether there is one. */
static struct contents fetch_signature(const char *module)
{
	char path[PATH_MAX + 8];

	snprintf(path, sizeof(path), "%s.sgn", module);
	return fetch_file(path, SIGNATURE_FILE_MAX);
}

void fetch(struct fetched *fetched, const char *module)
{
	int fd;

	*fetched = (struct fetched){.failure.kind = 0};
	fetch_path(fetched->path, module);
	fd = open_file(fetched->path);

	/* That only root may read it is no failure yet in the administrator's folder. */
	if (fd == -EACCES && strstr(fetched->path, "/systemtap/")) {
		guess_path(fetched->path);
		fetched->signature.error = -ENOENT;
		return;
	}
	if (fd >= 0 && !find_path(fetched->path, fd)) {
		close(fd);
		fd = -ENAMETOOLONG;
	}
	if (fd < 0) {
		fetched->failure = (struct outcome){.kind = OUTCOME_NOT_OPENED, .error = -fd};
		return;
	}
	fetched->module = contents_of(fd, MODULE_IMAGE_MAX);
	if (!fetched->module.error && !fetched->module.size)
		fetched->module.error = -ENODATA;
	if (fetched->module.error)
		fetched->failure = (struct outcome){
			.kind = OUTCOME_NOT_COPIED, .error = -fetched->module.error};
	fetched->signature = fetch_signature(fetched->path);
}

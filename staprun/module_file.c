/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opening a module. No path is checked and then used: what counts is known
 * from open descriptors, and a file is reached folder by folder, without
 * following a link, where the way there is what makes it trusted.
 */
#include "staprun/module_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "common/module_name.h"
#include "staprun/privilege.h"

/* A FIFO must not make us wait, nor a terminal become ours. */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

/* Root's, and nobody else's to write: for a file with an ACL the group bits are its mask. */
static bool roots_alone(int fd, mode_t type)
{
	struct stat st;

	return !fstat(fd, &st) && (st.st_mode & S_IFMT) == type && st.st_uid == 0 &&
	       !(st.st_mode & (S_IWGRP | S_IWOTH));
}

/*
 * Opens PATH from the root folder on, one component at a time. Returns a
 * descriptor; -EPERM when any of them is not root's alone, or -errno (a
 * symbolic link: -ENOTDIR or -ELOOP).
 */
static int walk(const char *path)
{
	int folder = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);

	while (folder >= 0) {
		char component[NAME_MAX + 1];
		const char *start = path + strspn(path, "/");
		size_t length = strcspn(start, "/");
		bool last = !start[length];
		int next;

		if (!roots_alone(folder, S_IFDIR) || length == 0 || length > NAME_MAX) {
			close(folder);
			return -EPERM;
		}
		memcpy(component, start, length);
		component[length] = '\0';
		path = start + length;
		if (strcmp(component, "..") == 0) {
			close(folder);
			return -EPERM;
		}
		next = openat(folder, component,
			O_NOFOLLOW | (last ? OPEN_FLAGS : O_PATH | O_DIRECTORY | O_CLOEXEC));
		if (next < 0)
			next = -errno;
		close(folder);
		if (last && next >= 0 && !roots_alone(next, S_IFREG)) {
			close(next);
			return -EPERM;
		}
		if (last)
			return next;
		folder = next;
	}
	return folder;
}

/*
 * Where PATH is below the administrator's folder, returns the rest of it, else
 * NULL. /lib is a link to /usr/lib on most systems, so both are its name.
 */
static const char *below_blessed(const struct utsname *kernel, const char *path)
{
	char folder[sizeof(kernel->release) + 64];
	size_t length;

	if (strncmp(path, "/usr/", 5) == 0)
		path += 4;
	length = (size_t)snprintf(
		folder, sizeof(folder), "/lib/modules/%s/systemtap/", kernel->release);
	return strncmp(path, folder, length) == 0 ? path + length : NULL;
}

/* Opens REST below the administrator's folder with root's eyes, if all of it is root's alone. */
static int open_blessed(const struct utsname *kernel, const char *rest)
{
	static const char *const roots[] = {"/usr", ""};
	char path[PATH_MAX];
	int fd = -ENOENT;

	privilege_raise(CAP_DAC_READ_SEARCH);
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]) && fd == -ENOENT; i++) {
		int length = snprintf(path, sizeof(path), "%s/lib/modules/%s/systemtap/%s",
			roots[i], kernel->release, rest);

		fd = (size_t)length < sizeof(path) ? walk(path) : -ENAMETOOLONG;
	}
	privilege_lower();
	return fd;
}

/* Finds where FD, a file, really is. 0, or -errno with an empty PATH: never -ENOENT, FD is there.
 */
static int canonical_path(int fd, char path[PATH_MAX])
{
	char link[32];
	ssize_t length;
	int rc = 0;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, PATH_MAX - 1);
	if (length < 0)
		rc = errno == ENOENT ? -EIO : -errno;
	else if (length >= PATH_MAX - 1 || path[0] != '/')
		rc = -ENAMETOOLONG;
	path[rc ? 0 : length] = '\0';
	return rc;
}

/* Opens PATH as the caller may: root reads everything, and has no capability in effect for it here.
 */
static int open_as(const struct caller *caller, const char *path)
{
	int fd;

	if (caller->root)
		privilege_raise(CAP_DAC_READ_SEARCH);
	fd = open(path, OPEN_FLAGS);
	if (fd < 0)
		fd = -errno;
	if (caller->root)
		privilege_lower();
	return fd;
}

/*
 * The signature of FILE, MODULE.ko.sgn where MODULE.ko really is. Opening says
 * whether there is one: what is there and can't be opened may be telling.
 */
static int open_signature(const struct module_file *file, const struct caller *caller)
{
	char path[PATH_MAX + 8];
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "%s.sgn", file->canonical);
	if (file->blessed) {
		privilege_raise(CAP_DAC_READ_SEARCH);
		fd = walk(path);
		privilege_lower();
		return fd;
	}
	fd = open_as(caller, path);
	if (fd >= 0 && (fstat(fd, &st) || !S_ISREG(st.st_mode))) {
		close(fd);
		fd = -EINVAL;
	}
	return fd;
}

int module_file_open(struct module_file *file, const char *module, const struct caller *caller)
{
	const char *rest = NULL;
	struct utsname kernel;
	int fd;

	*file = (struct module_file){.fd = -1, .signature = -1};
	if (uname(&kernel))
		return -errno;
	int length = module_is_path(module)
			     ? snprintf(file->path, sizeof(file->path), "%s", module)
			     : snprintf(file->path, sizeof(file->path),
				       "/lib/modules/%s/systemtap/%s.ko", kernel.release, module);
	if ((size_t)length >= sizeof(file->path))
		return -ENAMETOOLONG;

	file->fd = open_as(caller, file->path);
	/* Wherever the path led to: is it in the folder? One that the caller can't read may be. */
	if (file->fd >= 0 && !canonical_path(file->fd, file->canonical))
		rest = below_blessed(&kernel, file->canonical);
	else if (file->fd == -EACCES)
		rest = below_blessed(&kernel, file->path);
	if (rest) {
		fd = open_blessed(&kernel, rest);
		if (fd >= 0) {
			if (file->fd >= 0)
				close(file->fd);
			file->fd = fd;
			file->blessed = true;
		}
	}
	if (file->fd < 0)
		return file->fd;
	file->signature = canonical_path(file->fd, file->canonical);
	if (!file->signature)
		file->signature = open_signature(file, caller);
	return 0;
}

void module_file_close(struct module_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	if (file->signature >= 0)
		close(file->signature);
	file->fd = file->signature = -1;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file system tells which number is free as it creates the file: a look before would be no
 * proof.
 */
#include "relay/file_series.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/report.h"
#include "relay/claim.h"
#include "relay/compress.h"
#include "relay/descriptor.h"
#include "relay/rotation.h"

/* So many files are made one behind the other that can't be claimed. */
#define CLAIMS_MAX 8

void file_series_init(struct file_series *series, const struct outfile_naming *naming, unsigned cpu,
	struct history *history)
{
	*series = (struct file_series){.naming = naming, .cpu = cpu, .history = history};
}

/* Writes the name of file NUMBER, as of TIME, to NAME. Returns 0 or -errno. */
static int name_then(
	const struct file_series *series, unsigned number, time_t time, char name[static PATH_MAX])
{
	struct tm when;

	localtime_r(&time, &when);
	if (outfile_name(name, PATH_MAX, series->naming, series->cpu, number, &when))
		return 0;
	snprintf(name, PATH_MAX, "%s", series->naming->pattern);
	return -ENAMETOOLONG;
}

/* The same, as of now. */
static int name_of(const struct file_series *series, unsigned number, char name[static PATH_MAX])
{
	return name_then(series, number, time(NULL), name);
}

/* --- What earlier runs left ------------------------------------------------------------------ */

/* A file of the series: only a regular one, which no other session writes, is kept and removed. */
struct found {
	long number;
	bool ours;
	struct found_file file;
};

static int by_number(const void *a, const void *b)
{
	const struct found *left = a, *right = b;

	return (left->number > right->number) - (left->number < right->number);
}

static bool is_written(int folder, const char *name)
{
	int fd = claim_look(folder, name);

	if (fd >= 0)
		close(fd);
	return fd == -EWOULDBLOCK;
}

static struct found found_file(int folder, const char *name, long number)
{
	struct found found = {.number = number};
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode) ||
		is_written(folder, name))
		return found;
	found.ours = true;
	found.file.bytes = (uint64_t)st.st_size;
	found.file.age = st.st_mtim.tv_sec * INT64_C(1000000000) + st.st_mtim.tv_nsec;
	found.file.plain =
		name[strlen(name) - 1] != COMPRESSED_SUFFIX[strlen(COMPRESSED_SUFFIX) - 1];
	return found;
}

/* A file and its compressed form are one. Returns how many there are of the COUNT that are FOUND.
 */
static size_t put_together(struct found *found, size_t count)
{
	size_t last = 0;

	for (size_t i = 1; i < count; i++) {
		struct found *one = &found[last], *other = &found[i];

		if (one->number != other->number) {
			found[++last] = *other;
			continue;
		}
		one->ours |= other->ours;
		one->file.bytes += other->file.bytes;
		one->file.plain |= other->file.plain;
		if (other->file.age > one->file.age)
			one->file.age = other->file.age;
	}
	return count ? last + 1 : 0;
}

/* Finds the files of the series of BASE in FOLDER. Returns how many, as *FOUND, which the caller
 * frees. */
static size_t find_files(DIR *folder, const char *base, struct found **found)
{
	const struct dirent *entry;
	size_t count = 0, room = 0;

	*found = NULL;
	while ((entry = readdir(folder))) {
		long number = outfile_number(base, entry->d_name);

		if (number < 0)
			continue;
		if (count == room) {
			struct found *more =
				reallocarray(*found, room = room * 2 + 64, sizeof(*more));
			if (!more)
				break;
			*found = more;
		}
		(*found)[count++] = found_file(dirfd(folder), entry->d_name, number);
	}
	if (count)
		qsort(*found, count, sizeof(**found), by_number);
	return put_together(*found, count);
}

/* Takes what is there of the series into it. Returns the first number behind all of it. */
static unsigned take_up(struct file_series *series)
{
	char name[PATH_MAX], folder_name[PATH_MAX] = ".";
	struct found *found;

	if (name_of(series, 0, name))
		return 0;
	char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
	if (slash)
		snprintf(folder_name, sizeof(folder_name), "%.*s", (int)(base - name), name);
	DIR *folder = opendir(folder_name);
	if (!folder) {
		if (errno != ENOENT)
			report_warning(
				"Couldn't look for earlier output files in %s: %s. They are kept.",
				folder_name, strerror(errno));
		return 0;
	}
	size_t count = find_files(folder, base, &found);
	closedir(folder);
	unsigned next = count ? (unsigned)found[count - 1].number + 1 : 0;
	for (size_t i = 0; i < count; i++)
		if (series->history && found[i].ours &&
			!name_of(series, (unsigned)found[i].number, name))
			history_found(series->history, series->cpu, name, &found[i].file);
	free(found);
	return next;
}

/* --- Opening --------------------------------------------------------------------------------- */

/* As sink_open(), of a name that is none of our own descriptors'. */
static int open_name(struct sink *sink, const char *name, enum sink_start start)
{
	return descriptor_named(name) < 0 ? sink_open(sink, name, start) : -EBADF;
}

/* The file that has no number. */
static int open_plain(struct file_series *series, struct sink *sink, char name[static PATH_MAX],
	enum sink_start start)
{
	struct stat st;
	time_t now = time(NULL);
	int rc = name_then(series, 0, now, name);

	if (!rc)
		rc = open_name(sink, name, start);
	if (rc)
		return rc;
	series->number = 0;
	series->named = series->first.named = now;
	/* A socket that is connected to has another inode than its name. */
	if (fstat(sink->fd, &st) == 0 && (!S_ISSOCK(st.st_mode) || stat(name, &st) == 0)) {
		series->first.device = st.st_dev;
		series->first.inode = st.st_ino;
		series->first.mode = st.st_mode;
	}
	return 0;
}

/* A number that was used is none of another file, also where only its compressed form is left. */
static bool is_there_packed(const char *name)
{
	char packed[PATH_MAX];
	struct stat st;

	return snprintf(packed, sizeof(packed), "%s" COMPRESSED_SUFFIX, name) <
		       (int)sizeof(packed) &&
	       lstat(packed, &st) == 0;
}

/* As open_name(), of a name that is not there. What can't be claimed counts as another's, and is
 * left as it is; but where *CLAIMS were made, someone locks whatever there is. */
static int open_new(struct sink *sink, const char *name, unsigned *claims)
{
	int rc = is_there_packed(name) ? -EEXIST : open_name(sink, name, SINK_CREATE);

	if (rc || claim_take(sink->fd) || ++*claims == CLAIMS_MAX)
		return rc;
	sink_close(sink);
	return -EEXIST;
}

/* The first from NUMBER on that is not there. */
static int open_numbered(
	struct file_series *series, struct sink *sink, char name[static PATH_MAX], unsigned number)
{
	time_t now = time(NULL);
	unsigned claims = 0;
	int rc;

	do {
		rc = name_then(series, number, now, name);
		if (!rc)
			rc = open_new(sink, name, &claims);
	} while (rc == -EEXIST && ++number != 0);
	if (rc)
		return rc;
	series->number = number;
	series->named = now;
	if (series->history)
		history_begun(series->history, series->cpu, name);
	return 0;
}

int file_series_begin(struct file_series *series, struct sink *sink, char name[static PATH_MAX])
{
	if (series->naming->limited)
		return open_numbered(series, sink, name, take_up(series));
	return open_plain(series, sink, name, SINK_EMPTY);
}

/* What is there by NAME, that of the file without a number. */
static enum rotation_sight look(const struct file_series *series, const char *name)
{
	struct stat st;

	if (stat(name, &st) != 0)
		return errno == ENOENT ? ROTATION_SEES_NOTHING : ROTATION_SEES_OTHER;
	return st.st_dev == series->first.device && st.st_ino == series->first.inode
		       ? ROTATION_SEES_OURS
		       : ROTATION_SEES_OTHER;
}

/* The number of the next file: that of the current one, if it was renamed or removed. */
static unsigned next_number(const struct file_series *series)
{
	char name[PATH_MAX];
	struct stat st;
	bool gone = series->number && !series->naming->limited &&
		    !name_then(series, series->number, series->named, name) &&
		    lstat(name, &st) != 0 && errno == ENOENT && !is_there_packed(name);

	return gone ? series->number : series->number + 1;
}

int file_series_next(struct file_series *series, struct sink *sink, char name[static PATH_MAX])
{
	bool limited = series->naming->limited;
	enum rotation_sight sight = ROTATION_SEES_OURS;

	if (!limited && !name_then(series, 0, series->first.named, name))
		sight = look(series, name);
	switch (rotation_next(limited, sight, S_ISREG(series->first.mode))) {
	case ROTATION_ANEW:
		return open_plain(series, sink, name, SINK_EXTEND);
	case ROTATION_NUMBERED:
		return open_numbered(series, sink, name, next_number(series));
	case ROTATION_NOWHERE:
		break;
	}
	return 1;
}

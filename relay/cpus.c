/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what /sys/devices/system/cpu says, and listens to the kernel's events. */
#include "relay/cpus.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CPUS_FOLDER "/sys/devices/system/cpu"

/* A machine of 8192 CPUs of which each second one is online has a list of this size. */
#define LIST_SIZE (24u * 1024)

/* Takes the next range off LIST. False at its end. */
static bool next_range(const char **list, unsigned *first, unsigned *last)
{
	int length = 0;

	if (sscanf(*list, "%u-%u%n", first, last, &length) == 2 && length) {
		*list += length;
	} else if (sscanf(*list, "%u%n", first, &length) == 1) {
		*last = *first;
		*list += length;
	} else {
		return false;
	}
	*list += **list == ',';
	return true;
}

unsigned cpus_list_end(const char *list)
{
	unsigned first, last, end = 0;

	while (next_range(&list, &first, &last))
		if (last >= end)
			end = last + 1;
	return end;
}

/* Reads the list at PATH. False when there is none. */
static bool read_list(const char *path, char list[static LIST_SIZE])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, list, LIST_SIZE - 1);

	if (fd >= 0)
		close(fd);
	list[length > 0 ? length : 0] = '\0';
	return length > 0;
}

bool cpus_is_online(unsigned cpu)
{
	char path[64], state = '1';

	/* A file of its own, not the list of all: this is asked by threads whose stacks are small.
	 */
	snprintf(path, sizeof(path), CPUS_FOLDER "/cpu%u/online", cpu);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		bool known = read(fd, &state, 1) == 1;

		close(fd);
		return !known || state != '0';
	}
	/* A CPU that can't go offline has no such file; a number that is no CPU's, no folder. */
	*strrchr(path, '/') = '\0';
	return access(path, F_OK) == 0 || access(CPUS_FOLDER "/online", F_OK) != 0;
}

unsigned cpus_possible(void)
{
	char list[LIST_SIZE];

	if (read_list(CPUS_FOLDER "/possible", list) && cpus_list_end(list))
		return cpus_list_end(list);
	return 1;
}

void cpus_free_threads(void)
{
	DIR *threads = opendir("/proc/self/task");
	const struct dirent *thread;
	cpu_set_t any[8]; /* of 8192 */

	memset(any, 0xff, sizeof(any));
	while (threads && (thread = readdir(threads)))
		if (thread->d_name[0] != '.')
			sched_setaffinity(atoi(thread->d_name), sizeof(any), any);
	if (threads)
		closedir(threads);
}

/* Lets through what begins with "online@/", and goes on with "cpu/" behind "devices/system/". */
static int filter_events(int fd)
{
	enum { ONLI = 0x6f6e6c69, NE_AT = 0x6e65402f, CPU = 0x6370752f };
	struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ONLI, 0, 5),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NE_AT, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, sizeof("online@/devices/system/") - 1),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CPU, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	const struct sock_fprog program = {
		.len = sizeof(steps) / sizeof(steps[0]),
		.filter = steps,
	};

	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) ? -errno : 0;
}

int cpus_listen(void)
{
	struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = 1};
	int fd = socket(
		AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
	int rc = fd < 0 ? -errno : filter_events(fd);

	if (!rc && bind(fd, (struct sockaddr *)&address, sizeof(address)))
		rc = -errno;
	if (rc && fd >= 0)
		close(fd);
	return rc ? rc : fd;
}

void cpus_hear(int fd)
{
	char event;

	/* An event that was lost for want of room (ENOBUFS) tells the same. */
	while (recv(fd, &event, sizeof(event), 0) >= 0 || errno == EINTR || errno == ENOBUFS)
		;
}

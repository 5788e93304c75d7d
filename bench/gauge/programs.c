/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a program, a module and a copy take. */
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/gauge/gauge.h"

static double cpu_ms(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* What PID, and all that comes of it, use of the processor from its next exec on. */
static int count_cpu(pid_t pid)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attributes),
		.config = PERF_COUNT_SW_TASK_CLOCK,
		.inherit = 1,
		.disabled = 1,
		.enable_on_exec = 1,
	};
	int fd = (int)syscall(SYS_perf_event_open, &attributes, pid, -1, -1, 0);

	gauge_must(fd >= 0, "perf_event_open");
	return fd;
}

int gauge_run_command(char **command)
{
	char data[65536];
	int ends[2] = {-1, -1}, go[2] = {-1, -1}, status;
	uint64_t first = 0, last = 0, begin, used;
	pid_t pid;

	/* Who outlives its parent becomes a child of ours. */
	gauge_must(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0, "prctl");
	gauge_must(pipe2(ends, O_CLOEXEC) == 0 && pipe2(go, O_CLOEXEC) == 0, "pipe");
	pid = fork();
	gauge_must(pid >= 0, "fork");
	if (pid == 0) {
		close(go[1]);
		gauge_must(read(go[0], data, 1) == 0, "read");
		dup2(ends[1], STDOUT_FILENO);
		execv(command[0], command);
		_exit(127);
	}
	close(ends[1]);
	int counter = count_cpu(pid);
	begin = gauge_now_ns();
	close(go[1]);
	while (read(ends[0], data, sizeof(data)) > 0) {
		last = gauge_now_ns();
		if (!first)
			first = last;
	}
	gauge_must(waitpid(pid, &status, 0) == pid, "wait");
	uint64_t end = gauge_now_ns();
	while (waitpid(-1, NULL, 0) > 0)
		;
	uint64_t all = gauge_now_ns();
	gauge_must(read(counter, &used, sizeof(used)) == sizeof(used), "read");

	printf("first %.3f last %.3f wall %.3f cpu %.3f left %.3f\n", gauge_ms(first - begin),
		gauge_ms(end - last), gauge_ms(end - begin), gauge_ms(used), gauge_ms(all - end));
	return status;
}

int gauge_load(const char *path, const char *name)
{
	double cpu = cpu_ms(RUSAGE_SELF);
	uint64_t begin = gauge_now_ns();
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	gauge_must(fd >= 0, path);
	gauge_must(syscall(SYS_finit_module, fd, "", 0) == 0, "finit_module");
	gauge_must(syscall(SYS_delete_module, name, O_NONBLOCK) == 0, "delete_module");
	uint64_t end = gauge_now_ns();
	printf("wall %.3f cpu %.3f\n", gauge_ms(end - begin), cpu_ms(RUSAGE_SELF) - cpu);
	return 0;
}

int gauge_copy(unsigned cpu, const char *path)
{
	static char data[128 * 1024]; /* as cat does */
	unsigned long bytes = 0;
	ssize_t got;
	int fd = open(path, O_RDONLY);

	gauge_must(fd >= 0, path);
	gauge_go_to(cpu);
	double begin = cpu_ms(RUSAGE_SELF);
	while ((got = read(fd, data, sizeof(data))) > 0) {
		gauge_must(write(STDOUT_FILENO, data, (size_t)got) == got, "write");
		bytes += (unsigned long)got;
	}
	fprintf(stderr, "cpu_ns %.0f bytes %lu\n", (cpu_ms(RUSAGE_SELF) - begin) * 1e6, bytes);
	return 0;
}

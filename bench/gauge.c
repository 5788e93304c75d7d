/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the bench measures with in a guest: one static program of several.
 *
 * gauge read [OFFSET]
 *     reads messages of source.stp on standard input, from there on, until its
 *     end; then for each run of them: "RUN whole N disorder N mangled N
 *     median_us N p99_us N". Mangled lines have no run: they count for the last
 *     one seen. From a pipe it reads as a real-time task, so that it does not wait
 *     for a CPU that is busy.
 * gauge storm
 *     the same for lines of storm.stp: "lines N disorder N mangled N last N"
 * gauge run COMMAND...
 *     runs it, its standard output through a pipe: "first N last N wall N cpu N left N",
 *     in ms since the start (last: from its last output to its end; cpu: of all
 *     processes that come of it, whoever waits for them, to their ends; left: how
 *     long the last of them is there after COMMAND)
 * gauge load FILE NAME
 *     finit_module and delete_module of it, and nothing else: "wall N cpu N", in ms
 * gauge tasks PID...
 *     what the threads of the processes have used so far: "cpu_ns N switches N"
 * gauge cat CPU FILE
 *     cat, on that CPU: copies FILE to standard output: "cpu_ns N bytes N" on
 *     standard error
 * gauge busy CPUS COUNT
 *     COUNT tasks on each of the first CPUS CPUs that do nothing but run, or where it
 *     is 0 one real-time task on the last of them, until standard input ends; says
 *     "ready"
 * gauge hop CPUS COUNT
 *     goes to each of the first CPUS CPUs in turn, COUNT times, with a rest of 4 ms
 *     before each: "median_us N p99_us N" until it is there
 * gauge calls PID
 *     counts system calls of the process's threads until standard input ends:
 *     "calls N"
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HEAD 28 /* hexadecimal digits that a message begins with */
#define CPUS 64
#define RUNS 256

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static double ms(uint64_t ns)
{
	return (double)ns / 1e6;
}

static double cpu_ms(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static void must(bool done, const char *what)
{
	if (done)
		return;
	perror(what);
	exit(1);
}

/* --- Lines ----------------------------------------------------------------------------------- */

/* Has EACH called with each line, less its end, and the time at which it was read. */
static void each_line(void (*each)(const char *line, size_t length, uint64_t when))
{
	static char buffer[1 << 20];
	size_t have = 0;
	ssize_t got;

	while ((got = read(STDIN_FILENO, buffer + have, sizeof(buffer) - have)) > 0) {
		uint64_t when = now_ns();
		char *line = buffer, *end;

		have += (size_t)got;
		while ((end = memchr(line, '\n', have - (size_t)(line - buffer)))) {
			each(line, (size_t)(end - line), when);
			line = end + 1;
		}
		have -= (size_t)(line - buffer);
		memmove(buffer, line, have);
		if (have == sizeof(buffer))
			have = 0;
	}
	if (have)
		each(buffer, have, now_ns());
}

static struct run {
	unsigned long whole, disorder, mangled;
	int64_t next[CPUS];
	uint32_t *delays; /* us */
	size_t count, room;
} runs[RUNS];

static struct run *current = runs;

static bool hex(const char *text, size_t digits, uint64_t *value)
{
	for (*value = 0; digits--; text++) {
		const char *digit = memchr("0123456789abcdef", *text, 16);

		if (!digit)
			return false;
		*value = *value << 4 | (uint64_t)(digit - "0123456789abcdef");
	}
	return true;
}

static bool all_x(const char *text, size_t length)
{
	return length == 0 || (text[0] == 'x' && memcmp(text, text + 1, length - 1) == 0);
}

static void take_message(const char *line, size_t length, uint64_t when)
{
	uint64_t made, cpu, run, number;

	if (length < HEAD || !hex(line, 16, &made) || !hex(line + 16, 2, &cpu) || cpu >= CPUS ||
		!hex(line + 18, 2, &run) || !hex(line + 20, 8, &number) ||
		!all_x(line + HEAD, length - HEAD)) {
		current->mangled++;
		return;
	}
	current = &runs[run];
	current->whole++;
	current->disorder += (int64_t)number < current->next[cpu];
	current->next[cpu] = (int64_t)number + 1;
	if (current->count == current->room) {
		current->room = current->room ? 2 * current->room : 4096;
		current->delays =
			realloc(current->delays, current->room * sizeof(*current->delays));
		must(current->delays, "realloc");
	}
	current->delays[current->count++] = when > made ? (uint32_t)((when - made) / 1000) : 0;
}

static int compare(const void *a, const void *b)
{
	const uint32_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static void become_real_time(int priority)
{
	const struct sched_param parameters = {.sched_priority = priority};

	must(sched_setscheduler(0, SCHED_FIFO, &parameters) == 0, "sched_setscheduler");
}

static int read_messages(void)
{
	struct stat st;

	if (fstat(STDIN_FILENO, &st) == 0 && S_ISFIFO(st.st_mode))
		become_real_time(2);
	each_line(take_message);
	for (unsigned i = 0; i < RUNS; i++) {
		struct run *run = &runs[i];

		if (!run->whole && !run->mangled)
			continue;
		qsort(run->delays, run->count, sizeof(*run->delays), compare);
		printf("%u whole %lu disorder %lu mangled %lu median_us %u p99_us %u\n", i,
			run->whole, run->disorder, run->mangled,
			run->count ? run->delays[run->count / 2] : 0,
			run->count ? run->delays[run->count * 99 / 100] : 0);
	}
	return 0;
}

static unsigned long storm_lines, storm_disorder, storm_mangled, storm_last;

/* "NUMBER NAME" */
static void take_storm(const char *line, size_t length, uint64_t when)
{
	unsigned long number = 0;
	size_t at = 0;

	(void)when;
	while (at < length && isdigit((unsigned char)line[at]))
		number = number * 10 + (unsigned long)(line[at++] - '0');
	bool good = at > 0 && at + 1 < length && line[at] == ' ';
	while (good && ++at < length)
		good = isgraph((unsigned char)line[at]) || line[at] == ' ';
	if (!good) {
		storm_mangled++;
		return;
	}
	storm_lines++;
	storm_disorder += number < storm_last;
	if (number > storm_last)
		storm_last = number;
}

static int read_storm(void)
{
	each_line(take_storm);
	printf("lines %lu disorder %lu mangled %lu last %lu\n", storm_lines, storm_disorder,
		storm_mangled, storm_last);
	return 0;
}

/* --- Programs and modules -------------------------------------------------------------------- */

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

	must(fd >= 0, "perf_event_open");
	return fd;
}

static int run_command(char **command)
{
	char data[65536];
	int ends[2], go[2], status;
	uint64_t first = 0, last = 0, begin, used;
	pid_t pid;

	/* Who outlives its parent becomes a child of ours. */
	must(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0, "prctl");
	must(pipe2(ends, O_CLOEXEC) == 0 && pipe2(go, O_CLOEXEC) == 0, "pipe");
	pid = fork();
	must(pid >= 0, "fork");
	if (pid == 0) {
		close(go[1]);
		must(read(go[0], data, 1) == 0, "read");
		dup2(ends[1], STDOUT_FILENO);
		execv(command[0], command);
		_exit(127);
	}
	close(ends[1]);
	int counter = count_cpu(pid);
	begin = now_ns();
	close(go[1]);
	while (read(ends[0], data, sizeof(data)) > 0) {
		last = now_ns();
		if (!first)
			first = last;
	}
	must(waitpid(pid, &status, 0) == pid, "wait");
	uint64_t end = now_ns();
	while (waitpid(-1, NULL, 0) > 0)
		;
	uint64_t all = now_ns();
	must(read(counter, &used, sizeof(used)) == sizeof(used), "read");

	printf("first %.3f last %.3f wall %.3f cpu %.3f left %.3f\n", ms(first - begin),
		ms(end - last), ms(end - begin), ms(used), ms(all - end));
	return status;
}

static int load(const char *path, const char *name)
{
	double cpu = cpu_ms(RUSAGE_SELF);
	uint64_t begin = now_ns();
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	must(fd >= 0, path);
	must(syscall(SYS_finit_module, fd, "", 0) == 0, "finit_module");
	must(syscall(SYS_delete_module, name, O_NONBLOCK) == 0, "delete_module");
	uint64_t end = now_ns();
	printf("wall %.3f cpu %.3f\n", ms(end - begin), cpu_ms(RUSAGE_SELF) - cpu);
	return 0;
}

static void go_to(unsigned cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	must(sched_setaffinity(0, sizeof(set), &set) == 0, "sched_setaffinity");
}

static int copy(unsigned cpu, const char *path)
{
	static char data[128 * 1024]; /* as cat does */
	unsigned long bytes = 0;
	ssize_t got;
	int fd = open(path, O_RDONLY);

	must(fd >= 0, path);
	go_to(cpu);
	double begin = cpu_ms(RUSAGE_SELF);
	while ((got = read(fd, data, sizeof(data))) > 0) {
		must(write(STDOUT_FILENO, data, (size_t)got) == got, "write");
		bytes += (unsigned long)got;
	}
	fprintf(stderr, "cpu_ns %.0f bytes %lu\n", (cpu_ms(RUSAGE_SELF) - begin) * 1e6, bytes);
	return 0;
}

/* --- A busy machine -------------------------------------------------------------------------- */

/* A task on CPU that does nothing but run, until this process is gone. */
static void start_task(unsigned cpu, bool real_time)
{
	pid_t parent = getpid(), pid = fork();

	must(pid >= 0, "fork");
	if (pid > 0)
		return;
	must(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent, "prctl");
	go_to(cpu);
	if (real_time)
		become_real_time(1);
	for (;;)
		;
}

static int be_busy(unsigned cpus, unsigned count)
{
	char byte;

	if (!count)
		start_task(cpus - 1, true);
	for (unsigned i = 0; i < cpus * count; i++)
		start_task(i % cpus, false);
	puts("ready");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	return 0;
}

static int hop(unsigned cpus, unsigned count)
{
	const struct timespec rest = {.tv_nsec = 4000000};
	uint32_t *delays = calloc(count, sizeof(*delays));

	must(delays, "calloc");
	for (unsigned i = 0; i < count; i++) {
		nanosleep(&rest, NULL);
		uint64_t begin = now_ns();
		go_to(i % cpus);
		delays[i] = (uint32_t)((now_ns() - begin) / 1000);
	}
	qsort(delays, count, sizeof(*delays), compare);
	printf("median_us %u p99_us %u\n", delays[count / 2], delays[count * 99 / 100]);
	return 0;
}

/* --- Tasks ----------------------------------------------------------------------------------- */

/* The number behind KEY in the file at PATH, or the first number in it; 0 if there is none. */
static unsigned long number_in(const char *path, const char *key)
{
	unsigned long number = 0;
	char line[256];
	FILE *file = fopen(path, "r");

	while (file && fgets(line, sizeof(line), file))
		if (!key || strncmp(line, key, strlen(key)) == 0) {
			number = strtoul(line + (key ? strlen(key) : 0), NULL, 10);
			break;
		}
	if (file)
		fclose(file);
	return number;
}

/* Has EACH called with the folder of each thread of PID, "/proc/PID/task/TID". */
static void each_thread(const char *pid, void (*each)(const char *folder, pid_t tid))
{
	char folder[64], path[PATH_MAX];
	struct dirent *entry;

	snprintf(folder, sizeof(folder), "/proc/%.16s/task", pid);
	DIR *threads = opendir(folder);
	while (threads && (entry = readdir(threads)))
		if (isdigit((unsigned char)entry->d_name[0])) {
			snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
			each(path, atoi(entry->d_name));
		}
	if (threads)
		closedir(threads);
}

static unsigned long used_ns, switches;

static void add_thread(const char *folder, pid_t tid)
{
	char path[PATH_MAX + 16];

	(void)tid;
	snprintf(path, sizeof(path), "%s/schedstat", folder);
	used_ns += number_in(path, NULL);
	snprintf(path, sizeof(path), "%s/status", folder);
	switches += number_in(path, "voluntary_ctxt_switches:") +
		    number_in(path, "nonvoluntary_ctxt_switches:");
}

static int show_tasks(char **pids)
{
	for (; *pids; pids++)
		each_thread(*pids, add_thread);
	printf("cpu_ns %lu switches %lu\n", used_ns, switches);
	return 0;
}

static int counters[1024];
static unsigned counter_count;

static void watch_thread(const char *folder, pid_t tid)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attributes),
		.config = number_in("/sys/kernel/tracing/events/raw_syscalls/sys_enter/id", NULL),
		.inherit = 1,
	};
	int fd = (int)syscall(SYS_perf_event_open, &attributes, tid, -1, -1, 0);

	must(fd >= 0, folder);
	if (counter_count < sizeof(counters) / sizeof(counters[0]))
		counters[counter_count++] = fd;
}

static int count_calls(const char *pid)
{
	uint64_t sum = 0, count;
	char byte;

	each_thread(pid, watch_thread);
	puts("ready");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	for (unsigned i = 0; i < counter_count; i++)
		if (read(counters[i], &count, sizeof(count)) == sizeof(count))
			sum += count;
	printf("calls %lu\n", sum);
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (strcmp(what, "read") == 0) {
		if (argc > 2)
			must(lseek(STDIN_FILENO, atol(argv[2]), SEEK_SET) >= 0, "lseek");
		return read_messages();
	}
	if (strcmp(what, "storm") == 0)
		return read_storm();
	if (strcmp(what, "run") == 0 && argc > 2)
		return run_command(argv + 2);
	if (strcmp(what, "load") == 0 && argc == 4)
		return load(argv[2], argv[3]);
	if (strcmp(what, "tasks") == 0)
		return show_tasks(argv + 2);
	if (strcmp(what, "cat") == 0 && argc == 4)
		return copy((unsigned)atoi(argv[2]), argv[3]);
	if (strcmp(what, "busy") == 0 && argc == 4)
		return be_busy((unsigned)atoi(argv[2]), (unsigned)atoi(argv[3]));
	if (strcmp(what, "hop") == 0 && argc == 4 && atoi(argv[3]) > 0)
		return hop((unsigned)atoi(argv[2]), (unsigned)atoi(argv[3]));
	if (strcmp(what, "calls") == 0 && argc == 3)
		return count_calls(argv[2]);
	fputs("usage: see gauge.c\n", stderr);
	return 2;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stap-merge: restores what a script printed in bulk mode (stap -b) from the
 * files of all CPUs. As it works through the files side by side, its memory is
 * bounded by their number, not by their sizes.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/report.h"
#include "common/version.h"
#include "stap-merge/series.h"
#include "stream/restore.h"

/* As SystemTap's own has them. */
enum status { STATUS_DONE = 0, STATUS_DAMAGED = 253, STATUS_FAILED = 255 };

/* Holes that are told one by one; of more only their sum is. */
#define HOLES_TOLD 20

struct request {
	bool labels; /* -v */
	const char *output;
	struct series_file *files;
	unsigned count;
};

/* The series and what merges them, by the same index: one run of a script after the other. */
struct run {
	struct series *series;
	struct merge_source *sources;
	struct restore_cpu *cpus;
	struct restore_step *steps;
	unsigned count;
	struct restore restore;
	FILE *output;
	uint64_t ambiguous; /* messages, as restore.h counts them */
	uint64_t holes;
	uint64_t lost;      /* numbers in them */
	uint64_t misplaced; /* messages that came too late */
};

static void usage(FILE *to)
{
	fputs("Usage: stap-merge [OPTION]... FILE...\n"
	      "\n"
	      "Restores the output of a script in bulk mode from the files of all CPUs.\n"
	      "\n"
	      "  -h, --help         print this help and exit\n"
	      "  -o, --output=FILE  write to FILE, and on standard output how much is missing\n"
	      "  -V, --version      print the version and exit\n"
	      "  -v, --verbose      say of each message its CPU, number and length\n"
	      "\n"
	      "Several files of one CPU (FILE_cpu0.1, FILE_cpu0.2) are taken in their order.\n",
		to);
}

static void *allocate(size_t count, size_t size)
{
	void *memory = calloc(count, size);

	if (!memory) {
		report_error("There is not enough memory for so many files.");
		exit(STATUS_FAILED);
	}
	return memory;
}

/* Closes FILE: a full disk shows at the latest as its buffer is written, a quota elsewhere now. */
static bool finish(FILE *file, const char *name)
{
	bool well = !ferror(file) && fflush(file) == 0;
	int error = errno;

	if (fclose(file) != 0 && well) {
		well = false;
		error = errno;
	}
	if (!well)
		report_error("Couldn't write %s: %s", name, strerror(error));
	return well;
}

/* Ends after printing what was asked for. */
static void __attribute__((noreturn)) leave(void)
{
	exit(finish(stdout, "standard output") ? STATUS_DONE : STATUS_FAILED);
}

static void parse_command_line(struct request *request, int argc, char **argv)
{
	static const struct option names[] = {
		{"help", no_argument, NULL, 'h'},
		{"output", required_argument, NULL, 'o'},
		{"version", no_argument, NULL, 'V'},
		{"verbose", no_argument, NULL, 'v'},
		{0},
	};
	int letter;

	while ((letter = getopt_long(argc, argv, "vo:Vh", names, NULL)) != -1) {
		switch (letter) {
		case 'v':
			request->labels = true;
			break;
		case 'o':
			request->output = optarg;
			break;
		case 'V':
			puts("stap-merge (staprun version " VERSION
			     ", for files of SystemTap 4.x and 5.x)");
			leave();
		case 'h':
			usage(stdout);
			leave();
		default:
			usage(stderr);
			exit(STATUS_FAILED);
		}
	}
	if (optind == argc) {
		usage(stderr);
		exit(STATUS_FAILED);
	}
	request->count = (unsigned)(argc - optind);
	request->files = allocate(request->count, sizeof(*request->files));
	for (unsigned i = 0; i < request->count; i++)
		request->files[i] = (struct series_file){argv[optind + (int)i], i};
}

static int by_position(const void *one, const void *other)
{
	const struct series *a = one, *b = other;

	return a->files[0].position < b->files[0].position ? -1 : 1;
}

/* Of the forms of a file, which hold the same, the first is read, that is the one that is not
 * compressed. Puts the others behind all COUNT, which are in order, and returns how many are left.
 */
static unsigned put_forms_aside(struct series_file *files, unsigned count)
{
	unsigned kept = 1;

	for (unsigned i = 1; i < count; i++) {
		const struct series_file file = files[i];

		if (strcmp(files[kept - 1].name, file.name) == 0) {
			report_error("%s is given twice.", file.name);
			exit(STATUS_FAILED);
		}
		if (series_same_file(files[kept - 1].name, file.name))
			continue;
		files[i] = files[kept];
		files[kept++] = file;
	}
	return kept;
}

/* Puts the files of each CPU together; the CPUs stay in the order of the command line. */
static void put_together(struct run *run, const struct request *request)
{
	struct series_file *files = request->files;

	qsort(files, request->count, sizeof(*files), series_compare);
	unsigned count = put_forms_aside(files, request->count);
	run->series = allocate(count, sizeof(*run->series));
	for (unsigned i = 0; i < count; i++) {
		if (i == 0 || !series_same(files[i - 1].name, files[i].name))
			run->series[run->count++] =
				(struct series){.files = files + i, .input.fd = -1};
		run->series[run->count - 1].count++;
	}
	qsort(run->series, run->count, sizeof(*run->series), by_position);
	run->sources = allocate(run->count, sizeof(*run->sources));
	run->cpus = allocate(run->count, sizeof(*run->cpus));
}

/* Opens a file of each CPU. */
static void open_inputs(struct run *run)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
	for (unsigned i = 0; i < run->count; i++)
		if (!series_open(&run->series[i]))
			exit(STATUS_FAILED);
}

/* Opens the output, unless that would empty one of the inputs. */
static void open_output(struct run *run, const struct request *request)
{
	struct stat output, input;

	run->output = stdout;
	if (!request->output)
		return;
	bool there = stat(request->output, &output) == 0 && S_ISREG(output.st_mode);
	for (unsigned i = 0; there && i < request->count; i++) {
		if (stat(request->files[i].name, &input) == 0 && input.st_ino == output.st_ino &&
			input.st_dev == output.st_dev) {
			report_error("%s is one of the files to merge.", request->output);
			exit(STATUS_FAILED);
		}
	}
	run->output = fopen(request->output, "we");
	if (!run->output) {
		report_error("Couldn't open output file %s: %s", request->output, strerror(errno));
		exit(STATUS_FAILED);
	}
}

/* Looks whether the head of SOURCE is the number that was to come, which is EXPECTED. */
static void check_order(struct run *run, const struct merge_source *source, uint32_t expected)
{
	uint32_t sequence = source->head.sequence;
	bool first = !run->restore.started;

	if (sequence == expected)
		return;
	if (!first && !sequence_after(sequence, expected)) {
		run->misplaced++;
		return;
	}
	run->lost += sequence - expected;
	if (++run->holes > HOLES_TOLD)
		return;
	if (first)
		report_warning(
			"The first message is number %u: those before it are missing.", sequence);
	else if (sequence - expected == 1)
		report_warning("Message %u is missing.", expected);
	else
		report_warning("Messages %u to %u are missing.", expected, sequence - 1);
}

static void put(struct run *run, const struct merge_source *source, bool labels)
{
	const struct frame *frame = &source->head;
	struct series *series = &run->series[source - run->sources];

	if (labels)
		printf("[CPU:%u, seq=%u, length=%u]\n", (unsigned)(source - run->sources),
			frame->sequence, frame->length);
	if (!series->frames)
		series->lead = series->bytes - (source->end - source->begin) + frame->skip;
	fwrite(merge_head_body(source), 1, frame->length, run->output);
	series->frames++;
	series->cut += frame->missing > 0;
	series->missing += frame->missing;
}

static struct restore_cpu pending_of(const struct series *series)
{
	return (struct restore_cpu){
		.pends = series->pends,
		.pending = series->first.number,
		.empties = series->empties,
	};
}

/* Reads more of series INDEX, or has what is there do. */
static bool read_more(struct run *run, unsigned index)
{
	const struct series *series = &run->series[index];
	const struct merge_source *source = &run->sources[index];
	struct restore_cpu *cpu = &run->cpus[index];

	cpu->full = !series->pends && series_is_full(source, run->count);
	if (!cpu->full && !series_read(&run->series[index], &run->sources[index]))
		return false;
	cpu->pends = series->pends;
	cpu->pending = series->first.number;
	cpu->empties = series->empties;
	cpu->anew = series->bytes && series->first.dialect != source->stream.dialect;
	return true;
}

/* Begins all streams. */
static bool begin(struct run *run)
{
	run->steps = allocate(RESTORE_STEPS, sizeof(*run->steps));
	restore_init(&run->restore, run->sources, run->cpus, run->count, run->steps);
	for (unsigned i = 0; i < run->count; i++) {
		if (!read_more(run, i))
			return false;
		if (series_is_from_the_first(&run->series[i]))
			restore_begins(&run->restore, i);
	}
	return true;
}

/* Goes on to the next run, of which nothing is begun yet. Returns false when there is none. */
static bool next_run(struct run *run)
{
	bool any = false;

	for (unsigned i = 0; i < run->count; i++)
		any |= run->series[i].pends;
	if (!any)
		return false;
	for (unsigned i = 0; i < run->count; i++) {
		series_renew(&run->series[i], &run->sources[i]);
		run->cpus[i] = pending_of(&run->series[i]);
	}
	run->ambiguous += run->restore.ambiguous;
	restore_init(&run->restore, run->sources, run->cpus, run->count, run->steps);
	for (unsigned i = 0; i < run->count; i++)
		restore_begins(&run->restore, i);
	return true;
}

/* Merges a run from the first message to the last. Returns false when an input fails, as reported.
 */
static bool merge_run(struct run *run, bool labels)
{
	struct restore *restore = &run->restore;
	uint32_t expected = 1;

	while (!ferror(run->output)) {
		enum restored restored = restore_next(restore);

		if (restored == RESTORE_DONE)
			break;
		if (restored == RESTORE_LACKS) {
			if (!read_more(run, restore->index))
				return false;
			continue;
		}
		const struct merge_source *source = &run->sources[restore->index];
		check_order(run, source, expected);
		put(run, source, labels);
		restore_take(restore);
		expected = restore->next;
	}
	return true;
}

/* Merges all runs, as merge_run(). */
static bool merge_all(struct run *run, bool labels)
{
	if (!begin(run))
		return false;
	do
		if (!merge_run(run, labels))
			return false;
	while (!ferror(run->output) && next_run(run));
	run->ambiguous += run->restore.ambiguous;
	return true;
}

/* Says what is missing besides the holes. Returns whether files are damaged. */
static bool report_damage(const struct run *run)
{
	bool damaged = false;

	if (run->holes > HOLES_TOLD)
		report_warning("%llu messages are missing, in %llu places.",
			(unsigned long long)run->lost, (unsigned long long)run->holes);
	if (run->misplaced)
		report_warning(
			"%llu message%s came twice or too late: the files are not of one run.",
			(unsigned long long)run->misplaced, run->misplaced == 1 ? "" : "s");
	if (run->ambiguous)
		report_warning(
			"%llu message%s may as well be %s, or end elsewhere: the files do not "
			"tell.",
			(unsigned long long)run->ambiguous, run->ambiguous == 1 ? "" : "s",
			run->ambiguous == 1 ? "another" : "others");
	for (unsigned i = 0; i < run->count; i++) {
		const struct series *series = &run->series[i];
		const char *name = series->files[0].name;
		uint64_t stray = series_stray(series, &run->sources[i]);

		if (stray)
			report_warning("%s: %llu bytes belong to no message.", name,
				(unsigned long long)stray);
		if (series->cut)
			report_warning("%s: %llu messages are cut short, by %llu bytes.", name,
				(unsigned long long)series->cut,
				(unsigned long long)series->missing);
		damaged |= stray || series->cut;
	}
	return damaged;
}

/* A descriptor 0 to 2 that is closed would be taken by the first file opened. What is written to it
 * fails as before. */
static bool take_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd)
			return false;
	return true;
}

int main(int argc, char **argv)
{
	struct request request = {0};
	struct run run = {0};

	if (!take_descriptors())
		return STATUS_FAILED;
	report_printable(true);
	parse_command_line(&request, argc, argv);
	put_together(&run, &request);
	open_inputs(&run);
	open_output(&run, &request);
	bool well = merge_all(&run, request.labels);
	bool damaged = well && report_damage(&run);
	if (request.output && well && !damaged)
		printf("sequence had %llu drops\n", (unsigned long long)run.lost);
	if (request.output)
		well &= finish(run.output, request.output);
	well &= finish(stdout, "standard output");
	for (unsigned i = 0; i < run.count; i++)
		series_close(&run.series[i], &run.sources[i]);
	return !well ? STATUS_FAILED : damaged ? STATUS_DAMAGED : STATUS_DONE;
}

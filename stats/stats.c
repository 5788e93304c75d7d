/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members are written in the order in which stapio(8) explains them. */
#include "stats/stats.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "common/printable.h"
#include "stats/json.h"

/* Messages that were lost, for whatever reason. */
static uint64_t lost(const struct stats *stats)
{
	return stats->lost_in_kernel + stats->totals.dropped_messages;
}

/* A count may go back where what was thought lost was not. */
static double per_second(uint64_t before, uint64_t now, double seconds)
{
	return now > before && seconds > 0 ? (double)(now - before) / seconds : 0;
}

struct stats_rates stats_rates(const struct stats *before, const struct stats *now)
{
	double seconds = now->ns > before->ns ? (double)(now->ns - before->ns) / 1e9 : 0;

	return (struct stats_rates){
		.seconds = seconds,
		.messages = per_second(before->totals.messages, now->totals.messages, seconds),
		.bytes = per_second(before->totals.bytes, now->totals.bytes, seconds),
		.reads = per_second(before->totals.reads, now->totals.reads, seconds),
		.lost = per_second(lost(before), lost(now), seconds),
	};
}

/* --- For programs ---------------------------------------------------------------------------- */

static void print_count(FILE *to, const char *name, uint64_t count)
{
	fprintf(to, ",\"%s\":%" PRIu64, name, count);
}

static void print_known(FILE *to, const char *name, bool known, double value, int digits)
{
	if (known)
		fprintf(to, ",\"%s\":%.*f", name, digits, value);
	else
		fprintf(to, ",\"%s\":null", name);
}

static void print_loss(FILE *to, const struct stats *stats)
{
	const struct relay_totals *totals = &stats->totals;

	fprintf(to, ",\"lost\":{\"messages\":%" PRIu64, lost(stats));
	print_count(to, "kernel", stats->lost_in_kernel);
	print_count(to, "never_came", totals->never_came);
	print_count(to, "cut", totals->cut_messages);
	print_count(to, "cut_bytes", totals->cut_bytes);
	print_count(to, "dropped", totals->dropped_messages);
	print_count(to, "dropped_bytes", totals->dropped_bytes);
	fputs(",\"dropped_because\":", to);
	json_string(to, totals->error ? strerror(totals->error) : NULL);
	print_count(to, "stray_bytes", totals->stray_bytes);
	fprintf(to, ",\"unread\":%s}", totals->unread ? "true" : "false");
}

static void print_cpus(FILE *to, const struct stats *stats)
{
	fputs(",\"cpus\":[", to);
	for (unsigned i = 0; i < stats->cpu_count; i++) {
		const struct relay_loss *cpu = &stats->cpus[i];

		fprintf(to, "%s{\"cpu\":%u,\"full\":%s", i ? "," : "", cpu->cpu,
			cpu->overrun ? "true" : "false");
		print_count(to, "cut", cpu->cut);
		print_count(to, "dropped", cpu->dropped);
		print_count(to, "late_us", cpu->late_us);
		fputc('}', to);
	}
	fputc(']', to);
}

static void print_outputs(FILE *to, const struct stats *stats)
{
	fputs(",\"files\":[", to);
	for (unsigned i = 0; i < stats->output_count; i++) {
		const struct relay_output *output = &stats->outputs[i];

		fprintf(to, "%s{\"name\":", i ? "," : "");
		json_string(to, output->name);
		print_known(to, "cpu", output->cpu >= 0, output->cpu, 0);
		print_count(to, "bytes", output->bytes);
		print_count(to, "begun", output->begun);
		fputc('}', to);
	}
	fputc(']', to);
}

void stats_print(FILE *to, const struct stats *before, const struct stats *now)
{
	const struct relay_totals *totals = &now->totals;
	struct stats_rates rates = stats_rates(before, now);

	fputs("{\"schema\":1,\"module\":", to);
	json_string(to, now->module);
	print_known(to, "owner", now->owner >= 0, (double)now->owner, 0);
	fprintf(to, ",\"pid\":%d,\"state\":\"%s\"", (int)now->pid, now->state);
	print_known(to, "status", now->status >= 0, now->status, 0);
	print_known(to, "start", now->start > 0, now->start, 3);
	print_known(to, "time", true, now->time, 3);
	print_count(to, "messages", totals->messages);
	print_count(to, "bytes", totals->bytes);
	print_count(to, "reads", totals->reads);
	print_count(to, "wakeups", totals->wakeups);
	print_count(to, "peak_read", totals->peak_read);
	fprintf(to,
		",\"rates\":{\"seconds\":%.3f,\"messages\":%.1f,\"bytes\":%.1f,\"reads\":%.1f,"
		"\"lost\":%.1f}",
		rates.seconds, rates.messages, rates.bytes, rates.reads, rates.lost);
	print_loss(to, now);
	print_cpus(to, now);
	print_outputs(to, now);
	fputs("}\n", to);
}

/* --- For people ------------------------------------------------------------------------------ */

/* " (12.3 MB)": of how many, where that is easier to read. */
static const char *rounded(uint64_t bytes, char text[static 24])
{
	static const char *const units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
	uint64_t scale = 1000;
	size_t unit = 0;

	text[0] = '\0';
	/* In whole numbers: some machines reckon with more digits than a double has. */
	while (unit + 1 < sizeof(units) / sizeof(units[0]) && bytes >= 1000 * scale - scale / 20) {
		scale *= 1000;
		unit++;
	}
	if (bytes >= 1000)
		snprintf(text, 24, " (%.1f %s)", (double)bytes / (double)scale, units[unit]);
	return text;
}

/*
 * The bytes of the character that AT begins with, valid UTF-8, and how many columns it takes at
 * most: without a locale, all that is far from Latin counts as wide.
 */
static size_t character(const char *at, unsigned *columns)
{
	static const unsigned char wide[] = {0xe1, 0x84, 0x80}; /* U+1100 */
	size_t length = 1;

	while (((unsigned char)at[length] & 0xc0) == 0x80)
		length++;
	*columns = length > 2 && memcmp(at, wide, sizeof(wide)) >= 0 ? 2 : 1;
	return length;
}

unsigned stats_columns(const char *line)
{
	unsigned sum = 0, columns;

	while (*line) {
		line += character(line, &columns);
		sum += columns;
	}
	return sum;
}

/* Cuts LINE to COLUMNS. */
static void cut_to(char *line, unsigned columns)
{
	unsigned taken;

	while (*line) {
		size_t length = character(line, &taken);

		if (taken > columns) {
			*line = '\0';
			return;
		}
		columns -= taken;
		line += length;
	}
}

void stats_line(char line[static STATS_LINE_SIZE], const struct stats *before,
	const struct stats *now, unsigned columns)
{
	struct stats_rates rates = stats_rates(before, now);
	char size[24], more[32] = "";

	if (now->output_count > 1)
		snprintf(more, sizeof(more), " and %u more", now->output_count - 1);
	snprintf(line, STATS_LINE_SIZE,
		"%" PRIu64 " bytes%s, %" PRIu64 " messages, %.0f messages/s, %" PRIu64
		" lost: %.256s%s",
		now->totals.bytes, rounded(now->totals.bytes, size), now->totals.messages,
		rates.messages, lost(now), now->output_count ? now->outputs[0].name : "", more);
	printable(line, strlen(line), "");
	if (columns)
		cut_to(line, columns);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What gauge measures, and what its parts share: times, and what is over when a call fails. main.c
 * says what each prints. */
#ifndef BENCH_GAUGE_GAUGE_H
#define BENCH_GAUGE_GAUGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ends the program, with the cause and WHAT, unless it was DONE. */
void gauge_must(bool done, const char *what);

/* The time in ns since some moment. */
uint64_t gauge_now_ns(void);

double gauge_ms(uint64_t ns);

/* This process becomes a real-time task of that PRIORITY. */
void gauge_be_real_time(int priority);

/* This process runs on CPU alone. */
void gauge_go_to(unsigned cpu);

/* For qsort(): two delays in us, the smaller first. */
int gauge_compare(const void *a, const void *b);

/*
 * The figures, each of which prints its line or lines and returns the status to exit with. CPUS
 * counts them from the first; PATH, NAME and the ends of lists are as main() was given them.
 */
int gauge_read_messages(long offset);
int gauge_watch(unsigned cpus, const char *folder, size_t size);
int gauge_drain(unsigned cpus, const char *folder);
int gauge_read_storm(void);
int gauge_run_command(char **command);
int gauge_load(const char *path, const char *name);
int gauge_copy(unsigned cpu, const char *path);
int gauge_busy(unsigned cpus, unsigned count);
int gauge_hop(unsigned cpus, unsigned count);
int gauge_show_tasks(char **pids);
int gauge_count_calls(const char *pid);

#endif

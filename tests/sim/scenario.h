/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a simulated module does, as a text of one command a line:
 *
 *   on load|attach|start|run|exit  what follows happens: before anyone attaches;
 *                           while the control channel is opened; while START is
 *                           written; after it was answered; while EXIT is
 *                           written. Without this line: run
 *   print CPU TEXT          one message; TEXT may have \n, \xHH and so on
 *   slow CPU MS TEXT        the same, but MS pass between number and writing
 *   numbered N              wait until N slow messages have their number
 *   burst CPUS COUNT SIZE RATE [wild|old]
 *                           on each of CPUS (0-3,5), at once, COUNT messages (0: until
 *                           the probes are removed) of SIZE (or MIN-MAX) bytes,
 *                           RATE a second (0: as fast as it goes); wild: what they
 *                           say looks like frames that are about to come, old: like
 *                           earlier ones
 *   fill CPU SIZE           messages of SIZE until one is cut or dropped
 *   hole COUNT              numbers that no message has
 *   seq N                   the next message is number N
 *   oob TEXT, system TEXT   control messages
 *   request_exit            the script's exit()
 *   online CPU              that comes online: it has a relay buffer from now on
 *   start_result N          how the answer to START turns out
 *   refuse N                control messages of type N (common/dialect.h) are not taken
 *   already_started         the probes run before anyone attaches
 *   pause MS                wait
 *   hold, go                wait until as many were told to go as are held
 *   drained                 wait until every relay buffer is empty
 *   bg COMMAND              the command runs beside what follows
 *   mark TEXT               note TEXT among the events
 *   dump                    write the account as of now
 */
#ifndef TESTS_SIM_SCENARIO_H
#define TESTS_SIM_SCENARIO_H

#include <stdbool.h>

struct module;
struct scenario;

enum section {
	SECTION_LOAD,
	SECTION_ATTACH,
	SECTION_START,
	SECTION_RUN,
	SECTION_EXIT,
	SECTION_COUNT
};

/* Reads the text at PATH. Exits after saying why when that is not possible. */
struct scenario *scenario_load(struct module *module, const char *path);

/* The module that it is of. */
struct module *scenario_module(const struct scenario *scenario);

/* Have the probes that SECTION stands for been removed? */
bool scenario_removed(const struct scenario *scenario, enum section section);

/* Runs SECTION to its end. */
void scenario_run(struct scenario *scenario, enum section section);

/* Runs SECTION in a thread. */
void scenario_begin(struct scenario *scenario, enum section section);

/* Runs COMMAND, which stays the caller's, in a thread, as part of SECTION. */
void scenario_begin_command(struct scenario *scenario, const char *command, enum section section);

/* Waits until all threads have ended. */
void scenario_join(struct scenario *scenario);

/* Runs one COMMAND, which is changed. Returns 0, or -1 when there is no such command. */
int scenario_command(struct scenario *scenario, char *command, enum section section);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The loader of staprun, and the keeper that it becomes, as stapio knows them (common/request.h).
 */
#ifndef TESTS_SIM_KEEPER_H
#define TESTS_SIM_KEEPER_H

/*
 * "keep FOLDER STAPRUN COMMAND..." runs COMMAND, with the word @ in it replaced
 * by what staprun hands over (-F). A child hands the module in the descriptor
 * FOLDER over to it, under the name that is asked for, and has it removed by
 * "STAPRUN -d NAME". Returns if that can't be.
 */
int keep(int argc, char **argv);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "older VERSION PROGRAM ARG..." runs PROGRAM on what is Linux VERSION to it: natively the unit
 * tests (tests/builds), in a guest all of staprun (tests/security).
 */
#include "tests/older.h"

#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: older VERSION PROGRAM ARG...\n");
		return 125;
	}
	if (!older_kernel(argv[1])) {
		fprintf(stderr, "older: this kernel can't be made a %s\n", argv[1]);
		return 125;
	}
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 125;
}

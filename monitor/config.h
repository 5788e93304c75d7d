/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line says of monitor mode. */
#ifndef MONITOR_CONFIG_H
#define MONITOR_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

struct monitor_config {
	unsigned period;    /* -M: seconds between looks; 0: there is to be no monitor */
	const char *module; /* its name */
	const char *output; /* -o: where the output goes instead of the view; or NULL */
	bool color;         /* the view may have colours */
	bool feed_stdin;    /* -i: standard input is meant for the script */
	char *words;        /* this process's command line, as others see it */
	size_t words_size;
};

#endif

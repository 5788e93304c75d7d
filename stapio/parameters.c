/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A module's section .modinfo has a string "parmtype=NAME:TYPE" for each
 * parameter. It is looked for in the file as it is: what else looks like that
 * costs no more than a warning.
 */
#include "stapio/parameters.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "common/report.h"
#include "options/nearest.h"

#define MARK "parmtype="

static bool is_name(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!isalnum((unsigned char)text[i]) && !strchr("_-.", text[i]))
			return false;
	return length > 0 && length < PARAMETER_TEXT_MAX;
}

/* Adds what TEXT, LENGTH bytes up to a NUL, says: NAME:TYPE. */
static void add(struct parameters *parameters, const char *text, size_t length)
{
	struct parameter *parameter = &parameters->all[parameters->count];
	const char *colon = memchr(text, ':', length);
	size_t name;

	if (!colon)
		return;
	name = (size_t)(colon - text);
	if (!is_name(text, name) || length - name - 1 >= PARAMETER_TEXT_MAX ||
		parameters->count >= PARAMETERS_MAX)
		return;
	memset(parameter, 0, sizeof(*parameter));
	memcpy(parameter->name, text, name);
	memcpy(parameter->type, colon + 1, length - name - 1);
	parameters->count++;
}

void parameters_find(struct parameters *parameters, const char *bytes, size_t size)
{
	const char *end = bytes + size, *at = bytes, *nul;

	parameters->count = 0;
	while ((at = memmem(at, (size_t)(end - at), MARK, strlen(MARK)))) {
		at += strlen(MARK);
		nul = memchr(at, '\0', (size_t)(end - at));
		if (nul)
			add(parameters, at, (size_t)(nul - at));
	}
}

/* As the kernel has it, a dash is an underscore. */
static bool same_name(const char *one, const char *other)
{
	for (; *one && *other; one++, other++)
		if (*one != *other && !(strchr("_-", *one) && strchr("_-", *other)))
			return false;
	return *one == *other;
}

const struct parameter *parameters_named(const struct parameters *parameters, const char *name)
{
	for (size_t i = 0; i < parameters->count; i++)
		if (same_name(parameters->all[i].name, name))
			return &parameters->all[i];
	return NULL;
}

static bool is_known(const struct parameters *parameters, const char *name)
{
	/* What the kernel itself takes for every module. */
	return strcmp(name, "dyndbg") == 0 || same_name(name, "async_probe") ||
	       parameters_named(parameters, name);
}

bool parameters_blank(char c)
{
	return isspace((unsigned char)c) || (unsigned char)c == 0xa0;
}

/* The length of the word that TEXT begins with: to a blank that is not in double quotes. */
static size_t word_length(const char *text)
{
	bool quoted = false;
	size_t length = 0;

	for (; text[length] && (quoted || !parameters_blank(text[length])); length++)
		if (text[length] == '"')
			quoted = !quoted;
	return length;
}

bool parameters_unknown(
	const struct parameters *parameters, const char **options, char name[PARAMETER_TEXT_MAX])
{
	for (const char *word = *options; *word; word = *options) {
		size_t length;

		while (parameters_blank(*word))
			word++;
		length = word_length(word);
		*options = word + length;
		if (length == 2 && strncmp(word, "--", length) == 0) /* no more for the module */
			*options += strlen(*options);
		else if (length) {
			bool quoted = *word == '"'; /* which may be around all of it */
			size_t part = strcspn(word + quoted, "=\"");

			snprintf(name, PARAMETER_TEXT_MAX, "%.*s",
				(int)(part < length ? part : length), word + quoted);
			if (!is_known(parameters, name))
				return true;
		}
	}
	return false;
}

const char *parameters_nearest(const struct parameters *parameters, const char *name)
{
	size_t best = SIZE_MAX, distance;
	const char *nearest = NULL;

	for (size_t i = 0; i < parameters->count; i++) {
		distance = nearest_distance(name, parameters->all[i].name);
		if (distance < best) {
			best = distance;
			nearest = parameters->all[i].name;
		}
	}
	return nearest && nearest_likely(nearest, best) ? nearest : NULL;
}

/* Writes the names of globals of the script, as there are, to LIST. */
static void list_names(const struct parameters *parameters, char *list, size_t size)
{
	size_t used = 0;

	list[0] = '\0';
	for (size_t i = 0; i < parameters->count && used < size; i++)
		if (strcmp(parameters->all[i].name, "_stp_bufsize") != 0)
			used += (size_t)snprintf(list + used, size - used, "%s%s", used ? ", " : "",
				parameters->all[i].name);
}

void parameters_check(const char *module, const struct parameters *parameters, const char *options)
{
	char name[PARAMETER_TEXT_MAX], list[512];
	const char *nearest;

	while (parameters_unknown(parameters, &options, name)) {
		nearest = parameters_nearest(parameters, name);
		list_names(parameters, list, sizeof(list));
		if (nearest)
			report_warning("Module %s has no '%s' to set: is it '%s' that you mean?",
				module, name, nearest);
		else
			report_warning("Module %s has no '%s' to set: %s%s.", module, name,
				*list ? "it has " : "its script has no such global",
				*list ? list : "");
	}
}

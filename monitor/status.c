/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON to table. The parser is json-c's; it forgives the comma behind the last
 * member that modules write. What it does not forgive, octal escapes, is
 * rewritten before.
 */
#include "monitor/status.h"

#include <errno.h>
#include <inttypes.h>
#include <json-c/json.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Far below what a stack holds; a status has four levels. */
#define DEPTH_MAX 32

static bool octal(char c)
{
	return c >= '0' && c <= '7';
}

/*
 * A copy of TEXT with \ooo as \u00xx, or as the byte itself from 0x80 on: the
 * module writes UTF-8 byte by byte. *LENGTH becomes that of the copy, which is
 * the caller's to free. NULL when there is no memory.
 */
static char *without_octal(const char *text, size_t *length)
{
	/* Four bytes become six at most. */
	char *copy = malloc(*length + *length / 2 + 8);
	size_t used = 0;

	if (!copy)
		return NULL;
	for (size_t i = 0; i < *length; i++) {
		copy[used++] = text[i];
		if (text[i] != '\\' || i + 1 == *length)
			continue;
		if (*length - i < 4 || !octal(text[i + 1]) || !octal(text[i + 2]) ||
			!octal(text[i + 3])) {
			copy[used++] = text[++i];
			continue;
		}
		unsigned byte = (unsigned)(text[i + 1] - '0') * 64 +
				(unsigned)(text[i + 2] - '0') * 8 + (unsigned)(text[i + 3] - '0');
		i += 3;
		if (byte >= 0x80)
			copy[used - 1] = (char)byte;
		else
			used += (size_t)sprintf(copy + used, "u%04x", byte);
	}
	*length = used;
	return copy;
}

static struct json_object *member(struct json_object *object, const char *key)
{
	struct json_object *value = NULL;

	json_object_object_get_ex(object, key, &value);
	return value;
}

/* The value as text that the caller frees. NULL only when there is no memory. */
static char *text_of(struct json_object *value)
{
	if (!value)
		return strdup("");
	if (json_object_is_type(value, json_type_string))
		return strdup(json_object_get_string(value));
	return strdup(json_object_to_json_string_ext(
		value, JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE));
}

static int read_globals(struct monitor_status *status, struct json_object *globals)
{
	if (!json_object_is_type(globals, json_type_object))
		return 0;
	status->globals =
		calloc((size_t)json_object_object_length(globals) + 1, sizeof(*status->globals));
	if (!status->globals)
		return -ENOMEM;
	json_object_object_foreach(globals, name, value)
	{
		struct monitor_global *global = &status->globals[status->global_count++];

		global->name = strdup(name);
		global->value = text_of(value);
		if (!global->name || !global->value)
			return -ENOMEM;
	}
	return 0;
}

static int read_probes(struct monitor_status *status, struct json_object *list)
{
	if (!json_object_is_type(list, json_type_array))
		return 0;
	size_t count = json_object_array_length(list);
	status->probes = calloc(count + 1, sizeof(*status->probes));
	if (!status->probes)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct json_object *from = json_object_array_get_idx(list, i);
		struct monitor_probe *probe = &status->probes[status->probe_count];

		if (!json_object_is_type(from, json_type_object))
			continue;
		status->probe_count++;
		const char *state = json_object_get_string(member(from, "state"));
		probe->index = json_object_get_int64(member(from, "index"));
		probe->on = state && strcmp(state, "on") == 0;
		probe->hits = json_object_get_int64(member(from, "hits"));
		probe->min = json_object_get_int64(member(from, "min"));
		probe->avg = json_object_get_int64(member(from, "avg"));
		probe->max = json_object_get_int64(member(from, "max"));
		probe->hits_per_second = probe->share = -1;
		probe->name = text_of(member(from, "name"));
		if (!probe->name)
			return -ENOMEM;
	}
	return 0;
}

static int read_status(struct monitor_status *status, struct json_object *root)
{
	status->module = text_of(member(root, "module_name"));
	status->uptime = text_of(member(root, "uptime"));
	status->uid = text_of(member(root, "uid"));
	status->memory = text_of(member(root, "memory"));
	if (!status->module || !status->uptime || !status->uid || !status->memory)
		return -ENOMEM;
	int rc = read_globals(status, member(root, "globals"));
	return rc ? rc : read_probes(status, member(root, "probe_list"));
}

int monitor_status_parse(struct monitor_status *status, const char *text, size_t length)
{
	*status = (struct monitor_status){0};
	if (length > INT_MAX / 2)
		return -EINVAL;
	char *json = without_octal(text, &length);
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);
	int rc = -ENOMEM;

	if (json && tokener) {
		struct json_object *root = json_tokener_parse_ex(tokener, json, (int)length);

		rc = json_object_is_type(root, json_type_object) ? read_status(status, root)
								 : -EINVAL;
		json_object_put(root);
	}
	if (tokener)
		json_tokener_free(tokener);
	free(json);
	if (rc)
		monitor_status_free(status);
	return rc;
}

void monitor_status_free(struct monitor_status *status)
{
	for (size_t i = 0; i < status->global_count; i++) {
		free(status->globals[i].name);
		free(status->globals[i].value);
	}
	for (size_t i = 0; i < status->probe_count; i++)
		free(status->probes[i].name);
	free(status->globals);
	free(status->probes);
	free(status->module);
	free(status->uptime);
	free(status->uid);
	free(status->memory);
	*status = (struct monitor_status){0};
}

/* --- Sorting --------------------------------------------------------------------------------- */

struct order {
	enum monitor_column column;
	bool descending;
};

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_rates(double a, double b)
{
	return (a > b) - (a < b);
}

static int compare(const void *left, const void *right, void *context)
{
	const struct monitor_probe *a = left, *b = right;
	const struct order *order = context;
	int result = 0;

	if (a->hidden != b->hidden)
		return a->hidden ? 1 : -1;
	switch (order->column) {
	case MONITOR_STATE:
		result = compare_numbers(a->on, b->on);
		break;
	case MONITOR_HITS:
		result = compare_numbers(a->hits, b->hits);
		break;
	case MONITOR_MIN:
		result = compare_numbers(a->min, b->min);
		break;
	case MONITOR_AVG:
		result = compare_numbers(a->avg, b->avg);
		break;
	case MONITOR_MAX:
		result = compare_numbers(a->max, b->max);
		break;
	case MONITOR_RATE:
		result = compare_rates(a->hits_per_second, b->hits_per_second);
		break;
	case MONITOR_SHARE:
		result = compare_rates(a->share, b->share);
		break;
	case MONITOR_NAME:
		result = strcmp(a->name, b->name);
		break;
	case MONITOR_INDEX:
	case MONITOR_COLUMNS:
		result = compare_numbers(a->index, b->index);
		break;
	}
	if (order->descending)
		result = (result < 0) - (result > 0);
	return result ? result : compare_numbers(a->index, b->index);
}

void monitor_status_sort(struct monitor_status *status, enum monitor_column column, bool descending)
{
	struct order order = {column, descending};

	if (status->probe_count)
		qsort_r(status->probes, status->probe_count, sizeof(*status->probes), compare,
			&order);
}

const char *monitor_column_title(enum monitor_column column)
{
	static const char *const titles[MONITOR_COLUMNS] = {
		[MONITOR_INDEX] = "index",
		[MONITOR_STATE] = "state",
		[MONITOR_HITS] = "hits",
		[MONITOR_MIN] = "min",
		[MONITOR_AVG] = "avg",
		[MONITOR_MAX] = "max",
		[MONITOR_RATE] = "hits/s",
		[MONITOR_SHARE] = "cpu%",
		[MONITOR_NAME] = "name",
	};

	return titles[column];
}

bool monitor_column_descends(enum monitor_column column)
{
	return column >= MONITOR_HITS && column <= MONITOR_SHARE;
}

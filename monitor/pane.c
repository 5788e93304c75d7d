/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ring of lines, and the little of terminal language that has to be recognised to be left out. */
#include "monitor/pane.h"

#include <stdlib.h>
#include <string.h>

static void drop_oldest(struct pane *pane)
{
	struct pane_line **slot = &pane->lines[pane->begin++ % PANE_LINES_MAX];

	pane->bytes -= (*slot)->length;
	free(*slot);
	*slot = NULL;
}

/* Adds what STREAM holds as a line. False when there is no memory. */
static bool push(struct pane *pane, const struct pane_stream *stream)
{
	struct pane_line *line = malloc(sizeof(*line) + stream->used);
	size_t length = stream->used;

	if (!line)
		return false;
	line->kind = stream->kind;
	line->length = length;
	memcpy(line->text, stream->line, length);
	while (pane->begin < pane->end && (pane->end - pane->begin == PANE_LINES_MAX ||
						  pane->bytes + length > PANE_BYTES_MAX))
		drop_oldest(pane);
	pane->lines[pane->end++ % PANE_LINES_MAX] = line;
	pane->bytes += length;
	return true;
}

static void end_line(struct pane *pane, struct pane_stream *stream)
{
	push(pane, stream);
	stream->used = 0;
	stream->returned = false;
}

static void add_text(struct pane *pane, struct pane_stream *stream, char c)
{
	unsigned char byte = (unsigned char)c;

	if (c == '\n') {
		end_line(pane, stream);
		return;
	}
	if (c == '\r') {
		stream->returned = true;
		return;
	}
	if (c == '\033') {
		stream->state = PANE_ESCAPE;
		return;
	}
	if ((byte < ' ' && c != '\t') || byte == 0x7f)
		return;
	if (stream->returned)
		stream->used = 0;
	stream->returned = false;
	/* A line that is too long is broken between characters. */
	if (stream->used >= PANE_LINE_MAX - 4 && (byte & 0xc0) != 0x80)
		end_line(pane, stream);
	if (stream->used == PANE_LINE_MAX)
		end_line(pane, stream);
	stream->line[stream->used++] = c;
}

void pane_add(struct pane *pane, struct pane_stream *stream, const char *data, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = data[i];

		switch (stream->state) {
		case PANE_TEXT:
			add_text(pane, stream, c);
			break;
		case PANE_ESCAPE:
			if (c == '[')
				stream->state = PANE_SEQUENCE;
			else if (c == ']' || c == 'P' || c == '_' || c == '^' || c == 'X')
				stream->state = PANE_STRING;
			else if (c == '\n' || c < ' ' || c > '/')
				stream->state = PANE_TEXT; /* else: more of it follows */
			if (c == '\n')
				end_line(pane, stream);
			break;
		case PANE_SEQUENCE:
		case PANE_STRING:
			/* A newline ends all: a stray escape must not swallow the output. */
			if (c == '\n' || c == '\a' || c == '\033' ||
				(stream->state == PANE_SEQUENCE && c >= '@' && c <= '~'))
				stream->state = c == '\033' ? PANE_ESCAPE : PANE_TEXT;
			if (c == '\n')
				end_line(pane, stream);
			break;
		}
	}
}

bool pane_show_unended(struct pane *pane, const struct pane_stream *stream)
{
	return stream->used > 0 && push(pane, stream);
}

void pane_hide_unended(struct pane *pane)
{
	struct pane_line **slot = &pane->lines[--pane->end % PANE_LINES_MAX];

	pane->bytes -= (*slot)->length;
	free(*slot);
	*slot = NULL;
}

const struct pane_line *pane_line(const struct pane *pane, uint64_t number)
{
	return pane->lines[number % PANE_LINES_MAX];
}

void pane_free(struct pane *pane)
{
	while (pane->begin < pane->end)
		drop_oldest(pane);
}

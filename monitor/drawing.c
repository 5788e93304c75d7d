/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The memory is a file that ncurses writes from its beginning for each drawing. */
#include "monitor/drawing.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#define PATIENCE_MS 1000

/* No drawing of a screen is larger. */
#define DRAWING_MAX (1u << 20)

int drawing_open(struct drawing *drawing, int terminal, int descriptor)
{
	struct rlimit limit;

	*drawing = (struct drawing){.memory = -1, .sink.fd = -1};
	/* The limit of files (ulimit -f) is that of this one, too: half a drawing is no view. */
	if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < DRAWING_MAX)
		return -EFBIG;
	drawing->memory = memfd_create("drawing", MFD_CLOEXEC);
	if (drawing->memory < 0)
		return -errno;
	int own = fcntl(terminal, F_DUPFD_CLOEXEC, 3);
	if (own < 0 || dup3(drawing->memory, descriptor, O_CLOEXEC) < 0) {
		int rc = -errno;

		if (own >= 0)
			close(own);
		return rc;
	}
	sink_adopt(&drawing->sink, own);
	return 0;
}

/* Takes what was drawn out of the memory. What there is no room for is not seen. */
static void take(struct drawing *drawing)
{
	off_t length = lseek(drawing->memory, 0, SEEK_CUR);

	if (length <= 0)
		return;
	char *larger = realloc(drawing->bytes, drawing->end + (size_t)length);
	if (larger) {
		ssize_t got = pread(drawing->memory, larger + drawing->end, (size_t)length, 0);

		drawing->bytes = larger;
		drawing->end += got > 0 ? (size_t)got : 0;
	}
	/* The memory may be as large as what was drawn at once: it does not grow. */
	lseek(drawing->memory, 0, SEEK_SET);
}

bool drawing_write(struct drawing *drawing)
{
	enum sink_status status = SINK_OK;

	take(drawing);
	while (drawing->begin < drawing->end && status == SINK_OK) {
		size_t written;
		int error;

		status = sink_write(&drawing->sink, drawing->bytes + drawing->begin,
			drawing->end - drawing->begin, &written, &error);
		drawing->begin += written;
	}
	if (sink_waits(status))
		return false;
	drawing->begin = drawing->end = 0;
	return true;
}

int drawing_event(const struct drawing *drawing)
{
	return sink_fd(&drawing->sink);
}

bool drawing_finish(struct drawing *drawing)
{
	struct pollfd terminal = {.fd = drawing_event(drawing), .events = POLLOUT};

	while (!drawing_write(drawing))
		if (poll(&terminal, 1, PATIENCE_MS) == 0) {
			drawing->begin = drawing->end = 0;
			return false;
		}
	return true;
}

void drawing_close(struct drawing *drawing)
{
	if (drawing->memory < 0)
		return;
	if (drawing->sink.fd >= 0)
		sink_close(&drawing->sink);
	close(drawing->memory);
	free(drawing->bytes);
	*drawing = (struct drawing){.memory = -1, .sink.fd = -1};
}

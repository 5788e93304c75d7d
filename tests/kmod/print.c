// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What prints: a thread on each CPU. The messages are numbered from 1 on, all
 * CPUs together, in the order of their frames. A message of a given size is the
 * last so many bytes of a row of letters, its number and a newline (see compose()).
 *
 * A printer of real probes drops what does not fit into the relay buffer. Ours
 * waits for room, unless told to drop, so that what a test counts does not
 * depend on how fast the machine is.
 */
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "stream.h"

/* What prints on one CPU. */
struct printer {
	struct task_struct *task;
	struct rchan_buf *buf;
	unsigned int share, printed;
	char *frame; /* the one that is being made */
};

static struct printer *printers;
static unsigned int printer_count;
static char *letters;
static atomic_t sequence; /* of the last frame */
static atomic_t failures;
static atomic_t busy; /* printers that have something to print */
static DECLARE_WAIT_QUEUE_HEAD(emptied);

static size_t header_size(void)
{
	if (settings.raw)
		return 0;
	return settings.dialect == 5 ? 12 : 8;
}

/* Does a frame with a body of LENGTH surely fit, whatever the end of a sub-buffer costs? */
static bool has_room(const struct printer *printer, size_t length)
{
	const struct rchan_buf *buf = printer->buf;
	size_t full = READ_ONCE(buf->subbufs_produced) - READ_ONCE(buf->subbufs_consumed);
	size_t used = full * settings.subbuf_size + READ_ONCE(buf->offset);

	return traces_overwritten() ||
	       used + 2 * header_size() + length <= (size_t)settings.subbufs * settings.subbuf_size;
}

/*
 * Reserves up to LENGTH bytes in one sub-buffer, in the next one if this one is
 * full. Sets *AT and returns how many, 0 when all are full.
 */
static size_t reserve(struct rchan_buf *buf, size_t length, char **at)
{
	if (buf->offset >= settings.subbuf_size)
		relay_switch_subbuf(buf, 0);
	if (buf->offset > settings.subbuf_size)
		return 0;
	length = min_t(size_t, length, settings.subbuf_size - buf->offset);
	*at = (char *)buf->data + buf->offset;
	buf->offset += length;
	return length;
}

/* The first piece of a frame of LENGTH: its header must be in it. Returns 0 when there is none. */
static size_t reserve_first(struct rchan_buf *buf, size_t length, char **at)
{
	size_t got = reserve(buf, length, at);

	/* Dialect 4 gives up here, and leaves what these bytes were before. */
	if (settings.dialect == 4)
		return got > header_size() ? got : 0;
	if (got && got < header_size()) {
		memset(*at, 0, got);
		got = reserve(buf, length, at);
	}
	return got >= header_size() ? got : 0;
}

/* Makes the frame of message NUMBER with a body of LENGTH bytes. */
static void compose(char *frame, u32 number, u32 length)
{
	const u32 header[] = {number, length};
	char *body = frame + header_size();
	char text[16];
	size_t digits = scnprintf(text, sizeof(text), "%u\n", number);
	size_t rest = length > digits ? length - digits : 0;

	if (!settings.raw) {
		if (settings.dialect == 5)
			memcpy(frame, "\xf0\x9f\xa9\xba", 4);
		memcpy(body - sizeof(header), header, sizeof(header));
	}
	memcpy(body, letters + number % 26, rest);
	memcpy(body + rest, text + digits - (length - rest), length - rest);
}

/* False when nothing was printed, and PRINTER is to try again. */
static bool print(struct printer *printer)
{
	size_t length =
		settings.size[0] + printer->printed % (settings.size[1] - settings.size[0] + 1);
	size_t left = header_size() + length, got;
	char *from = printer->frame, *at;
	struct rchan_buf *buf;
	unsigned long flags;
	bool done = true;

	local_irq_save(flags); /* what the print lock of this CPU comes to */
	buf = traces_of_this_cpu();
	got = settings.drop || has_room(printer, length) ? reserve_first(buf, left, &at) : 0;
	if (got) {
		compose(printer->frame, atomic_inc_return(&sequence), length);
		do {
			memcpy(at, from, got);
			from += got;
			left -= got;
		} while (left && (got = reserve(buf, left, &at)));
		traces_printed();
	} else {
		done = settings.drop;
	}
	if (done && left)
		atomic_inc(&failures);
	local_irq_restore(flags);
	return done;
}

/* Is PRINTER, since BEGIN, ahead of its rate? */
static bool ahead(const struct printer *printer, unsigned long begin)
{
	unsigned long elapsed = jiffies - begin + 1;

	return settings.rate && printer->printed >= elapsed * settings.rate / (HZ * printer_count);
}

static int print_all(void *data)
{
	struct printer *printer = data;
	unsigned long begin = jiffies;

	while (printer->printed < printer->share && !kthread_should_stop()) {
		if (ahead(printer, begin))
			schedule_timeout_interruptible(1);
		else if (print(printer))
			printer->printed++;
		else
			wait_event_interruptible(emptied,
				has_room(printer, settings.size[1]) || kthread_should_stop());
		cond_resched();
	}
	if (atomic_dec_and_test(&busy) && !kthread_should_stop())
		control_send(REQUEST_EXIT, NULL, 0);
	return 0;
}

void printers_stop(void)
{
	for (; printer_count; printer_count--) {
		struct printer *printer = &printers[printer_count - 1];

		kthread_stop(printer->task);
		put_task_struct(printer->task);
		kvfree(printer->frame);
	}
	kfree(printers);
	printers = NULL;
}

static int add_printer(unsigned int on, unsigned int share)
{
	struct printer *printer = &printers[printer_count];

	printer->share = share;
	printer->buf = traces_of(on);
	printer->frame = kvmalloc(header_size() + settings.size[1], GFP_KERNEL);
	if (!printer->frame)
		return -ENOMEM;
	printer->task = kthread_create_on_node(print_all, printer, cpu_to_node(on), "stream/%u", on);
	if (IS_ERR(printer->task)) {
		kvfree(printer->frame);
		return PTR_ERR(printer->task);
	}
	kthread_bind(printer->task, on); /* 5.10 has no kthread_create_on_cpu() for modules */
	get_task_struct(printer->task);
	printer_count++;
	return 0;
}

int printers_make(void)
{
	int rc = 0;

	printers = kcalloc(settings.cpus, sizeof(*printers), GFP_KERNEL);
	if (!printers)
		return -ENOMEM;
	for (unsigned int i = 0; i < settings.cpus && !rc; i++)
		rc = add_printer(settings.cpu[i], settings.messages / settings.cpus +
							  (i < settings.messages % settings.cpus));
	if (rc)
		printers_stop();
	atomic_set(&busy, printer_count);
	return rc;
}

void printers_wake(void)
{
	for (unsigned int i = 0; i < printer_count; i++)
		wake_up_process(printers[i].task);
}

void printers_go_on(void)
{
	wake_up_interruptible(&emptied);
}

int printers_failures(void)
{
	return atomic_read(&failures);
}

int printers_open(void)
{
	letters = kvmalloc((size_t)settings.size[1] + 26, GFP_KERNEL);
	if (!letters)
		return -ENOMEM;
	for (size_t i = 0; i < (size_t)settings.size[1] + 26; i++)
		letters[i] = 'a' + i % 26;
	return 0;
}

void printers_close(void)
{
	printers_stop();
	kvfree(letters);
}

// SPDX-License-Identifier: GPL-2.0-or-later
/* The relay buffers, and the files trace0 to traceN. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/path.h>
#include <linux/percpu.h>
#include <linux/poll.h>
#include <linux/timer.h>
#include <linux/version.h>
#include <linux/wait.h>

#include "stream.h"

static struct rchan *channel;
static atomic_t committed; /* something was printed since the timer looked */
static bool overwrite;     /* nobody is attached: flight recorder */
static struct timer_list timer;
static DECLARE_WAIT_QUEUE_HEAD(readable);
static DEFINE_PER_CPU(struct path, held); /* of the file in /proc that has the buffer */

struct rchan_buf *traces_of(unsigned int on)
{
	return *per_cpu_ptr(channel->buf, on);
}

struct rchan_buf *traces_of_this_cpu(void)
{
	return *this_cpu_ptr(channel->buf);
}

void traces_printed(void)
{
	atomic_set(&committed, 1);
}

void traces_overwrite(bool on)
{
	WRITE_ONCE(overwrite, on);
}

bool traces_overwritten(void)
{
	return READ_ONCE(overwrite);
}

/* Ends the sub-buffer that this CPU has begun. Interrupts are off. */
static void end_subbuf(void *unused)
{
	struct rchan_buf *buf = traces_of_this_cpu();

	if (buf->offset)
		relay_switch_subbuf(buf, 0);
}

void traces_flush(void)
{
	on_each_cpu(end_subbuf, NULL, 1);
	wake_up_interruptible(&readable);
}

static int trace_open(struct inode *inode, struct file *file)
{
	/* In a procfs of another mount it is not there, as the real one's is not. */
	int rc = !inode->i_private ? -ENOENT : try_module_get(THIS_MODULE) ? 0 : -ENODEV;

	if (!rc)
		rc = relay_file_operations.open(inode, file);
	return rc;
}

static int trace_release(struct inode *inode, struct file *file)
{
	relay_file_operations.release(inode, file);
	module_put(THIS_MODULE);
	return 0;
}

static __poll_t trace_poll(struct file *file, poll_table *wait)
{
	const struct rchan_buf *buf = file->private_data;

	poll_wait(file, &readable, wait);
	if (READ_ONCE(buf->offset) || buf->subbufs_produced != buf->subbufs_consumed)
		return EPOLLIN | EPOLLRDNORM;
	return 0;
}

/* As in the real one, it is the reader's CPU that is kept from printing, not that of the buffer. */
static ssize_t trace_read(struct file *file, char __user *to, size_t count, loff_t *pos)
{
	struct rchan_buf *buf = file->private_data;
	unsigned long flags;
	ssize_t got;

	local_irq_save(flags);
	if (buf->offset)
		relay_switch_subbuf(buf, 0);
	local_irq_restore(flags);
	if (buf->subbufs_produced == buf->subbufs_consumed)
		return -ENODATA;
	got = relay_file_operations.read(file, to, count, pos);
	printers_go_on();
	return got;
}

static const struct proc_ops trace_ops = {
	.proc_open = trace_open,
	.proc_release = trace_release,
	.proc_poll = trace_poll,
	.proc_read = trace_read,
};

/* As in the real one, it is the file in /proc that has the buffer, as long as it is held. */
static int give_buffer(const char *name, unsigned int on)
{
	struct path *path = per_cpu_ptr(&held, on);
	int rc = find_file(name, path);

	if (!rc)
		d_inode(path->dentry)->i_private = traces_of(on);
	return rc;
}

int traces_make_files(void)
{
	char name[16];
	unsigned int on;
	int rc = 0;

	for_each_online_cpu(on)
	{
		snprintf(name, sizeof(name), "trace%u", on);
		if (!rc)
			rc = make_file(name, 0400, &trace_ops);
		if (!rc)
			rc = give_buffer(name, on);
	}
	return rc;
}

/* Tells readers of what was printed, at most once in a tick; relay itself would at each sub-buffer.
 */
static void tell_readers(struct timer_list *unused)
{
	if (atomic_xchg(&committed, 0))
		wake_up_interruptible(&readable);
	mod_timer(&timer, jiffies + 1);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)
static int subbuf_start(struct rchan_buf *buf, void *subbuf, void *before)
#else
static int subbuf_start(struct rchan_buf *buf, void *subbuf, void *before, size_t padding)
#endif
{
	return overwrite || !relay_buf_full(buf);
}

/*
 * Our files are made by traces_make_files(). Of a channel that has no name relay keeps
 * no dentry, but a NULL would mean that there can be no buffer.
 */
static struct dentry *create_buf_file(const char *name, struct dentry *parent, umode_t mode,
	struct rchan_buf *buf, int *is_global)
{
	static struct dentry none;

	return &none;
}

static int remove_buf_file(struct dentry *dentry)
{
	return 0;
}

static struct rchan_callbacks callbacks = { /* const since 5.11 */
	.subbuf_start = subbuf_start,
	.create_buf_file = create_buf_file,
	.remove_buf_file = remove_buf_file,
};

int traces_open(void)
{
	channel = relay_open(NULL, NULL, settings.subbuf_size, settings.subbufs, &callbacks, NULL);
	if (!channel)
		return -ENOMEM;
	timer_setup(&timer, tell_readers, 0);
	mod_timer(&timer, jiffies + 1);
	return 0;
}

void traces_close(void)
{
	unsigned int on;

	for_each_possible_cpu(on) path_put(per_cpu_ptr(&held, on)); /* or none */
	timer_delete_sync(&timer);
	relay_close(channel);
}

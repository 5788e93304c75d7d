// SPDX-License-Identifier: GPL-2.0-or-later
/* The control channel: messages to stapio, and the file .cmd. */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "stream.h"

/* Each type is sent once at most: the queue never wraps. */
static struct message {
	size_t length;
	struct {
		u32 type;
		char payload[124];
	} bytes;
} queue[8];
static unsigned int queued, taken;
static DEFINE_SPINLOCK(queue_lock);
static DECLARE_WAIT_QUEUE_HEAD(told);
static atomic_t attached;
static DEFINE_MUTEX(control); /* one message after the other is acted on */

static u32 base(void)
{
	return settings.dialect == 5 ? 0x50 : 0;
}

void control_send(enum type type, const void *payload, size_t length)
{
	spin_lock(&queue_lock);
	if (!WARN_ON(queued == ARRAY_SIZE(queue))) {
		struct message *message = &queue[queued++];

		message->bytes.type = base() + type;
		memcpy(message->bytes.payload, payload, length);
		message->length = sizeof(message->bytes.type) + length;
	}
	spin_unlock(&queue_lock);
	wake_up_interruptible(&told);
}

/*
 * Procfs does not hold the module of an open file. That the last code of ours to
 * run lets go of it is sound: proc_remove() waits for a release to return.
 */
static int cmd_open(struct inode *inode, struct file *file)
{
	if (atomic_cmpxchg(&attached, 0, 1))
		return -EBUSY;
	if (!try_module_get(THIS_MODULE)) {
		atomic_set(&attached, 0);
		return -ENODEV;
	}
	traces_overwrite(false);
	return 0;
}

static int cmd_release(struct inode *inode, struct file *file)
{
	traces_overwrite(!stream_exited());
	printers_go_on();
	atomic_set(&attached, 0);
	module_put(THIS_MODULE);
	return 0;
}

static bool has_message(void)
{
	return READ_ONCE(taken) != READ_ONCE(queued);
}

static __poll_t cmd_poll(struct file *file, poll_table *wait)
{
	poll_wait(file, &told, wait);
	return EPOLLPRI | EPOLLOUT | EPOLLWRNORM | (has_message() ? EPOLLIN | EPOLLRDNORM : 0);
}

static ssize_t cmd_read(struct file *file, char __user *to, size_t count, loff_t *pos)
{
	struct message *message = NULL;

	while (!message) {
		if (!has_message() && file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(told, has_message()))
			return -ERESTARTSYS;
		spin_lock(&queue_lock);
		if (has_message())
			message = &queue[taken++];
		spin_unlock(&queue_lock);
	}
	if (message->length > count || copy_to_user(to, &message->bytes, message->length))
		return -EFAULT;
	return message->length;
}

/* A module by whose name here staprun takes ours for one that wants to know where that is. */
static const char mentioned[] __used = "virtio_blk";

/* Has what it is told of where another module is in the kernel's log, for who looks there. */
static int note_relocation(const char __user *payload, size_t count)
{
	struct {
		char module[128], symbol[128];
		u64 address;
	} told;

	if (count < sizeof(told))
		return -EINVAL;
	if (copy_from_user(&told, payload, sizeof(told)))
		return -EFAULT;
	told.module[sizeof(told.module) - 1] = told.symbol[sizeof(told.symbol) - 1] = '\0';
	if (strcmp(told.module, "kernel") != 0)
		pr_info("stream: told that %s of %s is at 0x%016llx\n", told.symbol, told.module,
			told.address);
	return 0;
}

/* Acts on a message of COUNT bytes behind its type. Returns 0 or -errno. */
static int take(u32 type, const char __user *payload, size_t count)
{
	struct start request;

	switch (type) {
	case START:
		if (count < sizeof(request))
			return 0;
		if (copy_from_user(&request, payload, sizeof(request)))
			return -EFAULT;
		stream_start(&request);
		return 0;
	case EXIT:
		stream_finish();
		return 0;
	case RELOCATION:
	case TZINFO:
	case PRIVILEGE_CREDENTIALS:
	case REMOTE_ID:
		if (!uid_eq(current_euid(), GLOBAL_ROOT_UID))
			return -EPERM;
		return type == RELOCATION ? note_relocation(payload, count) : 0;
	case READY:
	case NAMESPACES_PID:
		return 0;
	case MNT_NS_FDS:
		return settings.dialect == 5 ? 0 : -EINVAL;
	default: /* BULK, too */
		return -EINVAL;
	}
}

static ssize_t cmd_write(struct file *file, const char __user *data, size_t count, loff_t *pos)
{
	u32 type;
	int rc;

	if (count < sizeof(type))
		return 0;
	if (copy_from_user(&type, data, sizeof(type)))
		return -EFAULT;
	mutex_lock(&control);
	rc = take(type - base(), data + sizeof(type), count - sizeof(type));
	mutex_unlock(&control);
	return rc ? rc : count;
}

static const struct proc_ops cmd_ops = {
	.proc_open = cmd_open,
	.proc_release = cmd_release,
	.proc_poll = cmd_poll,
	.proc_read = cmd_read,
	.proc_write = cmd_write,
};

int control_make_file(void)
{
	return make_file(".cmd", 0600, &cmd_ops);
}

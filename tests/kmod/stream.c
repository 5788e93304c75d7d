// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A simulated SystemTap module: between its files it behaves as the runtime of
 * real ones does, in the dialect that it is told, but what it prints is known
 * exactly. The messages are numbered from 1 on, all CPUs together, in the order
 * of their frames. A message of a given size is the last so many bytes of a row
 * of letters, its number and a newline (see compose()).
 *
 * A printer of real probes drops what does not fit into the relay buffer. Ours
 * waits for room, unless told to drop, so that what a test counts does not
 * depend on how fast the machine is.
 */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/namei.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/relay.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/version.h>
#include <linux/wait.h>

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A simulated SystemTap module that prints an exactly known stream");

/* As each module of SystemTap has it; how its output lies in the trace files goes by it, and by the dialect. */
static const char made_by[] __used = "\0004.8/0.188";

static unsigned int dialect = 5;
module_param(dialect, uint, 0444);
MODULE_PARM_DESC(dialect, "4 as of SystemTap 4.x, or 5");

static bool raw;
module_param(raw, bool, 0444);
MODULE_PARM_DESC(raw, "print no frames but bare text, as modules of SystemTap 4.5 do");

static unsigned int messages = 1000;
module_param(messages, uint, 0444);
MODULE_PARM_DESC(messages, "how many to print, the same share of them on each CPU");

static unsigned int size[2] = {32};
static unsigned int sizes;
module_param_array(size, uint, &sizes, 0444);
MODULE_PARM_DESC(size, "bytes of a message; MIN,MAX: each CPU goes through all of these in turn");

static unsigned int rate;
module_param(rate, uint, 0444);
MODULE_PARM_DESC(rate, "messages in a second, all CPUs together; 0: as fast as it goes");

static unsigned int cpu[64];
static unsigned int cpus;
module_param_array(cpu, uint, &cpus, 0444);
MODULE_PARM_DESC(cpu, "the CPUs to print on; all if none is given");

static bool drop;
module_param(drop, bool, 0444);
MODULE_PARM_DESC(drop, "lose, as real modules do, what does not fit");

static unsigned int subbuf_size = PAGE_SIZE;
module_param(subbuf_size, uint, 0444);
MODULE_PARM_DESC(subbuf_size, "bytes of a sub-buffer");

static unsigned int subbufs = (16 << 20) / PAGE_SIZE;
module_param(subbufs, uint, 0444);
MODULE_PARM_DESC(subbufs, "number of sub-buffers of each CPU");

static unsigned int buffer_mb;
module_param_named(_stp_bufsize, buffer_mb, uint, 0444);
MODULE_PARM_DESC(_stp_bufsize, "the same in megabytes: staprun -b");

/* Types of control messages, as offsets from the first of the dialect. */
enum type {
	START = 0,
	EXIT = 1,
	OOB_DATA = 2,
	TRANSPORT = 4,
	READY = 8,
	RELOCATION = 9,
	REQUEST_EXIT = 13,
	TZINFO = 14,
	PRIVILEGE_CREDENTIALS = 15,
	REMOTE_ID = 16,
	NAMESPACES_PID = 18,
	MNT_NS_FDS = 19,
};

struct start {
	s32 target;
	s32 result;
};

/* What prints on one CPU. */
struct printer {
	struct task_struct *task;
	struct rchan_buf *buf;
	unsigned int share, printed;
	char *frame; /* the one that is being made */
};

static struct proc_dir_entry *folder;

static DEFINE_MUTEX(control); /* of the three that follow */
static enum { LOADED, STARTED, EXITED } state;
static struct printer *printers;
static unsigned int printer_count;

static struct rchan *channel;
static char *letters;
static atomic_t sequence; /* of the last frame */
static atomic_t failures;
static atomic_t busy;      /* printers that have something to print */
static atomic_t committed; /* something was printed since the timer looked */
static bool overwrite;     /* nobody is attached: flight recorder */
static struct timer_list timer;
static DECLARE_WAIT_QUEUE_HEAD(readable);
static DECLARE_WAIT_QUEUE_HEAD(emptied);

/* --- Control messages to stapio ----------------------------------------------------------------
 */

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

static u32 base(void)
{
	return dialect == 5 ? 0x50 : 0;
}

static void send(enum type type, const void *payload, size_t length)
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

/* --- Printing ----------------------------------------------------------------------------------
 */

static size_t header_size(void)
{
	if (raw)
		return 0;
	return dialect == 5 ? 12 : 8;
}

/* Does a frame with a body of LENGTH surely fit, whatever the end of a sub-buffer costs? */
static bool has_room(const struct printer *printer, size_t length)
{
	const struct rchan_buf *buf = printer->buf;
	size_t full = READ_ONCE(buf->subbufs_produced) - READ_ONCE(buf->subbufs_consumed);
	size_t used = full * subbuf_size + READ_ONCE(buf->offset);

	return READ_ONCE(overwrite) ||
	       used + 2 * header_size() + length <= (size_t)subbufs * subbuf_size;
}

/*
 * Reserves up to LENGTH bytes in one sub-buffer, in the next one if this one is
 * full. Sets *AT and returns how many, 0 when all are full.
 */
static size_t reserve(struct rchan_buf *buf, size_t length, char **at)
{
	if (buf->offset >= subbuf_size)
		relay_switch_subbuf(buf, 0);
	if (buf->offset > subbuf_size)
		return 0;
	length = min_t(size_t, length, subbuf_size - buf->offset);
	*at = (char *)buf->data + buf->offset;
	buf->offset += length;
	return length;
}

/* The first piece of a frame of LENGTH: its header must be in it. Returns 0 when there is none. */
static size_t reserve_first(struct rchan_buf *buf, size_t length, char **at)
{
	size_t got = reserve(buf, length, at);

	/* Dialect 4 gives up here, and leaves what these bytes were before. */
	if (dialect == 4)
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

	if (!raw) {
		if (dialect == 5)
			memcpy(frame, "\xf0\x9f\xa9\xba", 4);
		memcpy(body - sizeof(header), header, sizeof(header));
	}
	memcpy(body, letters + number % 26, rest);
	memcpy(body + rest, text + digits - (length - rest), length - rest);
}

/* False when nothing was printed, and PRINTER is to try again. */
static bool print(struct printer *printer)
{
	size_t length = size[0] + printer->printed % (size[1] - size[0] + 1);
	size_t left = header_size() + length, got;
	char *from = printer->frame, *at;
	struct rchan_buf *buf;
	unsigned long flags;
	bool done = true;

	local_irq_save(flags); /* what the print lock of this CPU comes to */
	buf = *this_cpu_ptr(channel->buf);
	got = drop || has_room(printer, length) ? reserve_first(buf, left, &at) : 0;
	if (got) {
		compose(printer->frame, atomic_inc_return(&sequence), length);
		do {
			memcpy(at, from, got);
			from += got;
			left -= got;
		} while (left && (got = reserve(buf, left, &at)));
		atomic_set(&committed, 1);
	} else {
		done = drop;
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

	return rate && printer->printed >= elapsed * rate / (HZ * printer_count);
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
			wait_event_interruptible(
				emptied, has_room(printer, size[1]) || kthread_should_stop());
		cond_resched();
	}
	if (atomic_dec_and_test(&busy) && !kthread_should_stop())
		send(REQUEST_EXIT, NULL, 0);
	return 0;
}

static void stop_printers(void)
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
	printer->buf = *per_cpu_ptr(channel->buf, on);
	printer->frame = kvmalloc(header_size() + size[1], GFP_KERNEL);
	if (!printer->frame)
		return -ENOMEM;
	printer->task = kthread_create_on_cpu(print_all, printer, on, "stream/%u");
	if (IS_ERR(printer->task)) {
		kvfree(printer->frame);
		return PTR_ERR(printer->task);
	}
	get_task_struct(printer->task);
	printer_count++;
	return 0;
}

static int make_printers(void)
{
	int rc = 0;

	printers = kcalloc(cpus, sizeof(*printers), GFP_KERNEL);
	if (!printers)
		return -ENOMEM;
	for (unsigned int i = 0; i < cpus && !rc; i++)
		rc = add_printer(cpu[i], messages / cpus + (i < messages % cpus));
	if (rc)
		stop_printers();
	atomic_set(&busy, printer_count);
	return rc;
}

/* --- The life of the module --------------------------------------------------------------------
 */

static void start(const struct start *request)
{
	struct start answer = *request;

	if (state != LOADED)
		return;
	state = STARTED;
	answer.result = make_printers();
	send(START, &answer, sizeof(answer));
	for (unsigned int i = 0; i < printer_count; i++)
		wake_up_process(printers[i].task);
}

/* Ends the sub-buffer that this CPU has begun. Interrupts are off. */
static void end_subbuf(void *unused)
{
	struct rchan_buf *buf = *this_cpu_ptr(channel->buf);

	if (buf->offset)
		relay_switch_subbuf(buf, 0);
}

static void finish(void)
{
	char text[124];
	int lost;

	if (state != STARTED)
		return;
	state = EXITED;
	stop_printers();
	lost = atomic_read(&failures);
	if (lost)
		send(OOB_DATA, text,
			scnprintf(text, sizeof(text),
				"WARNING: There were %d transport failures. Try stap -s to "
				"increase the buffer size from %u.\n",
				lost, (unsigned int)((u64)subbufs * subbuf_size >> 20)));
	on_each_cpu(end_subbuf, NULL, 1);
	wake_up_interruptible(&readable);
	send(EXIT, NULL, 0);
}

/* --- The file .cmd -----------------------------------------------------------------------------
 */

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
	WRITE_ONCE(overwrite, false);
	return 0;
}

static int cmd_release(struct inode *inode, struct file *file)
{
	WRITE_ONCE(overwrite, state != EXITED);
	wake_up_interruptible(&emptied);
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
		start(&request);
		return 0;
	case EXIT:
		finish();
		return 0;
	case RELOCATION:
	case TZINFO:
	case PRIVILEGE_CREDENTIALS:
	case REMOTE_ID:
		return uid_eq(current_euid(), GLOBAL_ROOT_UID) ? 0 : -EPERM;
	case READY:
	case NAMESPACES_PID:
		return 0;
	case MNT_NS_FDS:
		return dialect == 5 ? 0 : -EINVAL;
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

/* --- The files trace0 to traceN ----------------------------------------------------------------
 */

static int trace_open(struct inode *inode, struct file *file)
{
	int rc = try_module_get(THIS_MODULE) ? 0 : -ENODEV;

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
	wake_up_interruptible(&emptied);
	return got;
}

static const struct proc_ops trace_ops = {
	.proc_open = trace_open,
	.proc_release = trace_release,
	.proc_poll = trace_poll,
	.proc_read = trace_read,
};

/* Tells readers of what was printed, at most once in a tick; relay itself would at each sub-buffer.
 */
static void tell_readers(struct timer_list *unused)
{
	if (atomic_xchg(&committed, 0))
		wake_up_interruptible(&readable);
	mod_timer(&timer, jiffies + 1);
}

/* --- Loading and unloading ---------------------------------------------------------------------
 */

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)
static int subbuf_start(struct rchan_buf *buf, void *subbuf, void *before)
#else
static int subbuf_start(struct rchan_buf *buf, void *subbuf, void *before, size_t padding)
#endif
{
	return overwrite || !relay_buf_full(buf);
}

/*
 * Our files are made by make_files(). Of a channel that has no name relay keeps
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

static const struct rchan_callbacks callbacks = {
	.subbuf_start = subbuf_start,
	.create_buf_file = create_buf_file,
	.remove_buf_file = remove_buf_file,
};

static int check_parameters(void)
{
	unsigned int on;

	if (buffer_mb)
		subbufs = ((u64)buffer_mb << 20) / subbuf_size;
	if (sizes < 2)
		size[1] = size[0];
	if (!cpus)
		for_each_online_cpu(on) if (cpus < ARRAY_SIZE(cpu)) cpu[cpus++] = on;
	for (unsigned int i = 0; i < cpus; i++)
		if (cpu[i] >= nr_cpu_ids || !cpu_online(cpu[i]))
			return -EINVAL;
	if ((dialect != 4 && dialect != 5) || !size[0] || size[0] > size[1])
		return -EINVAL;
	/* It would wait for ever. */
	return (u64)size[1] + 2 * subbuf_size < (u64)subbufs * subbuf_size ? 0 : -EINVAL;
}

static int make_file(const char *name, umode_t mode, const struct proc_ops *ops, void *data)
{
	struct proc_dir_entry *file = proc_create_data(name, mode, folder, ops, data);

	if (!file)
		return -ENOMEM;
	proc_set_user(file, current_uid(), current_gid());
	return 0;
}

static int make_files(void)
{
	char name[64 + MODULE_NAME_LEN];
	unsigned int on;
	struct path path;
	int rc = 0;

	/* The folder of all such modules stays when they go. */
	if (kern_path("/proc/systemtap", 0, &path) == 0)
		path_put(&path);
	else
		proc_mkdir("systemtap", NULL);
	snprintf(name, sizeof(name), "systemtap/%s", THIS_MODULE->name);
	folder = proc_mkdir(name, NULL);
	if (!folder)
		return -ENOMEM;
	for_each_online_cpu(on)
	{
		snprintf(name, sizeof(name), "trace%u", on);
		if (!rc)
			rc = make_file(name, 0400, &trace_ops, *per_cpu_ptr(channel->buf, on));
	}
	return rc ? rc : make_file(".cmd", 0600, &cmd_ops, NULL);
}

static void unload(void)
{
	stop_printers();
	proc_remove(folder);
	timer_delete_sync(&timer);
	relay_close(channel);
	kvfree(letters);
}

static int __init load(void)
{
	int rc = check_parameters();

	if (rc)
		return rc;
	letters = kvmalloc((size_t)size[1] + 26, GFP_KERNEL);
	channel = relay_open(NULL, NULL, subbuf_size, subbufs, &callbacks, NULL);
	if (!letters || !channel) {
		if (channel)
			relay_close(channel);
		kvfree(letters);
		return -ENOMEM;
	}
	for (size_t i = 0; i < (size_t)size[1] + 26; i++)
		letters[i] = 'a' + i % 26;
	timer_setup(&timer, tell_readers, 0);
	mod_timer(&timer, jiffies + 1);
	rc = make_files();
	if (rc)
		unload();
	else
		send(TRANSPORT, NULL, 0);
	return rc;
}

module_init(load);
module_exit(unload);

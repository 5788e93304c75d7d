// SPDX-License-Identifier: GPL-2.0-or-later
/* What the user sets, and the life of the module: loaded, started, at its end, unloaded. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/namei.h>

#include "stream.h"

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A simulated SystemTap module that prints an exactly known stream");

/* As each module of SystemTap has it; how its output lies in the trace files goes by it, and by the
 * dialect. */
static const char made_by[] __used = "\0004.8/0.188";

struct settings settings = {
	.dialect = 5,
	.messages = 1000,
	.size = {32},
	.subbuf_size = PAGE_SIZE,
	.subbufs = (16 << 20) / PAGE_SIZE,
};

module_param_named(dialect, settings.dialect, uint, 0444);
MODULE_PARM_DESC(dialect, "4 as of SystemTap 4.x, or 5");

module_param_named(raw, settings.raw, bool, 0444);
MODULE_PARM_DESC(raw, "print no frames but bare text, as modules of SystemTap 4.5 do");

module_param_named(messages, settings.messages, uint, 0444);
MODULE_PARM_DESC(messages, "how many to print, the same share of them on each CPU");

module_param_array_named(size, settings.size, uint, &settings.sizes, 0444);
MODULE_PARM_DESC(size, "bytes of a message; MIN,MAX: each CPU goes through all of these in turn");

module_param_named(rate, settings.rate, uint, 0444);
MODULE_PARM_DESC(rate, "messages in a second, all CPUs together; 0: as fast as it goes");

module_param_array_named(cpu, settings.cpu, uint, &settings.cpus, 0444);
MODULE_PARM_DESC(cpu, "the CPUs to print on; all if none is given");

module_param_named(drop, settings.drop, bool, 0444);
MODULE_PARM_DESC(drop, "lose, as real modules do, what does not fit");

module_param_named(subbuf_size, settings.subbuf_size, uint, 0444);
MODULE_PARM_DESC(subbuf_size, "bytes of a sub-buffer");

module_param_named(subbufs, settings.subbufs, uint, 0444);
MODULE_PARM_DESC(subbufs, "number of sub-buffers of each CPU");

module_param_named(_stp_bufsize, settings.buffer_mb, uint, 0444);
MODULE_PARM_DESC(_stp_bufsize, "the same in megabytes: staprun -b");

module_param_named(looked_at, settings.looked_at, bool, 0444);
MODULE_PARM_DESC(
	looked_at, "each file is looked at before it is the user's, as by a stranger who is quick");

static struct proc_dir_entry *folder;
static enum { LOADED, STARTED, EXITED } state; /* changed by one control message at a time */

static int check_settings(void)
{
	unsigned int on;

	if (settings.buffer_mb)
		settings.subbufs = ((u64)settings.buffer_mb << 20) / settings.subbuf_size;
	if (settings.sizes < 2)
		settings.size[1] = settings.size[0];
	if (!settings.cpus)
		for_each_online_cpu(on) if (settings.cpus < ARRAY_SIZE(settings.cpu))
			settings.cpu[settings.cpus++] = on;
	for (unsigned int i = 0; i < settings.cpus; i++)
		if (settings.cpu[i] >= nr_cpu_ids || !cpu_online(settings.cpu[i]))
			return -EINVAL;
	if ((settings.dialect != 4 && settings.dialect != 5) || !settings.size[0] ||
		settings.size[0] > settings.size[1])
		return -EINVAL;
	/* It would wait for ever. */
	return (u64)settings.size[1] + 2 * settings.subbuf_size <
			       (u64)settings.subbufs * settings.subbuf_size
		       ? 0
		       : -EINVAL;
}

void stream_start(const struct start *request)
{
	struct start answer = *request;

	if (state != LOADED)
		return;
	state = STARTED;
	pr_info("stream: started\n"); /* for who looks whether it came to that */
	answer.result = printers_make();
	control_send(START, &answer, sizeof(answer));
	printers_wake();
}

void stream_finish(void)
{
	char text[124];
	int lost;

	if (state != STARTED)
		return;
	state = EXITED;
	printers_stop();
	lost = printers_failures();
	if (lost)
		control_send(OOB_DATA, text,
			scnprintf(text, sizeof(text),
				"WARNING: There were %d transport failures. Try stap -s to "
				"increase the buffer size from %u.\n",
				lost,
				(unsigned int)((u64)settings.subbufs * settings.subbuf_size >>
					       20)));
	traces_flush();
	control_send(EXIT, NULL, 0);
}

bool stream_exited(void)
{
	return state == EXITED;
}

int find_file(const char *name, struct path *path)
{
	char full[96 + MODULE_NAME_LEN];

	snprintf(full, sizeof(full), "/proc/systemtap/%s/%s", THIS_MODULE->name, name);
	return kern_path(full, 0, path);
}

int make_file(const char *name, umode_t mode, const struct proc_ops *ops)
{
	struct proc_dir_entry *file = proc_create(name, mode, folder, ops);
	struct path path;

	if (!file)
		return -ENOMEM;
	/* To who looks again it stays root's, until no one remembers it. */
	if (settings.looked_at && find_file(name, &path) == 0)
		path_put(&path);
	proc_set_user(file, current_uid(), current_gid());
	return 0;
}

static int make_files(void)
{
	char name[64 + MODULE_NAME_LEN];
	struct path path;
	int rc;

	/* The folder of all such modules stays when they go. */
	if (kern_path("/proc/systemtap", 0, &path) == 0)
		path_put(&path);
	else
		proc_mkdir("systemtap", NULL);
	snprintf(name, sizeof(name), "systemtap/%s", THIS_MODULE->name);
	folder = proc_mkdir(name, NULL);
	if (!folder)
		return -ENOMEM;
	rc = traces_make_files();
	return rc ? rc : control_make_file();
}

static void unload(void)
{
	printers_stop();
	proc_remove(folder);
	traces_close();
	printers_close();
}

static int __init load(void)
{
	int rc = check_settings();

	if (rc)
		return rc;
	rc = printers_open();
	if (rc)
		return rc;
	rc = traces_open();
	if (rc) {
		printers_close();
		return rc;
	}
	rc = make_files();
	if (rc)
		unload();
	else
		control_send(TRANSPORT, NULL, 0);
	return rc;
}

module_init(load);
module_exit(unload);

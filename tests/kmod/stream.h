/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A simulated SystemTap module: between its files it behaves as the runtime of
 * real ones does, in the dialect that it is told, but what it prints is known
 * exactly. main.c has its life, control.c the file .cmd, print.c what prints on
 * each CPU, and traces.c the relay buffers, and the files trace0 to traceN.
 */
#ifndef STREAM_H
#define STREAM_H

#include <linux/proc_fs.h>
#include <linux/relay.h>
#include <linux/types.h>

/* What it was told as it was loaded; main.c says what each means. */
struct settings {
	unsigned int dialect;
	bool raw;
	unsigned int messages;
	unsigned int size[2], sizes;
	unsigned int rate;
	unsigned int cpu[64], cpus;
	bool drop;
	bool looked_at;
	unsigned int subbuf_size, subbufs;
	unsigned int buffer_mb;
};

extern struct settings settings;

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

/* Makes NAME, the caller's file, in the module's folder. Returns 0 or -errno. */
int make_file(const char *name, umode_t mode, const struct proc_ops *ops);

/* Finds that file in /proc, for path_put(). Returns 0 or -errno. */
int find_file(const char *name, struct path *path);

/* START with REQUEST came; EXIT came. No two of these at once. */
void stream_start(const struct start *request);
void stream_finish(void);

/* Is all over? */
bool stream_exited(void);

/* Makes .cmd. Returns 0 or -errno. */
int control_make_file(void);

/* Queues a message for stapio, its payload of LENGTH bytes (at most 124). */
void control_send(enum type type, const void *payload, size_t length);

/* Before and after all that follows. Returns 0 or -errno. */
int printers_open(void);
void printers_close(void);

/* Makes those that print, which sleep until they are woken. Returns 0 or -errno. */
int printers_make(void);
void printers_wake(void);
void printers_stop(void);

/* There may be room in a relay buffer. */
void printers_go_on(void);

/* So many frames were lost. */
int printers_failures(void);

/* The relay buffers. Returns 0 or -errno. */
int traces_open(void);
void traces_close(void);

/* Makes trace0 to traceN. Returns 0 or -errno. */
int traces_make_files(void);

/* That of CPU ON; and of the CPU that this runs on, interrupts being off. */
struct rchan_buf *traces_of(unsigned int on);
struct rchan_buf *traces_of_this_cpu(void);

/* Something was printed: readers are told, at most once in a tick. */
void traces_printed(void);

/* Gives out all there is, as the end does. */
void traces_flush(void);

/* Nobody is attached: what is oldest is overwritten, as a flight recorder does. */
void traces_overwrite(bool overwrite);
bool traces_overwritten(void);

#endif

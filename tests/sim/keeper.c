/* SPDX-License-Identifier: GPL-2.0-or-later */
/* It has the caller's rights and no filter: what a keeper may do is for staprun's own tests. */
#include "tests/sim/keeper.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/request.h"
#include "common/transport.h"
#include "staprun/messages.h"

static struct request request;

/* What made the module that was loaded; of one that was there no one knows. */
static uint32_t made_by(void)
{
	const char *text = getenv("SIM_VERSION");
	unsigned major, minor;

	if (request.kind != REQUEST_LOAD || !text || sscanf(text, "%u.%u", &major, &minor) != 2)
		return TRANSPORT_VERSION_NONE;
	return TRANSPORT_VERSION(major, minor);
}

/* The file NAME.ko is a module NAME. */
static void take_name(void)
{
	char *slash = strrchr(request.module, '/');

	if (slash)
		memmove(request.module, slash + 1, strlen(slash));
	request.module[strcspn(request.module, ".")] = '\0';
}

/* What is in the file comes behind the request. */
static void take_file(int end)
{
	static char bytes[FILE_MESSAGE_MAX];
	size_t left = request.kind == REQUEST_LOAD ? request.module_size : 0;
	ssize_t got = 1;

	for (; left && got > 0; left -= (size_t)got)
		got = recv(end, bytes, sizeof(bytes), 0);
}

/* 0, or -1 when it is still in use. */
static int removed(const char *staprun)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		execl(staprun, staprun, "-d", request.module, NULL);
		_exit(127);
	}
	return waitpid(pid, &status, 0) == pid && status == 0 ? 0 : -1;
}

static _Noreturn void stay(int end, int folder, const char *staprun)
{
	bool ours, expected = false;
	unsigned char word;
	int rc;

	if (recv(end, &request, sizeof(request), 0) <= 0)
		_exit(0);
	take_file(end);
	take_name();
	answer_to(end);
	if (answer_module(request.module, folder, made_by()))
		_exit(0);
	setsid();
	end = dup2(end, STDIN_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	closefrom(STDERR_FILENO + 1);
	ours = request.kind == REQUEST_LOAD;
	while (recv(end, &word, 1, 0) == 1)
		switch (word) {
		case KEEP_SESSION:
			ours = true;
			break;
		case KEEP_BACKGROUND:
			close(STDOUT_FILENO);
			close(STDERR_FILENO);
			break;
		case KEEP_LEFT:
			expected = true;
			break;
		case KEEP_REMOVE:
			rc = removed(staprun);
			send(end, &rc, sizeof(rc), MSG_NOSIGNAL);
			_exit(0);
		case KEEP_NOT:
			_exit(0);
		}
	if (ours && !expected)
		dprintf(STDERR_FILENO, "WARNING: stapio was killed: removing module %s.\n",
			request.module);
	_exit(ours ? removed(staprun) : 0);
}

int keep(int argc, char **argv)
{
	char over[64];
	int ends[2];
	pid_t pid;

	if (argc < 5 || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) || (pid = fork()) < 0)
		return 2;
	if (pid == 0) {
		close(ends[0]);
		stay(ends[1], atoi(argv[2]), argv[3]);
	}
	close(ends[1]);
	close(atoi(argv[2]));
	snprintf(over, sizeof(over), "%d,%d,0", ends[0], (int)pid);
	for (int i = 4; i < argc; i++)
		if (strcmp(argv[i], "@") == 0)
			argv[i] = over;
	execvp(argv[4], argv + 4);
	return 2;
}

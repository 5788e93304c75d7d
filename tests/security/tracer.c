/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What root can see of the processes of a run that a user began, at moments that do not pass by: a
 * tracer with root's powers, under which the setuid bit counts. Compiled statically, run in the
 * guest as root.
 *
 * "tracer hold CALL[,CALL...] PROGRAM ARG..." stops the process "staprun" or "stapio" that is about
 * to make one of these system calls, and writes "PID CALL" into the file "held"; SIGUSR1 lets it go
 * on, and the file is gone. "=CALL" is one of the process that was stopped before.
 *
 * "tracer inject CALL,OTHER PROGRAM ARG..." has such a process that is about to make CALL make
 * OTHER in its place, once.
 *
 * "tracer powers PROGRAM ARG..." writes each system call that such a process makes with
 * capabilities in effect, and these, into the file "powers".
 */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/net.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* The calls that have a name here; all others have a number. */
#define CALL(name)                                                                                 \
	{                                                                                          \
		SYS_##name, #name                                                                  \
	}
/* A call in socketcall(2), by its first argument. A filter sees the lower half of that alone. */
#define ONE_OF(call) ((unsigned long)(call) << 16 | SYS_socketcall)
static const struct {
	unsigned long number;
	const char *name;
} calls[] = {
#ifdef __NR_access /* older ones; what libc makes of them where a machine lacks them */
	CALL(access), CALL(alarm), CALL(poll),
#else
	{SYS_faccessat, "access"}, {SYS_setitimer, "alarm"}, {SYS_ppoll, "poll"},
#endif
	CALL(capget), CALL(clone), CALL(fcntl), CALL(capset), CALL(close), CALL(delete_module),
	CALL(eventfd2), CALL(execve), CALL(finit_module), CALL(fstat), CALL(getdents64),
	CALL(getgroups), CALL(memfd_create), CALL(mmap), CALL(mount), CALL(munmap),
	CALL(newfstatat), CALL(openat), CALL(personality), CALL(pipe2), CALL(prctl),
	CALL(prlimit64), CALL(ptrace), CALL(read), CALL(setgroups), CALL(setresgid),
	CALL(setresuid), CALL(setfsuid), CALL(uname), CALL(write), CALL(pwrite64),
#ifdef __s390x__ /* libc makes one call of all of these there */
	{ONE_OF(SYS_SOCKET), "socket"}, {ONE_OF(SYS_SOCKETPAIR), "socketpair"},
	{ONE_OF(SYS_SENDTO), "sendto"}, {ONE_OF(SYS_RECVFROM), "recvfrom"},
	{ONE_OF(SYS_SENDMSG), "sendmsg"}, {ONE_OF(SYS_RECVMSG), "recvmsg"},
#else
	CALL(recvfrom), CALL(recvmsg), CALL(sendmsg), CALL(sendto), CALL(socket), CALL(socketpair),
#endif
	/* newer than some headers */
	{430, "fsopen"}, {431, "fsconfig"}, {432, "fsmount"}};

static const char *call_name(unsigned long number)
{
	static char digits[24];

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (calls[i].number == number)
			return calls[i].name;
	snprintf(digits, sizeof(digits), "%lu", number);
	return digits;
}

/* True for a process of ours, with the capabilities that it has in effect. */
static bool look(pid_t pid, unsigned long long *effective)
{
	char path[64], text[4096] = {0}, *line;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	fd = open(path, O_RDONLY);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) < 0)
		exit(125);
	close(fd);
	line = strstr(text, "CapEff:");
	*effective = line ? strtoull(line + strlen("CapEff:"), NULL, 16) : ~0ULL;
	return strncmp(text, "Name:\tstaprun\n", strlen("Name:\tstaprun\n")) == 0 ||
	       strncmp(text, "Name:\tstapio\n", strlen("Name:\tstapio\n")) == 0 ||
	       strncmp(text, "Name:\tstap-keeper\n", strlen("Name:\tstap-keeper\n")) == 0;
}

static void hold(pid_t pid, const char *name)
{
	FILE *held = fopen("held.new", "w");
	sigset_t go_on;
	int number;

	if (!held || fprintf(held, "%d %s\n", (int)pid, name) < 0 || fclose(held) ||
		rename("held.new", "held"))
		exit(125);
	sigemptyset(&go_on);
	sigaddset(&go_on, SIGUSR1);
	sigwait(&go_on, &number);
	unlink("held");
}

static unsigned long call_number(const char *name)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (strcmp(calls[i].name, name) == 0)
			return calls[i].number;
	fprintf(stderr, "tracer: no system call %s is known here\n", name);
	exit(125);
}

/* What PID is about to call is another thing. */
static void inject(pid_t pid, const char *name)
{
#ifdef __x86_64__
	struct user_regs_struct registers;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &registers))
		exit(125);
	registers.orig_rax = call_number(name);
	if (ptrace(PTRACE_SETREGS, pid, NULL, &registers))
		exit(125);
#elif defined __s390x__
	/* The number is taken, at the entry of a call, from where its result will be. */
	if (ptrace(PTRACE_POKEUSER, pid, (void *)offsetof(struct user, regs.gprs[2]),
		    (void *)(call_number(name) & 0xffff)))
		exit(125);
#else
	const long call = 0x404; /* NT_ARM_SYSTEM_CALL */
	int number = (int)call_number(name);
	struct iovec value = {&number, sizeof(number)};

	if (ptrace(PTRACE_SETREGSET, pid, (void *)call, &value))
		exit(125);
#endif
}

static bool injecting;

/* PID is about to make the system call NUMBER. */
static void entered(pid_t pid, unsigned long number, const char **wanted, FILE *powers)
{
	unsigned long long effective;
	static pid_t held;
	const char *name = call_name(number);
	bool same = *wanted && **wanted == '=';

	if (*wanted && strcmp(name, *wanted + same) == 0 && (!same || pid == held) &&
		look(pid, &effective)) {
		held = pid;
		*wanted = strtok(NULL, ",");
		if (injecting) {
			inject(pid, *wanted);
			*wanted = NULL;
			return;
		}
		hold(pid, name);
	}
	if (powers && look(pid, &effective) && effective)
		fprintf(powers, "%d %s %016llx\n", (int)pid, name, effective);
}

/* The system call at whose entry PID was stopped, to *NUMBER; false where it was not. */
static bool at_entry(pid_t pid, unsigned long *number)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof(info), &info) <= 0)
		return false;
	*number = info.op == PTRACE_SYSCALL_INFO_SECCOMP ? info.seccomp.nr : info.entry.nr;
#ifdef __s390x__ /* the arguments of both lie in the same place */
	if (*number == SYS_socketcall)
		*number = ONE_OF(info.entry.args[0]);
#endif
	return info.op == PTRACE_SYSCALL_INFO_SECCOMP || info.op == PTRACE_SYSCALL_INFO_ENTRY;
}

/*
 * Has this process, and all that it starts, stop for the tracer at the calls in LIST alone: at each
 * one, which takes no filter, what is traced takes ten times as long. Root may do that without
 * no_new_privs, with which setuid would not count.
 */
static void stop_at(const char *list)
{
	struct sock_filter code[64] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
	struct sock_fprog program = {.len = 1, .filter = code};
	char name[32];
	int length;

	for (; sscanf(list, "%31[^,]%n", name, &length) == 1;
		list += length + (list[length] == ',')) {
		const unsigned number = call_number(name + (*name == '=')) & 0xffff;

		code[program.len++] =
			(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1);
		code[program.len++] =
			(struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
	}
	code[program.len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		_exit(125);
}

/* Starts PROGRAM, and traces it and all that it starts; with a LIST of calls, at these alone. */
static pid_t start(char **program, const char *list)
{
	const unsigned long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
				      PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
				      PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL |
				      PTRACE_O_TRACESECCOMP;
	sigset_t none;
	int begin[2];
	pid_t pid;
	char byte;

	if (pipe2(begin, O_CLOEXEC) || (pid = fork()) < 0)
		exit(125);
	if (pid == 0) {
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		if (read(begin[0], &byte, 1) != 1)
			_exit(125);
		if (list)
			stop_at(list);
		execvp(program[0], program);
		_exit(125);
	}
	if (ptrace(PTRACE_SEIZE, pid, NULL, (void *)options) || write(begin[1], "", 1) != 1)
		exit(125);
	close(begin[0]);
	close(begin[1]);
	return pid;
}

int main(int argc, char **argv)
{
	injecting = argc > 3 && strcmp(argv[1], "inject") == 0;
	bool holds = argc > 3 && (injecting || strcmp(argv[1], "hold") == 0);
	FILE *powers = holds || argc < 3 ? NULL : fopen("powers", "we");
	int status, result = 125;
	sigset_t go_on;
	pid_t first, pid;

	if (!holds && !powers) {
		fprintf(stderr,
			"usage: tracer hold CALL[,CALL...] | inject CALL,OTHER | powers PROGRAM ARG...\n");
		return 125;
	}
	/* A case that fails leaves nothing behind. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigemptyset(&go_on);
	sigaddset(&go_on, SIGUSR1);
	sigprocmask(SIG_BLOCK, &go_on, NULL);
	first = start(argv + (holds ? 3 : 2), holds ? argv[2] : NULL);
	const char *wanted = holds ? strtok(argv[2], ",") : NULL;
	while ((pid = waitpid(-1, &status, __WALL)) > 0) {
		int signal = 0, event = status >> 16;
		unsigned long number;

		if (!WIFSTOPPED(status)) {
			if (pid == first)
				result = WIFEXITED(status) ? WEXITSTATUS(status)
							   : 128 + WTERMSIG(status);
			continue;
		}
		if (WSTOPSIG(status) == (SIGTRAP | 0x80) || event == PTRACE_EVENT_SECCOMP) {
			if (at_entry(pid, &number))
				entered(pid, number, &wanted, powers);
		} else if (event == PTRACE_EVENT_STOP && WSTOPSIG(status) != SIGTRAP) {
			ptrace(PTRACE_LISTEN, pid, NULL,
				NULL); /* stopped by job control: let it be */
			continue;
		} else if (!event)
			signal = WSTOPSIG(status);
		ptrace(powers ? PTRACE_SYSCALL : PTRACE_CONT, pid, NULL, (void *)(long)signal);
	}
	if (powers && fclose(powers))
		return 125;
	return result;
}

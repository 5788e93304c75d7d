/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is told of losses: the whole line for each cause, and which of them is a failure. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"
#include "stapio/account.h"

/* What the relay says, here. */
static struct relay_totals totals;
static struct relay_loss losses[5]; /* of four CPUs; the last is none's */
static unsigned cpus;

void relay_totals(const struct relay *relay, struct relay_totals *result)
{
	(void)relay;
	*result = totals;
}

unsigned relay_cpus(const struct relay *relay)
{
	(void)relay;
	return cpus;
}

void relay_lost_on(const struct relay *relay, unsigned index, struct relay_loss *loss)
{
	(void)relay;
	*loss = losses[index];
}

static int said;
static struct options options;
static struct session session = {.options = &options};

/* Four CPUs, of which nothing is lost. */
static int begin(void **state)
{
	(void)state;
	totals = (struct relay_totals){.messages = 100, .bytes = 2550};
	options = (struct options){0};
	session = (struct session){.options = &options, .dialect = DIALECT_5};
	cpus = 4;
	for (unsigned i = 0; i < cpus; i++)
		losses[i] = (struct relay_loss){.cpu = i * 2};
	losses[cpus] = (struct relay_loss){.cpu = 99, .overrun = true, .cut = 9, .dropped = 9};
	return ftruncate(said, 0) != 0 || lseek(said, 0, SEEK_SET) != 0;
}

/* Checks that exactly EXPECTED was said. */
static void expect_said(const char *expected)
{
	char text[2048] = "";

	assert_true(pread(said, text, sizeof(text) - 1, 0) >= 0);
	assert_string_equal(text, expected);
}

static void nothing_lost(void **state)
{
	(void)state;
	account_report_loss(&session);
	expect_said("");
	assert_false(account_lost_output(&session));
	totals.messages = totals.bytes = 0; /* a script that prints nothing */
	assert_false(account_lost_output(&session));
}

static void totals_so_far(void **state)
{
	(void)state;
	totals.reads = 7;
	totals.wakeups = 9;
	totals.peak_read = 4096;
	account_report_totals(&session);
	expect_said(
		"100 messages, 2550 bytes, 7 reads, 9 wake-ups, at most 4096 bytes in a CPU's relay "
		"buffer\n");
	begin(NULL);
	totals.never_came = 1;
	totals.cut_messages = 2;
	totals.dropped_messages = 3;
	account_report_totals(&session);
	expect_said(
		"100 messages, 2550 bytes, 0 reads, 0 wake-ups, at most 0 bytes in a CPU's relay "
		"buffer; lost so far: 1 that never came, 2 cut short, 3 dropped\n");
}

#define TOTALS                                                                                     \
	"100 messages, 2550 bytes, 0 reads, 0 wake-ups, at most 0 bytes in a CPU's relay buffer\n"

/* Of each CPU that let its reader wait for a tenth of a second, how long; of no other, and of none
 * that there is not. */
static void late_readers(void **state)
{
	(void)state;
	losses[0].late_us = 100000;
	losses[1].late_us = 99999;
	losses[3].late_us = 2500999;
	losses[cpus].late_us = 900000;
	account_report_totals(&session);
	expect_said(TOTALS "CPU 0 was busy: what it printed was read up to 100 ms late.\n"
			   "CPU 6 was busy: what it printed was read up to 2500 ms late.\n");
}

/* In dialect 4 it matters whether any relay buffer was full: the first is one, too. */
static void only_the_first_was_full(void **state)
{
	(void)state;
	session.dialect = DIALECT_4;
	session.transport_failures = 3;
	losses[0].overrun = true;
	account_report_loss(&session);
	char text[512] = "";
	assert_true(pread(said, text, sizeof(text) - 1, 0) > 0);
	assert_non_null(
		strstr(text, "lost in the kernel, where the relay buffer of CPU 0 was full"));
}

/* Any one of the three is worth it. */
static void totals_of_one_kind(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < 3; kind++) {
		begin(NULL);
		totals.never_came = kind == 0;
		totals.cut_messages = kind == 1;
		totals.dropped_messages = kind == 2;
		account_report_totals(&session);
		char text[512] = "";
		assert_true(pread(said, text, sizeof(text) - 1, 0) > 0);
		assert_non_null(strstr(text, "; lost so far: "));
	}
}

#define HELPS ". A larger buffer (-b MB) helps.\n"

/* 60 that the module counted, of which 10 were cut: 50 of 25.5 bytes each, and the bytes of
 * those 10. */
static void lost_in_the_kernel(void **state)
{
	(void)state;
	session.transport_failures = 60;
	totals.cut_messages = 10;
	totals.cut_bytes = 1000;
	losses[1].overrun = losses[3].overrun = true;
	losses[1].cut = 4;
	losses[3].cut = 6;
	account_report_loss(&session);
	expect_said(
		"WARNING: 60 messages were lost in the kernel, where the relay buffer of CPU 2 or 6 "
		"was full: about 2275 bytes, going by those that came; 10 of them were cut short "
		"(CPU 2: 4, CPU 6: 6), at 1000 bytes" HELPS);
	assert_false(account_lost_output(&session));
}

/* What we saw missing counts where the module told of less. */
static void lost_as_we_saw(void **state)
{
	(void)state;
	session.transport_failures = 3;
	totals.never_came = 4;
	totals.cut_messages = 1;
	totals.cut_bytes = 7;
	losses[0].overrun = true;
	losses[0].cut = 1;
	account_report_loss(&session);
	expect_said(
		"WARNING: 5 messages were lost in the kernel, where the relay buffer of CPU 0 was "
		"full: about 109 bytes, going by those that came; 1 of them were cut short (CPU 0: "
		"1), at 7 bytes" HELPS);
}

/* Where the module counts fewer than were cut, none of the others is estimated. */
static void only_cut(void **state)
{
	(void)state;
	totals.cut_messages = 2;
	totals.cut_bytes = 70;
	losses[2].overrun = true;
	losses[2].cut = 2;
	account_report_loss(&session);
	expect_said(
		"WARNING: 2 messages were lost in the kernel, where the relay buffer of CPU 4 was "
		"full: about 70 bytes, going by those that came; 2 of them were cut short (CPU 4: "
		"2), at 70 bytes" HELPS);
}

/* Nothing came by which the bytes could be estimated. */
static void nothing_came(void **state)
{
	(void)state;
	totals.messages = totals.bytes = 0;
	session.transport_failures = 5;
	losses[0].overrun = true;
	account_report_loss(&session);
	expect_said(
		"WARNING: 5 messages were lost in the kernel, where the relay buffer of CPU 0 was "
		"full" HELPS);
}

/* One that was attached to has lost what it lost before we came, too: but what we see missing then
 * is no loss. */
static void attached(void **state)
{
	(void)state;
	options.attach = true;
	totals.never_came = 1000;
	totals.cut_messages = 1;
	account_report_loss(&session);
	expect_said("");
	session.transport_failures = 5;
	totals.cut_messages = 0;
	losses[0].overrun = true;
	account_report_loss(&session);
	expect_said(
		"WARNING: 5 messages were lost in the kernel since it was loaded, where the relay "
		"buffer of CPU 0 was full: about 128 bytes, going by those that came" HELPS);
}

/* Modules of 4.x drop some where nothing is full. */
static void lost_in_the_module(void **state)
{
	(void)state;
	session.dialect = DIALECT_4;
	session.transport_failures = 5;
	account_report_loss(&session);
	expect_said(
		"WARNING: 5 messages were lost in the module: those of SystemTap 4.x drop one now "
		"and then at the end of a sub-buffer, those of 5.x do not.\n");
	begin(NULL);
	session.dialect = DIALECT_4;
	session.transport_failures = 5;
	losses[3].overrun = true;
	account_report_loss(&session);
	expect_said(
		"WARNING: 5 messages were lost in the kernel, where the relay buffer of CPU 6 was "
		"full: about 128 bytes, going by those that came" HELPS);
}

/* Those of 4.4 and older drop more, and who reads is to blame. */
static void lost_to_reads(void **state)
{
	(void)state;
	session.dialect = DIALECT_4;
	session.version = TRANSPORT_VERSION(4, 4);
	session.transport_failures = 5;
	account_report_loss(&session);
	expect_said("WARNING: 5 messages were lost in the kernel, while the relay buffer was read: "
		    "modules of SystemTap 4.4 and older drop what they print then.\n");
	begin(NULL);
	session.dialect = DIALECT_4;
	session.version = TRANSPORT_VERSION(4, 4);
	session.transport_failures = 5;
	losses[3].overrun = true;
	account_report_loss(&session);
	expect_said(
		"WARNING: 5 messages were lost in the kernel, where the relay buffer of CPU 6 was "
		"full, or was read: about 128 bytes, going by those that came" HELPS);
}

/* What lies in a relay buffer that could not be read no larger one would have brought. */
static void lost_unread(void **state)
{
	(void)state;
	totals.unread = true;
	account_report_loss(&session);
	expect_said("");
	assert_true(account_lost_output(&session));
	totals.never_came = 5;
	account_report_loss(&session);
	expect_said("WARNING: 5 messages were lost: a relay buffer could not be read.\n");
	begin(NULL);
	totals.unread = true;
	totals.never_came = 4;
	losses[0].overrun = true;
	account_report_loss(&session);
	expect_said(
		"WARNING: 4 messages were lost in the kernel, where the relay buffer of CPU 0 was "
		"full: about 102 bytes, going by those that came" HELPS);
}

#define DROPPED "WARNING: 9 messages of 80 bytes were dropped (CPU 0: 2, CPU 4: 7), because "

/* Why messages were dropped, what helps, and whether that is a failure. */
static void dropped_for_each_reason(void **state)
{
	static const struct {
		bool failed;
		int error;
		const char *said;
	} causes[] = {
		{false, 0,
			DROPPED
			"no one read them before the end was asked for. A file (-o) helps.\n"},
		{false, ENOSPC,
			DROPPED
			"no one read them before the end was asked for. A file (-o) helps.\n"},
		{true, ENOSPC,
			DROPPED
			"the disk was full. Keeping only the last files (-S MB,N) helps.\n"},
		{true, EDQUOT,
			DROPPED
			"the quota was used up. Keeping only the last files (-S MB,N) helps.\n"},
		{true, EFBIG,
			DROPPED
			"the file was as large as it may be (ulimit -f). Smaller ones (-S MB) help.\n"},
		{true, ENXIO, DROPPED "no one opened the output to read it.\n"},
		{true, 0, DROPPED "the output took nothing.\n"},
		{true, EIO, DROPPED "the output failed: Input/output error.\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++) {
		begin(NULL);
		totals.dropped_messages = 9;
		totals.dropped_bytes = 80;
		losses[0].dropped = 2;
		losses[2].dropped = 7;
		totals.failed = causes[i].failed;
		totals.error = causes[i].error;
		account_report_loss(&session);
		expect_said(causes[i].said);
		assert_int_equal(account_lost_output(&session), causes[i].failed);
	}
}

static void stray(void **state)
{
	(void)state;
	totals.stray_bytes = 12;
	account_report_loss(&session);
	expect_said(
		"WARNING: 12 bytes in the relay buffers belonged to no message, or to one of over "
		"128 KiB, the most that is relayed.\n");
}

static void doubts(void **state)
{
	(void)state;
	totals.doubts = 3;
	account_report_loss(&session);
	expect_said(
		"WARNING: 3 messages may as well be others, or end elsewhere: a relay buffer ran "
		"full, and what is in it does not tell.\n");
}

/* All in one line. */
static void everything(void **state)
{
	(void)state;
	session.transport_failures = 1;
	losses[0].overrun = true;
	totals.dropped_messages = losses[1].dropped = 1;
	totals.dropped_bytes = 3;
	totals.stray_bytes = 12;
	account_report_loss(&session);
	expect_said(
		"WARNING: 1 messages were lost in the kernel, where the relay buffer of CPU 0 was "
		"full: about 26 bytes, going by those that came. A larger buffer (-b MB) helps. 1 "
		"messages of 3 bytes were dropped (CPU 2: 1), because no one read them before the "
		"end was asked for. A file (-o) helps. 12 bytes in the relay buffers belonged to no "
		"message, or to one of over 128 KiB, the most that is relayed.\n");
}

/* Who stopped reading wants to hear no more. */
static void closed(void **state)
{
	(void)state;
	totals.closed = true;
	totals.dropped_messages = losses[1].dropped = 1;
	session.transport_failures = 1;
	account_report_loss(&session);
	expect_said("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nothing_lost, begin),
		cmocka_unit_test_setup(totals_so_far, begin),
		cmocka_unit_test_setup(late_readers, begin),
		cmocka_unit_test_setup(only_the_first_was_full, begin),
		cmocka_unit_test_setup(totals_of_one_kind, begin),
		cmocka_unit_test_setup(lost_in_the_kernel, begin),
		cmocka_unit_test_setup(lost_as_we_saw, begin),
		cmocka_unit_test_setup(only_cut, begin),
		cmocka_unit_test_setup(nothing_came, begin),
		cmocka_unit_test_setup(attached, begin),
		cmocka_unit_test_setup(lost_in_the_module, begin),
		cmocka_unit_test_setup(lost_to_reads, begin),
		cmocka_unit_test_setup(lost_unread, begin),
		cmocka_unit_test_setup(dropped_for_each_reason, begin),
		cmocka_unit_test_setup(stray, begin),
		cmocka_unit_test_setup(doubts, begin),
		cmocka_unit_test_setup(everything, begin),
		cmocka_unit_test_setup(closed, begin),
	};

	said = memfd_create("said", MFD_CLOEXEC);
	report_to_descriptor(said);
	return cmocka_run_group_tests_name("account", tests, NULL, NULL);
}

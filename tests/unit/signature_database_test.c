/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The database of those whose signatures count, and what else around the check could lead it
 * astray. */
#include "tests/unit/signatures.h"

static void uses_no_database_that_others_can_write(void **state)
{
	static const struct {
		const char *change;
		const char *says;
	} cases[] = {
		{"chmod g+w %s", "WARNING"},
		{"chmod o+w %s", "WARNING"},
		{"chmod 1777 %s", "WARNING"},
		{"chmod g+w %s/cert9.db", "cert9.db"},
		{"chmod o+w %s/key4.db", "key4.db"},
		{"chmod o+w %s/pkcs11.txt", "pkcs11.txt"},
		{"rm %s/cert9.db", "cert9.db"},
		{"rm %s/key4.db", "key4.db"},
		{"cd %s && mv cert9.db x && ln -s x cert9.db", "cert9.db"},
		{"cd %s && rm key4.db && mkfifo key4.db", "key4.db"},
		{"cd %s && rm key4.db && mkdir key4.db", "key4.db"},
		{"echo nonsense >%s/cert9.db", "WARNING"},
		{": >%s/key4.db", "WARNING"},
		{"d=%s && mv $d $d.real && ln -s $d.real $d", "WARNING"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char command[256];

		DATABASE("stap48");
		assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
		/* The format is one of ours, with one %s. */
		const char *hole = strstr(cases[i].change, "%s");

		snprintf(command, sizeof(command), "%.*s%s%s", (int)(hole - cases[i].change),
			cases[i].change, database, hole + 2);
		run("%s", command);
		if (check("stap48") != SIGNATURE_UNKNOWN || !strstr(said, cases[i].says))
			fail_msg("after %s: %s", command, said);
	}
}

/* Where no signer is trusted, none has signed. NSS is not needed to tell that. */
static void without_a_database_no_one_is_trusted(void **state)
{
	(void)state;
	make_database();
	run("rm -r %s", database);
	assert_int_equal(check("stap48"), SIGNATURE_DISCOUNTED);
	assert_said("no database");
	assert_not_said("WARNING");
}

static void uses_no_database_below_a_folder_that_others_can_write(void **state)
{
	char real[sizeof(database)];

	(void)state;
	DATABASE("stap48");
	strcpy(real, database);
	run("mkdir -m 755 %s.d && mv %s %s.d/db", real, real, real);
	snprintf(database, sizeof(database), "%.50s.d/db", real);
	assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
	run("chmod g+w %s.d", real);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
	assert_said("no one else may write");
	run("chmod g-w %s.d && mv %s.d %s.e && ln -s %s.e %s.d", real, real, real, real, real);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
}

static void uses_no_database_of_someone_else(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip(); /* it takes root to give files away */
	DATABASE("stap48");
	run("chown 12345 %s/cert9.db", database);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
	run("chown 0 %s/cert9.db && chown 12345 %s", database, database);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
	run("chown 0 %s && chmod 600 %s/key4.db", database, database);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
	assert_said("readable by all");
}

static void does_not_follow_a_relative_path(void **state)
{
	(void)state;
	DATABASE("stap48");
	assert_int_equal(chdir(folder), 0);
	memmove(database, database + strlen(folder) + 1, strlen(database) - strlen(folder));
	int module = memfd_create("module", 0), signature = memfd_create("signature", 0);

	assert_int_equal(write(module, "x", 1), 1);
	assert_int_equal(check_fds(module, signature), SIGNATURE_DISCOUNTED);
	assert_said("no database");
	close(module);
	close(signature);
}

/* None of it reaches NSS, neither to lead it elsewhere nor to make it write. */
static void does_not_mind_the_environment(void **state)
{
	static const char *const names[] = {"NSS_DEFAULT_DB_TYPE", "NSS_ALLOW_SSLKEYLOGFILE",
		"SSLKEYLOGFILE", "SSL_DIR", "NSS_SDB_USE_CACHE", "SDB_CACHE_DIR", "SQLITE_TMPDIR",
		"TMPDIR", "NSPR_LOG_FILE", "NSS_STRICT_NOFORK", "NSS_TRACE_OCSP", "NSS_LIB_PARAMS"};
	char trap[128];

	(void)state;
	DATABASE("stap48");
	snprintf(trap, sizeof(trap), "%s/trap", folder);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		setenv(names[i], trap, 1);
	setenv("NSPR_LOG_MODULES", "all:5", 1);
	assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
	unsetenv("NSPR_LOG_MODULES");
	assert_int_equal(access(trap, F_OK), -1);
}

static void says_no_when_there_are_no_resources(void **state)
{
	static const struct {
		int resource;
		rlim_t limit;
	} cases[] = {
		{RLIMIT_NOFILE, 5},
#ifndef __SANITIZE_ADDRESS__
		{RLIMIT_AS, 6 << 20},
#endif
	};

	(void)state;
	DATABASE("stap48");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		fflush(NULL);
		pid_t child = fork();
		int status;

		if (child == 0) {
			const struct rlimit limit = {cases[i].limit, cases[i].limit};
			int module = module_with(0);
			int signature = open(SIGNATURE_DATA "/stap48.sgn", O_RDONLY);

			setrlimit((__rlimit_resource_t)cases[i].resource, &limit);
			/* qemu-user has no such limit. */
			if (cases[i].resource == RLIMIT_AS &&
				mmap(NULL, 8 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
					0) != MAP_FAILED)
				_exit(SIGNATURE_UNKNOWN);
			_exit(verify(module, signature));
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), SIGNATURE_UNKNOWN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uses_no_database_that_others_can_write),
		cmocka_unit_test(without_a_database_no_one_is_trusted),
		cmocka_unit_test(uses_no_database_below_a_folder_that_others_can_write),
		cmocka_unit_test(uses_no_database_of_someone_else),
		cmocka_unit_test(does_not_mind_the_environment),
		cmocka_unit_test(says_no_when_there_are_no_resources),
		cmocka_unit_test(does_not_follow_a_relative_path),
	};

	return run_signatures("signature_database", tests);
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What does not even fit in a request is among the reasons of --check --json, too.

hello
operand=v=$(head -c 70000 /dev/zero | tr '\0' a)
relay --check --json
expect_status 1
expect_err '^ERROR: The options for the module are too long \(more than 65536 bytes\)\.$'
for what in '"would_load": false' '"The options for the module are too long (more than 65536 bytes)\."'; do
	grep -q "$what" "$dir/out" || fail "there is no $what"
done

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What is not a module is refused as such.
# modules: hello

head -c 5000 /dev/urandom >garbage.ko
: >empty.ko
head -c 10000 hello.ko >truncated.ko
for bad in garbage empty truncated; do
	run "$STAPRUN" "$bad.ko"
	is 1
	stdout_is ''
	stderr_has "ERROR: Couldn't insert module '$bad.ko': Invalid module format"
done

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A name without path or .ko is a module of /lib/modules/VERSION/systemtap; stapusr may load those.
# on each release
# modules: hello

folder=/lib/modules/$(uname -r)/systemtap
mkdir -p "$folder"
chmod 755 "$folder"
cp hello.ko "$folder"
trap 'rm -r "$folder"' EXIT
run "$STAPRUN" hello
is 0
stdout_is 'Hello World!'
for user in usr sys dev; do
	run as "$user" "$STAPRUN" hello
	is 0
	stdout_is 'Hello World!'
done
run as plain "$STAPRUN" hello
true_that '((status != 0))'

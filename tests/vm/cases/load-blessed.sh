# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the administrator placed below /lib/modules/VERSION/systemtap is for all members of stapusr, by name and by path.
# modules: hello
# peer-differs: it takes no module from a folder below that one by its path
blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed/below" && cp hello.ko "$blessed" && cp hello.ko "$blessed/below" && cp hello.ko "$blessed/secret.ko"
chmod 600 "$blessed/secret.ko"
cd /home/usr && ln -s "$blessed/hello.ko" link.ko
for module in hello secret "$blessed/hello.ko" "$blessed/secret.ko" "$blessed/below/hello.ko" "/usr$blessed/hello.ko" link.ko \
	"$blessed/below/../hello.ko" "../..$blessed/hello.ko"; do
	for user in usr sys dev; do
		run as "$user" "$STAPRUN" "$module"
		is 0
		stdout_is 'Hello World!'
		stderr_is ''
		not_loaded hello
	done
done
run as plain "$STAPRUN" hello
true_that '((status != 0))'
rm -rf "$blessed"

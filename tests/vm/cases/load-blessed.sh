# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the administrator placed below /lib/modules/VERSION/systemtap is for all members of stapusr, by name and by path.
# modules: hello
blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed/below" && cp hello.ko "$blessed" && cp hello.ko "$blessed/below" && cp hello.ko "$blessed/secret.ko"
chmod 600 "$blessed/secret.ko"
cd /home/usr && ln -s "$blessed/hello.ko" link.ko
loads() { # USER MODULE
	run as "$1" "$STAPRUN" "$2"
	is 0
	stdout_is 'Hello World!'
	stderr_is ''
	not_loaded hello
}
for user in usr sys dev; do
	loads $user hello
	loads $user "$blessed/secret.ko"
done
for module in secret "$blessed/hello.ko" "$blessed/below/hello.ko" "/usr$blessed/hello.ko" link.ko "$blessed/below/../hello.ko" \
	"../..$blessed/hello.ko"; do
	loads usr "$module"
done
run as plain "$STAPRUN" hello
true_that '((status != 0))'
rm -rf "$blessed"

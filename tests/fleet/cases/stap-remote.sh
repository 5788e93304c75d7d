# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stap --remote runs a script on a machine that has no SystemTap, but our package.

wanted
cp "$work/key" .
said=$(remote sh -c '
	mkdir -p /root/.ssh && cp key /root/.ssh/id_ed25519 && chmod 700 /root/.ssh && chmod 600 /root/.ssh/id_ed25519
	printf "StrictHostKeyChecking no\nLogLevel ERROR\n" >/root/.ssh/config
	stap --remote "ssh://root@127.0.0.1:$1" -e "$2"' sh "${ports[0]}" 'probe begin { println("Hello from afar") exit() }')
[[ $said == 'Hello from afar' ]] || fail "stap says: $said"

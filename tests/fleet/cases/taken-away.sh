# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Of a module that is to be absent, and of a signer who is trusted no more, nothing is left.

wanted
unwanted
holds play site.yml --limit one,two -e '{"staprun_modules": [{"name": "tick", "state": "absent"}], "staprun_signers": [], "staprun_revoked": ["build"]}'
for m in one two; do
	holds on "$m" '! systemctl is-active staprun@tick && [ "$(staprun --list | wc -l)" = 1 ] &&
		[ -z "$(ls /lib/modules/*/systemtap /etc/systemtap/script.d | grep tick)" ] && ! staprun-authorize -l | grep -qx build'
done

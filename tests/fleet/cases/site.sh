# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# One run of site.yml has one and two as they are wanted, and a second changes nothing; three is told that it has another
# kernel, and nothing is half done there.

wanted
for m in one two; do holds recap "$m" failed 0; done
holds grep -E "fatal: \[three\].*$kernel" play
holds untouched
for m in one two; do
	holds on "$m" 'systemctl is-active staprun@tick && staprun --list | grep -q "^tick .*root"'
	holds on "$m" 'su alice -c "staprun --check --json -R /lib/modules/*/systemtap/tick.ko" | grep -qF "\"groups\": [\"stapdev\", \"stapusr\"]"'
done
for m in one two three; do holds on "$m" 'staprun-authorize -l | grep -qx build'; done

holds play site.yml --limit one,two
for m in one two; do holds recap "$m" changed 0; done

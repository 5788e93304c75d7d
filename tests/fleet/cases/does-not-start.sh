# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where a service does not start that is told, and what ran before runs, as it did; what did not run does not.

wanted
! play site.yml --limit one -e '{"staprun_modules": [{"name": "tick", "options": "-o /nosuch/folder/ticks"}]}' || fail 'it starts'
holds grep -E 'fatal: \[one\].*all is as it was' play
holds on one 'systemctl is-active staprun@tick && grep -q "ticks -S 1,10" /etc/systemtap/script.d/tick.options'

unwanted
holds play site.yml --limit one -e '{"staprun_modules": [{"name": "tick", "options": "-o ticks -S 1,10", "state": "stopped"}]}'
! play site.yml --limit one -e '{"staprun_modules": [{"name": "tick", "options": "-o /nosuch/folder/ticks"}]}' || fail 'it starts'
holds grep -E 'fatal: \[one\].*all is as it was' play
holds on one '! systemctl is-active staprun@tick && ! systemctl is-enabled staprun@tick && grep -q "ticks -S 1,10" /etc/systemtap/script.d/tick.options'

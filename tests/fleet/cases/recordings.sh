# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Recordings go on in their next file with rotate.yml, and collect.yml brings all of them here, each machine's into its own folder.

wanted
holds play rotate.yml --limit one,two
holds play collect.yml --limit one,two
for m in one two; do holds grep -q '^tick 1$' "$work/fleet/recordings/$m/ticks.0"; done
holds test -e "$work/fleet/recordings/two/ticks.1"

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -r, before the module and behind it.
# modules: remote

it -r 3:ssh://host:22 "$modules/remote.ko"
it "$modules/remote.ko" -r 0:unix:/run/x

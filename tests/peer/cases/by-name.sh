# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A name without a path is looked for in the administrator's folder alone.
# modules: hello

it hello

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An option that only stap has.
# modules: hello

it -e 'probe begin { exit() }'

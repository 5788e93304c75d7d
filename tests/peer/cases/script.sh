# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script in place of a module.

echo 'probe begin { exit() }' >some.stp
it some.stp

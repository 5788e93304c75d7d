# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that is not there.

run "$STAPRUN" nosuch.ko
is 1
stdout_is ''
stderr_has 'ERROR: Unable to canonicalize path "nosuch.ko": No such file or directory'

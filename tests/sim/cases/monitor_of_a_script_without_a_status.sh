# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -M of a script that has no status to show is an error that tells how to compile one that has.

sim <<<'print 0 hello\n'
relay -M 1
expect_status 1
expect_err "^ERROR: Module $NAME has no status to show \(-M\): compile its script with stap --monitor\.$"
expect_removed

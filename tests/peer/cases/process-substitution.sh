# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o >(command), as bash has it.
# modules: hello

line '"$STAPRUN" -o >(cat >out) "$modules/hello.ko"; for _ in {1..100}; do [[ -s out ]] && break; sleep 0.1; done'

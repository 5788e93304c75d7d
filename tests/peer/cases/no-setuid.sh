# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A copy that is not setuid.
# modules: hello

mkdir bin && cp "$STAPRUN" bin/staprun && chmod 755 bin/staprun
line 'bin/staprun "$modules/hello.ko"'
line 'bin/staprun -h'
rm -r bin

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A folder below the administrator's.
# modules: hello

mkdir "$blessed/below" && cp hello.ko "$blessed/below"
it "$blessed/below/hello.ko"
it below/hello
rm -r "$blessed/below"

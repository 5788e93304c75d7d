# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# As cron runs it: no terminal, a session of its own, almost no environment, and both streams in a pipe.
# modules: hello

line 'env -i STAPRUN="$STAPRUN" modules="$modules" HOME="$HOME" PATH=/usr/bin:/bin SHELL=/bin/sh setsid sh -c "exec \"\$STAPRUN\" \"\$modules/hello.ko\"" 2>&1 | cat'

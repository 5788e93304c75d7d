# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the process has: ids, groups, capabilities, folder and environment.
# modules: idle

begin "$modules/idle.ko"
goes_on 1
shows 'grep -E "^(Umask|Uid|Gid|Groups|Cap.*|NoNewPrivs):" /proc/$bg/status'
shows 'readlink /proc/$bg/cwd'
shows 'tr "\0" "\n" </proc/$bg/environ | grep -E "^(HOME|USER|PATH)=" | sort'
ends INT

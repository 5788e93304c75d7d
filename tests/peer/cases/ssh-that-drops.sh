# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A connection drops: no one has the other end of both streams any more, and a hangup comes.
# modules: tick

mkfifo wire
# shellcheck disable=SC2016 # the shell's
user+=(bash -c 'exec "$@" >wire 2>&1' bash)
begin "$modules/tick.ko"
shows 'head -n 1 wire'
ends HUP
soon 'unloaded tick'
rm wire

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard input that comes bit by bit.
# modules: input

mkfifo slow
exec 7<>slow
user+=(bash -c 'exec "$@" <slow' bash)
begin -i "$modules/input.ko"
goes_on 1
echo first >&7
goes_on 2
ends TERM
exec 7>&-

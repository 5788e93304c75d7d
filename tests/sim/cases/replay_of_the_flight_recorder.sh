# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who attaches gets what the relay buffers kept, from a whole message on, and nothing of what is half overwritten.

replay "pause 1"

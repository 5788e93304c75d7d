# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who attaches to a module that prints as fast as it goes sees what the relay buffers kept, each message once.

attach_at_full_speed

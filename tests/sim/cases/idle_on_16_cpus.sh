# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Idle on 16 cpus.

idle -c 0-15

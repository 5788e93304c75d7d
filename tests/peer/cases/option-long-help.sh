# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --help, which the peer does not know.

it --help

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A message behind a number that is lost comes at once, and no timer runs out for it.

holes

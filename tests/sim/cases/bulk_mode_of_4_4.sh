# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bulk mode of a module up to 4.4, from whose CPUs one reads better from another one: each file has all frames.

local SIM_VERSION=4.4
bulk_into_files_of_a_name

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bulk mode in dialect 4, into files with the name that was asked for.

bulk_into_files_of_a_name

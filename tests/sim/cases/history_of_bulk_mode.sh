# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What three runs left in one history of bulk mode, stap-merge gives run by run: also where a CPU printed so little that its
# numbers rise from one run's file to the next.

three_bulk_runs

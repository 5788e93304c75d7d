# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bulk mode without -o.
# modules: bulk

# Which CPU has the line is a chance.
it "$modules/bulk.ko"
cat stpd_* >all
truncate -s 0 stpd_*

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Namespaces of 4 refused.

sim -4 <<<$'on load\nrefuse 18\non run\nprint 0 never\\n'
relay -N $$
refused '^ERROR: .*\(-N\)'

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Ansible's facts tell which modules are loaded.

wanted
(cd "$work/fleet" && ansible -i inventory.yml one -m setup -a filter=ansible_local) >facts 2>&1
holds grep '"name": "tick"' facts

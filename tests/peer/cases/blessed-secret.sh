# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file in the administrator's folder that only root may read, under another name.
# modules: hello

cp hello.ko "$blessed/secret.ko" && chmod 600 "$blessed/secret.ko"
it "$blessed/secret.ko"
it secret
rm "$blessed/secret.ko"

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where there is no room for the compressed form, the file stays as it is, and that is said; no part of one is left, and
# none of the output is lost. The next run, with room, takes it up.

disk 3m
head -c 1500000 /dev/urandom | tee "$dir/was" >"$dir/disk/log.0"
head -c 900000 /dev/zero >"$dir/disk/ballast"
hello
relay -S 10M --compress -o disk/log
expect_status 0
expect_err "^WARNING: Couldn't compress disk/log.0: No space left on device. It stays as it is."
cmp -s "$dir/disk/log.0" "$dir/was" || fail "the file is not what it was"
! compgen -G "$dir/disk/*.part" || fail "a part is left"
[[ $(zstd -qdc "$dir/disk/log.1.zst") == hello ]] || fail "the output is not there"
sim_end
rm -rf "$dir"/{sim,removed,disk/ballast} && : >"$dir/err"
hello
relay -S 10M --compress -o disk/log
expect_quiet
zstd -qdc "$dir/disk/log.0.zst" | cmp -s - "$dir/was" || fail "the file is not what it was, compressed"

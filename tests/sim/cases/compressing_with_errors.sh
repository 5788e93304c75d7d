# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A disk that fails as the file is read, as the compressed form is locked, written, put on the disk or given its name, or as the
# file is removed: the file stays as it was, and that is said; no part of another is left, and the next run takes it up.

((!slow)) || exit 0
for fault in read:error=EIO flock:error=ENOLCK write:error=EIO fdatasync:error=EIO fdatasync:error=EDQUOT renameat2:error=ENOSPC unlink:error=EACCES; do
	rm -rf "$dir"/{sim,removed,log*} && : >"$dir/err"
	seq 100000 | tee "$dir/was" >"$dir/log.0"
	at=("$dir"/log.{0,1}.zst.part)
	[[ $fault != @(read|unlink)* ]] || at=("$dir"/log.{0,1})
	wrap=(strace -D -f -qq -o "$dir/calls" -e "trace=${fault%%:*}" "${at[@]/#/-P}" -e "inject=$fault")
	hello
	relay -S 10M --compress -o "$dir/log"
	expect_status 0
	(($(wc -l <"$dir/err") == 2 && $(grep -c "^WARNING: Couldn't compress $dir/log\.[01]: .* It stays as it is\.$" "$dir/err") == 2)) ||
		fail "$fault: standard error is $(<"$dir/err")"
	cmp -s "$dir/log.0" "$dir/was" || fail "$fault: a file is not what it was"
	[[ $(<"$dir/log.1") == hello ]] || fail "$fault: what is new is not what was printed"
	! compgen -G "$dir/log.*.part" || fail "$fault: a part is left"
	sim_end
	rm -rf "$dir"/{sim,removed} && : >"$dir/err"
	wrap=()
	hello
	relay -S 10M --compress -o "$dir/log"
	expect_status 0
	expect_quiet
	zstd -qdc "$dir/log.0.zst" | cmp -s - "$dir/was" || fail "$fault: the file is not what it was, compressed"
	[[ ! -e $dir/log.0 && ! -e $dir/log.1 ]] || fail "$fault: a file is there twice"
	sim_end
done

# A file system that can't rename only where nothing has the name yet: a look has to do.
rm -rf "$dir"/{sim,removed,log*} && : >"$dir/err"
cp "$dir/was" "$dir/log.0"
wrap=(strace -D -f -qq -o "$dir/calls" -e trace=renameat2 -e inject=renameat2:error=EINVAL)
hello
relay -S 10M --compress -o "$dir/log"
expect_status 0
expect_quiet
zstd -qdc "$dir/log.0.zst" | cmp -s - "$dir/was" || fail "without RENAME_NOREPLACE: the file is not what it was, compressed"
[[ ! -e $dir/log.0 && ! -e $dir/log.1 ]] || fail "without RENAME_NOREPLACE: a file is there twice"
sim_end
# Nothing that has the name is written over.
rm -rf "$dir"/{sim,removed,log*}
cp "$dir/was" "$dir/log.0"
echo another >"$dir/log.0.zst"
hello
relay -S 10M --compress -o "$dir/log"
expect_status 0
[[ $(grep -v "^WARNING: Couldn't compress $dir/log\.0: File exists\. It stays as it is\.$" "$dir/err") == '' && -s $dir/err ]] || fail "standard error is $(<"$dir/err")"
[[ $(<"$dir/log.0.zst") == another ]] || fail "without RENAME_NOREPLACE: another's file is gone"
cmp -s "$dir/log.0" "$dir/was" || fail "without RENAME_NOREPLACE: the file is not what it was"

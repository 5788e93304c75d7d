# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --check says what a load would, and loads nothing: the same sentences, the same status.
# cpus: 2
# modules: hello number tick
# signed: forusr forsys

has_line() { grep -qE -- "^$1\$" "$captured/stdout" || fail "stdout has no line: $1"; }

release=$(uname -r | sed 's/[+.]/\\&/g') # as a regular expression

run "$STAPRUN" --check hello.ko
is 0
stderr_is ''
has_line 'module: +hello'
has_line "file: +$PWD/hello.ko"
has_line "made for: +$release"
case $dialect in
4) has_line 'made by: +SystemTap 4\.[0-9]+' ;;
5) has_line 'made by: +SystemTap 5\.[0-9]+' ;;
esac
has_line 'level: +stapdev'
has_line 'loaded: +no'
has_line 'you are: +root.*'
has_line 'buffers: +16 MB for each of 2 CPUs; [0-9]+ MB are free'
has_line 'would load: +yes'
not_loaded hello

# What is in the way, as a load has it.
same() {
	local said
	run "$@"
	said=$(<"$captured/stderr") loads=$status
	((status)) || fail "it loads: $*"
	shift
	run "$STAPRUN" --check "$@"
	is "$loads"
	stderr_is "$said"
	has_line 'would load: +no'
	run "$STAPRUN" --check --json "$@"
	is "$loads"
	stdout_has '"would_load": false'
	stdout_has "\"status\": $loads"
}
same "$STAPRUN" number.ko number=seven
run "$STAPRUN" --check number.ko number=0x10 numebr=1
is 0
stderr_is "WARNING: Module number has no 'numebr' to set: is it 'number' that you mean?"
has_line 'parameters: +number \(int64_t\)'
# Each kind of value as this kernel takes it.
for value in number=7x number=- number=+7 number= number _stp_bufsize=0x1 _stp_bufsize=1x _stp_bufsize=99999999999; do
	run "$STAPRUN" number.ko "$value"
	said=$(<"$captured/stderr") loads=$status
	run "$STAPRUN" --check number.ko "$value"
	is "$loads"
	stderr_is "$said"
done
same "$STAPRUN" nosuch.ko
head -c 5000 /dev/zero | tr '\0' 'x' >garbage.ko
same "$STAPRUN" garbage.ko
: >empty.ko
same "$STAPRUN" empty.ko
start "$STAPRUN" tick.ko
wait_until 'more_than 1'
same "$STAPRUN" tick.ko
stdout_has '"error": "EEXIST"'
run "$STAPRUN" --check -R tick.ko
is 0
finish INT
run "$STAPRUN" --check -b 4000 hello.ko
is 1
stderr_has "ERROR: Couldn't insert module 'hello.ko': Cannot allocate memory"
stderr_has 'ask for less with -b'
run "$STAPRUN" --check -b 16 hello.ko _stp_bufsize=4000
is 1
stderr_has 'Its buffers take 4000 MB'
has_line 'buffers: +4000 MB for each of 2 CPUs; [0-9]+ MB are free'
run "$STAPRUN" --check -b 4000 hello.ko _stp_bufsize=16
is 0
same "$STAPRUN" -x 999999 hello.ko
stdout_has '"There is no process 999999 for the script to look at'
same "$STAPRUN" -N 999999 hello.ko

# A kernel that hides its addresses, which the loader is told to leave as it is.
hidden=$(</proc/sys/kernel/kptr_restrict)
echo 2 >/proc/sys/kernel/kptr_restrict
export STAP_BZ1552745_OVERRIDE=1
run "$STAPRUN" hello.ko
is 1
said=$(head -n 1 "$captured/stderr") # what else there is the module has to say
run "$STAPRUN" --check hello.ko
is 1
stderr_is "$said"
has_line 'would load: +no'
unset STAP_BZ1552745_OVERRIDE
echo "$hidden" >/proc/sys/kernel/kptr_restrict

# For those that may not.
as_refused() {
	local said
	run as "$1" "$STAPRUN" "$2"
	is 255
	said=$(<"$captured/stderr")
	run as "$1" "$STAPRUN" --check "$2"
	is 255
	stderr_is "$said"
	has_line 'would load: +no'
}
as_refused usr hello.ko
as_refused sys hello.ko
run as dev "$STAPRUN" --check hello.ko
is 0
has_line 'you are: +stapdev.*'

# What the administrator vouches for, each of them may load.
blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed" && cp hello.ko "$blessed"
for who in root dev sys usr; do
	run as $who "$STAPRUN" --check hello
	is 0
	stderr_is ''
	case $who in
	root) has_line 'you are: +root.*' ;;
	*) has_line "you are: +stap$who.*" ;;
	esac
	has_line 'would load: +yes'
done
rm -r "$blessed"

# What is no module: neither is one waited for, nor does a name tell a terminal what to do.
mkdir folder.ko && mkfifo fifo.ko && mkfifo $'e\e[31m\n.ko'
for odd in folder.ko fifo.ko $'e\e[31m\n.ko' /dev/zero ''; do
	run timeout 300 "$STAPRUN" --check "$odd"
	is 1
	stdout_lacks=$(tr -d '\n' <"$captured/stdout" | tr -dc '\000-\037\177')
	[[ ! $stdout_lacks ]] || fail "control characters come out"
done
# Of one that can't be read nothing is known.
run "$STAPRUN" --check --json nosuch.ko
for member in module made_for made_by level kernel_signature name_taken parameters signer; do
	grep -qxF "  \"$member\": null," "$captured/stdout" || fail "$member is not null"
done
# A reason is whole, however long the path that it names.
long=$(printf '%0200d/' {1..10})
mkdir -p "$long" && cp garbage.ko "$long"
run "$STAPRUN" --check --json "${long}garbage.ko"
is 1
stdout_has "\"Couldn't insert module '${long}garbage.ko': Invalid module format\""

# By JSON, which is one object.
cp /suite/signed/for{usr,sys}.ko* .
/usr/local/sbin/staprun-authorize /suite/signed/stap.cert >/dev/null
run as usr "$STAPRUN" --check --json forusr.ko
is 0
for member in '"would_load": true' '"status": 0' '"error": null' '"module": "forusr"' '"level": "stapusr"' '"name_taken": false' \
	'"groups": \["stapusr"\]' '"parameters": {"_stp_bufsize": "int"}' '"reasons": \[\]' "\"kernel\": \"$release\""; do
	grep -qE -- "^  $member,?\$" "$captured/stdout" || fail "stdout has no $member"
done
grep -qE '^  "signer": "[^"]+",$' "$captured/stdout" || fail "no signer"
run as sys "$STAPRUN" --check --json forsys.ko
is 0
stdout_has '"level": "stapsys"'
rm -r /etc/systemtap/staprun
not_loaded hello
not_loaded forusr

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --list shows everyone the modules that are loaded, and who is attached to them as far as one may see.
# cpus: 2
# modules: tick recorder

each=2 # a buffer for each CPU
[[ ! $old ]] || each=1
# seen WHAT: it, or what stands for it where only root looks into the folders of modules
seen() { if [[ $old && $who != root ]]; then echo '?'; else echo "$1"; fi; }
run "$STAPRUN" --list
is 0
[[ $(wc -l <"$captured/stdout") == 1 ]] || fail "there are modules"
run "$STAPRUN" --list --json
is 0
stdout_is '[]'

run as dev "$STAPRUN" -L recorder.ko
is 0
start "$STAPRUN" tick.ko
wait_until 'more_than 1'
for who in root dev sys usr; do
	run as $who "$STAPRUN" --list
	is 0
	read -r name owner attached generation age size buffers < <(sed -n 's/  *$//; /^recorder /p' "$captured/stdout")
	[[ "$name $owner $attached $generation $buffers" == "recorder $(seen dev) - $dialect.x $(seen $each)" ]] || fail "as $who: recorder"
	[[ $age == $(seen '*s') && $size == *K ]] || fail "as $who: $age, $size"
	read -r name owner attached generation age size buffers < <(sed -n 's/  *$//; /^tick /p' "$captured/stdout")
	case $who in
	root) pid=$bg ;;
	*) pid=yes ;;
	esac
	[[ "$name $owner $attached $generation $buffers" == "tick $(seen root) $pid $dialect.x $(seen $each)" ]] || fail "as $who: tick"
done
run "$STAPRUN" --list --json
is 0
stdout_has '"name": "recorder", "owner": '"$(id -u dev)"', "attached": false, "pid": null, "generation": '"$dialect"','
stdout_has '"name": "tick", "owner": 0, "attached": true, "pid": '"$bg"', "generation": '"$dialect"','
finish INT
run as dev "$STAPRUN" -d recorder
is 0

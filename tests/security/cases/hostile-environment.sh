# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Variables that make libraries load, open or write what the attacker says.
# modules: hello
blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed" && cp hello.ko "$blessed"
mkdir /home/usr/e && cd /home/usr/e && chown usr .
head -c 512 /dev/urandom >"$blessed/hello.ko.sgn"
hostile=()
for name in TMPDIR NSPR_LOG_FILE NSS_DEBUG_PKCS11_MODULE NSS_DEFAULT_DB_TYPE NSSDEBUG NSS_SDB_USE_CACHE SSL_DIR SSLKEYLOGFILE \
	SSLDEBUGFILE LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG_OUTPUT LD_PROFILE_OUTPUT SYSTEMTAP_DIR SYSTEMTAP_RUNTIME \
	SYSTEMTAP_TAPSET TZ TZDIR LOCPATH GCONV_PATH NLSPATH MALLOC_TRACE MALLOC_CHECK_ RESOLV_HOST_CONF \
	HOSTALIASES LOCALDOMAIN RES_OPTIONS NIS_PATH GETCONF_DIR BASH_ENV ENV SHELLOPTS PS4 IFS CDPATH; do
	hostile+=("$name=/home/usr/e/$name")
done
hostile+=(LANG=../../home/usr/e/lang LC_ALL=../../home/usr/e/lc NSPR_LOG_MODULES=all:5 LD_DEBUG=all LD_BIND_NOW=1
	GLIBC_TUNABLES=glibc.malloc.check=3 POSIXLY_CORRECT=1 PATH=/home/usr/e TERM=../../x SYSTEMTAP_COLORS=error=01
	SYSTEMTAP_VERBOSE=99999999999999999999 'SYSTEMTAP_REAL_UID=0' 'SYSTEMTAP_REAL_GID=0' STAP_FIPS_OVERRIDE=1)
A=$(printf '%0100000d' 0)
export A
run as usr env "${hostile[@]}" "$STAPRUN" hello
is 0
grep -q 'Hello World!' "$captured/stdout" || fail "no Hello World!"
cp "$blessed/hello.ko" /home/usr && chown usr /home/usr/hello.ko
run as usr env "${hostile[@]}" "$STAPRUN" /home/usr/hello.ko
is 255
# Nothing was made by root, here or where the variables point to.
true_that '[[ -z $(find /home/usr/e /tmp /var/tmp -user root -newer /home/usr/hello.ko ! -path "/tmp/tmp.*" 2>/dev/null) ]]'
rm -rf "$blessed"

# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# The machine that README shows, captured in a virtual machine like that of `make
# demo`: tables/readme, two seconds before it tables/readme/before, and here the
# processes and settings. For tests in this directory that have $tmp and $command.

: "${tmp:?}" "${command:?}"
export LC_ALL=C.UTF-8 LISTENQ_PROC="$tmp/proc" LISTENQ_NETNS="$tmp/netns" \
	LISTENQ_DIR="$tmp/tables" LISTENQ_FILE="$tmp/tables/listeners"
unset NO_COLOR

mkdir -p "$LISTENQ_DIR" "$LISTENQ_PROC/self/ns" "$LISTENQ_PROC/sys/net/core" "$LISTENQ_PROC/sys/net/ipv4"
ln -s 'net:[4026532114]' "$LISTENQ_PROC/self/ns/net"
echo 4096 >"$LISTENQ_PROC/sys/net/core/somaxconn"
echo 1 >"$LISTENQ_PROC/sys/net/ipv4/tcp_syncookies"
echo 128 >"$LISTENQ_PROC/sys/net/ipv4/tcp_max_syn_backlog"
echo 0 >"$LISTENQ_PROC/sys/net/ipv4/tcp_abort_on_overflow"
while read -r pid name inode; do
	mkdir -p "$LISTENQ_PROC/$pid/fd"
	echo "$name" >"$LISTENQ_PROC/$pid/comm"
	ln -s "socket:[$inode]" "$LISTENQ_PROC/$pid/fd/5"
done <<END
142 sshd 10068
149 healthy 10082
155 stuck 10093
161 flooded 10104
167 postgres 10117
197 slow 10203
END

# at MOMENT: what the command reads from now on; "" or "before"
at() {
	local table
	for table in tables/readme/"$1"/*; do
		test ! -f "$table" || { cp "$table" "$tmp/new" && mv "$tmp/new" "$LISTENQ_DIR/${table##*/}"; }
	done
}
at ""

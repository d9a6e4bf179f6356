#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq metrics on a live module: the numbers that were made, of one namespace
# and of all, with the processes; little for who is not root; and without it.
. "$(dirname "$0")/lib.sh"

# value METRIC REGEX: of the series of that metric whose labels match
value() { sed -n "s/^$1{[^}]*$2[^}]*} //p" "$tmp/out"; }
inum() { stat -L -c %i "/run/netns/$1"; }

topology
status 2 "without the module: status 2" ns srv listenq metrics
is "$(grep -v '^#' "$tmp/out")" "listenq_up 0" "and it says that it is down"

load_module
server web srv 10.1.0.1 80 5 --name nginx
server other cli 10.1.0.2 81 9
ns cli traffic connect 10.1.0.1 80 4 >/dev/null
tell web 'accept 3' >/dev/null
ns cli traffic syn 10.1.0.1 80 20 >/dev/null
server idle srv 10.1.0.1 82 5
server group srv 10.1.0.1 83 16 --reuseport 3 --name group
ns cli traffic connect 10.1.0.1 83 9 >/dev/null
status 0 "with it: status 0" ns srv listenq metrics --histograms :80
is "$(tail -n 1 "$tmp/out")" "# EOF" "OpenMetrics, whole"
is "$(grep '^listenq_up' "$tmp/out")" "listenq_up 1" "it is up"
is "$(value listenq_acceptq :80)" "$(ss_acceptq 80 srv)" "the accept queue, as ss has it"
is "$(value listenq_synq :80)" "$(ss_half_open 80 srv)" "the SYN queue"
is "$(value listenq_syns_total :80)" 24 "24 SYNs"
is "$(value listenq_cookies_total :80)" "$(mib TcpExtTCPReqQFullDoCookies srv)" "cookies, as nstat has them"
is "$(value listenq_accepted_total :80)" "$(told accepted 3 | tr -d -)" "three accepted"
is "$(value listenq_connections "local=\"10.1.0.1:80\".*state=\"ESTABLISHED\"")" "$(ss_count established 80 srv)" \
	"connections by state"
is "$(value listenq_listener_info :80 | wc -l)" 1 "one listener"
between "$(grep -c ':82"' "$tmp/out")" 15 24 "an idle one has fewer than 25 series"
is "$(value listenq_sockets :83) $(value listenq_acceptq :83) $(value listenq_acceptq_limit :83) $(value listenq_syns_total :83)" \
	"3 9 51 9" "the sockets of a group are added up"
is "$(grep -c '^listenq_handshake_wait_seconds_bucket.*:8[23]' "$tmp/out")" 0 "no histograms but those asked for"
status 0 "--per-socket" ns srv listenq metrics --per-socket :83
is "$(grep -oE '^listenq_acceptq\{.*inode="[0-9]+"' "$tmp/out" | sed 's/.*inode="//; s/"//' | sort)" \
	"$(said group | tr ' ' '\n' | sed 1d | sort)" "each socket by its inode"
is "$(grep -c ':80"' "$tmp/out")" 0 "a filter leaves the others out"
status 0 "with it, again" ns srv listenq metrics --histograms :80
matches "$(grep '^listenq_listener_info' "$tmp/out")" "netns=\"$(inum srv)\".*process=\"nginx\"" "and whose it is"
is "$(value listenq_handshake_wait_seconds_bucket 'le="+Inf"')" 4 "four handshakes were timed"
is "$(grep '^listenq_complete ' "$tmp/out")" "listenq_complete $([ "$complete" = 0 ] && echo 1 || echo 0)" \
	"whether nothing is missing"

status 0 "of all namespaces" listenq metrics -A --format prometheus --columns +backlog
is "$(value listenq_backlog "netns=\"$(inum cli)\",local=\"10.1.0.2:81\"")" 9 "that of another is there"
matches "$(grep '^listenq_listener_info.*:81' "$tmp/out")" 'netns_name="cli"' "by its name"
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
status 0 "who is not root" ns srv su -s /bin/sh nobody -c "listenq metrics"
is "$(value listenq_acceptq :80)/$(value listenq_listener_info :80 | wc -l)" "$(ss_acceptq 80 srv)/1" "gets what is in /proc"
is "$(grep -cE '^listenq_(module|probe|handshake|complete )' "$tmp/out")" 0 "and no more"
is "$(printf 'GET /metrics HTTP/1.1\r\n\r\n' | ns srv listenq metrics --columns backlog --http :80 | sed -n 's/^listenq_backlog{.*} //p')" 5 \
	"an HTTP request is answered"
unload_module
done_testing

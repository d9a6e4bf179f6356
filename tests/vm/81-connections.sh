#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=300
# listenq connections: who is in the two queues, next to what ss says.
. "$(dirname "$0")/lib.sh"

# rows FILTER COLUMNS: sorted
rows() { listenq connections -A -r -n -o "$2" "$1" | sort; }

topology
status 2 "without the module: status 2" listenq connections
load_module
server a srv 10.1.0.1 2101 8
server b srv :: 2102 8
is "$(listenq connections -A -n)" "" "nobody is in a queue"
ns cli traffic syn 10.1.0.1 2101 3 --src 10.130.0.1 >/dev/null
client c cli 10.1.0.1 2101
is "$(tell c 'syn 2')/$(tell c 'ack 2')" "syn 2 synack 2/ack 2" "two connect"
ns cli traffic syn 10.1.0.1 2102 1 --src 10.131.0.1 >/dev/null
ns cli traffic syn fd01::1 2102 1 >/dev/null
is "$(rows 2101 queue,state | uniq -c | tr -s ' ')" \
	" 2 accept ESTABLISHED
 3 syn NEW_SYN_RECV" "three are half-open, two wait for accept()"
is "$(rows 2101 remote,queue | awk '$2 == "syn" { print $1 }')" \
	"$(ns srv ss -Htn state syn-recv '( sport = :2101 )' | awk '{ print $NF }' | sort)" "the half-open ones are those of ss"
is "$(rows 2101 remote,queue | awk '$2 == "accept" { print $1 }')" \
	"$(ns srv ss -Htn state established '( sport = :2101 )' | awk '{ print $NF }' | sort)" "and so are the others"
is "$(rows 2102 local,queue,acked,bytes | uniq -c | tr -s ' ')" " 2 [::]:2102 syn no -" \
	"IPv4 and IPv6 at one IPv6 listener"
is "$(rows 10.131.0.1 remote | sed 's/:[0-9]*$//')" 10.131.0.1 "a filter by the client"
ns cli traffic connect 10.1.0.1 2101 1 --send 100 >/dev/null
is "$(rows 2101 bytes,queue | awk '$2 == "accept" { n += $1 } END { print n }')" \
	"$(ns srv ss -Htn '( sport = :2101 )' | awk '$1 != "SYN-RECV" { n += $2 } END { print n }')" \
	"as many bytes wait as ss says"
between "$(rows 2101 age-us | tail -n 1)" 1 20000000 "an age"
sleep 4
is "$(rows 10.130.0.1 retrans)" \
	"$(ns srv ss -Htno state syn-recv dst 10.130.0.1 | sed -n 's/.*timer:(on,[^,]*,\([0-9]*\)).*/\1/p')" \
	"SYN-ACKs repeated, as ss says"
matches "$(listenq connections -A -J 10.130.0.1 | tr -d ' \n')" \
	'"local":"10.1.0.1:2101","netns":[0-9]+,"remote":"10.130.0.1:[0-9]+","queue":"syn","age_us":[0-9]+,"retrans":[1-9],"acked":"no","bytes":null,"state":"NEW_SYN_RECV"' \
	"JSON"
is "$(tell a 'accept 3')" "accepted 3" "accept() takes three"
is "$(rows 2101 queue | uniq -c | tr -s ' ')" " 3 syn" "who then are in no queue"

# More than the table has room for at first.
server many srv 10.1.0.1 2103 2000
ns cli traffic syn 10.1.0.1 2103 1500 --src 10.132.0.1 >/dev/null
n=$(ns srv ss -Htn state syn-recv '( sport = :2103 )' | wc -l)
is "$(rows 2103 remote | uniq | wc -l)" "$n" "1500 half-open connections, once each"
is "$(stat -c %a /sys/kernel/debug/listenq/connections)" 400 "for root only"
done_testing

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=400
# A user who listens on more ports than max_listeners, and a namespace that does, take
# no records of others: of root, of other users, of other namespaces.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

about=/sys/kernel/debug/listenq/module
records() { total records '' $about; }

# recorded NETNS: how many of its listeners are
recorded() { column syns "$1" | grep -vcx -e -; }

# comes_to ADDRESS PORT NETNS FROM NAME: two clients are counted, and check knows all
comes_to() {
	ns "$4" traffic connect "$1" "$2" 2 >/dev/null
	shows "$5: its clients are counted" "$1:$2" "$3" syns=2 queued=2 completed=2
	status 0 "$5: listenq check knows all of it" ns "$3" listenq check ":$2"
}

topology
ip link set lo up
# An eighth is for root: ten.
load_module max_listeners=80

# However many namespaces a user makes
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
sysctl -qw kernel.unprivileged_userns_clone=1 2>/dev/null
for n in 1 2; do
	sleep 5 | su -s /bin/sh nobody -c "unshare -Urn traffic listen 0.0.0.0 1001 5 --count 60" >"$tmp/own.$n" 2>&1 &
done
if wait_until 4 '[ "$(grep -c ^ready "$tmp/own.1")$(grep -c ^ready "$tmp/own.2")" = 11 ]'; then
	is "$(records)" 35 "a user with 120 listeners in two namespaces has half of the 70 records"
else
	skip "a user with listeners in two namespaces" "this kernel has no namespaces for users"
fi
wait_until 10 '! pidof traffic >/dev/null'

server greedy '' 127.0.0.1 11001 5 --count 100 --uid 65534
is "$(records)/$(recorded '')" 35/35 "a user with 100 listeners has half of the 70 records"
traffic connect 127.0.0.1 11100 3 >/dev/null
is "$(row 127.0.0.1:11100 '' syns queued)" "syns=- queued=-" "the others of this user count nothing"
is "$(total over_share '' $about)/$(total unrecorded '' $about)" 12/0 "for want of its share, as the module says"
status 6 "listenq status: incomplete" listenq status
matches "$(cat "$tmp/out")" 'INCOMPLETE: 12 events not counted because a user or a network namespace has as many' "and why"

server other '' 127.0.0.1 2001 5 --uid 1001
comes_to 127.0.0.1 2001 '' '' "another user"
server roots '' 127.0.0.1 3001 5
comes_to 127.0.0.1 3001 '' '' "root"
server web srv 10.1.0.1 80 5 --count 100
is "$(recorded srv)" 17 "a namespace with 100 listeners has half of the 33 that are left"
server small cli 10.1.0.2 80 5
comes_to 10.1.0.2 80 cli srv "another namespace"
server rest '' 127.0.0.1 4001 5 --count 100
is "$(records)" 80 "root may have all that is left"
stop rest
stop greedy
enough() { [ "$(recorded srv)" = 34 ]; }
holds "when the user is gone the namespace gets half of all" wait_until 15 enough
is "$(records)" 37 "and all have theirs"
for name in other roots web small; do stop $name; done
is "$(records)" 0 "nothing is recorded when nobody listens"
done_testing

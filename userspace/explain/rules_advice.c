// SPDX-License-Identifier: GPL-2.0-only
/* Which limit binds a listener, what would help it, and what would not. */
#include "explain/facts.h"
#include "explain/predicates.h"
#include "explain/rules.h"
#include "lib/array.h"

enum order { UNKNOWN, BELOW, SAME, ABOVE };

static enum order compare(struct value a, struct value b)
{
	if (!known(a) || !known(b))
		return UNKNOWN;
	if (a.number == b.number)
		return SAME;
	return a.number < b.number ? BELOW : ABOVE;
}

static bool cookies_are_off(const struct facts *f)
{
	return none(f->tcp_syncookies);
}

static bool cookies_are_on(const struct facts *f)
{
	return some(f->tcp_syncookies);
}

static bool lacked_cookies(const struct facts *f)
{
	return is_in(f, TROUBLE_SYNQ_DROPPED);
}

/* Limits */

static bool synq_is_of_backlog(const struct facts *f)
{
	return synq_in_trouble(f) && some(f->synq_limit) &&
	       !bound_by_quarter(f);
}

static bool somaxconn_cuts_still(const struct facts *f)
{
	return backlog_is_cut(f) && compare(f->somaxconn, f->backlog) == SAME;
}

static bool somaxconn_was_raised(const struct facts *f)
{
	return backlog_is_cut(f) && compare(f->somaxconn, f->backlog) == ABOVE;
}

/* somaxconn does not cap the backlog of the kernel's own sockets. */
static bool is_of_a_program(const struct facts *f)
{
	return known(f->pid) || known(f->backlog_asked);
}

static bool somaxconn_was_lowered(const struct facts *f)
{
	return bound_by_backlog(f) && is_of_a_program(f) &&
	       compare(f->somaxconn, f->backlog) == BELOW;
}

static bool somaxconn_may_cut(const struct facts *f)
{
	return backlog_is_unclear(f) &&
	       compare(f->somaxconn, f->backlog) == SAME;
}

static bool somaxconn_is_above(const struct facts *f)
{
	return backlog_is_unclear(f) &&
	       compare(f->somaxconn, f->backlog) == ABOVE;
}

static bool quarter_unread(const struct facts *f)
{
	return bound_by_quarter(f) && !known(f->tcp_max_syn_backlog);
}

/* Changes */

static bool more_backlog_helps(const struct facts *f)
{
	return (synq_is_of_backlog(f) && synq_did_harm(f)) ||
	       (acceptq_did_harm(f) && !accept_is_missing(f));
}

/* Not of the kernel's own sockets, which 'listenq resize' cannot change. */
static bool resize(const struct facts *f)
{
	return known(f->backlog_advised) && is_of_a_program(f) &&
	       more_backlog_helps(f) &&
	       compare(f->somaxconn, f->backlog_advised) != BELOW;
}

static bool resize_over_somaxconn(const struct facts *f)
{
	return known(f->backlog_advised) && is_of_a_program(f) &&
	       more_backlog_helps(f) &&
	       compare(f->somaxconn, f->backlog_advised) == BELOW;
}

static bool program_is_known(const struct facts *f)
{
	return accept_is_missing(f) && known(f->pid);
}

static bool program_is_not_known(const struct facts *f)
{
	return accept_is_missing(f) && !known(f->pid);
}

static bool program_may_sleep(const struct facts *f)
{
	return accept_is_unknown(f) && known(f->pid);
}

static bool raise_backlog(const struct facts *f)
{
	return backlog_is_own(f) && more_backlog_helps(f);
}

static bool larger_backlog_is_requested(const struct facts *f)
{
	return backlog_is_cut(f) && more_backlog_helps(f);
}

/*
 * listen(fd, -1), as systemd calls it, requests 4294967295, more than somaxconn
 * can be: nobody raises somaxconn to a request of millions.
 */
static bool asks_for_all(const struct facts *f)
{
	return larger_backlog_is_requested(f) &&
	       f->backlog_asked.number > 1 << 20 &&
	       compare(f->somaxconn, f->backlog_asked) < SAME;
}

static bool asks_for_some(const struct facts *f)
{
	return larger_backlog_is_requested(f) && !asks_for_all(f);
}

static bool raise_somaxconn(const struct facts *f)
{
	return asks_for_some(f) &&
	       compare(f->somaxconn, f->backlog_asked) == BELOW;
}

static bool raise_somaxconn_unread(const struct facts *f)
{
	return asks_for_some(f) && !known(f->somaxconn);
}

static bool listen_again(const struct facts *f)
{
	return asks_for_some(f) &&
	       compare(f->somaxconn, f->backlog_asked) >= SAME;
}

static bool raise_somaxconn_for_all(const struct facts *f)
{
	enum order order = compare(f->somaxconn, f->backlog);

	return asks_for_all(f) && (order == SAME || order == BELOW);
}

static bool raise_somaxconn_for_all_unread(const struct facts *f)
{
	return asks_for_all(f) && !known(f->somaxconn);
}

static bool listen_again_for_all(const struct facts *f)
{
	return asks_for_all(f) && compare(f->somaxconn, f->backlog) == ABOVE;
}

static bool raise_either(const struct facts *f)
{
	return backlog_is_unclear(f) && more_backlog_helps(f);
}

static bool turn_cookies_on(const struct facts *f)
{
	return cookies_are_off(f) && (lacked_cookies(f) || synq_in_trouble(f));
}

static bool cookies_came_on(const struct facts *f)
{
	return cookies_are_on(f) && lacked_cookies(f);
}

static bool turn_abort_off(const struct facts *f)
{
	return some(f->aborted) && some(f->tcp_abort_on_overflow);
}

static bool lost_for_other_reasons(const struct facts *f)
{
	return is_in(f, TROUBLE_OTHER_DROPPED) &&
	       (some(f->syn_other) || some(f->ack_other));
}

static bool lost_with_a_cookie(const struct facts *f)
{
	return is_in(f, TROUBLE_OTHER_DROPPED) && some(f->cookie_other) &&
	       !lost_for_other_reasons(f);
}

/* What to leave alone */

static bool max_syn_backlog_is_unused(const struct facts *f)
{
	return synq_in_trouble(f) && cookies_are_on(f);
}

static bool max_syn_backlog_is_high(const struct facts *f)
{
	return synq_is_of_backlog(f) && cookies_are_off(f);
}

static bool only_acceptq_in_trouble(const struct facts *f)
{
	return acceptq_in_trouble(f) && !synq_in_trouble(f);
}

static bool somaxconn_does_not_cut(const struct facts *f)
{
	return backlog_is_own(f) &&
	       compare(f->somaxconn, f->backlog_asked) >= SAME;
}

static bool backlog_would_fill(const struct facts *f)
{
	return accept_is_missing(f) && !synq_in_trouble(f);
}

static bool ss_shows_none(const struct facts *f)
{
	return synq_in_trouble(f) && !acceptq_in_trouble(f);
}

static bool dropped_without_cookies(const struct facts *f)
{
	return is_in(f, TROUBLE_SYNQ_DROPPED) && some(f->syn_synq_full);
}

static const struct rule rules[] = {
	{ "limit-own-backlog", SECTION_LIMIT, backlog_is_own,
	  "The effective limit is the program's own backlog: it asked listen() "
	  "for {backlog_asked} and got {backlog}." },
	{ "limit-somaxconn", SECTION_LIMIT, backlog_is_cut,
	  "The effective limit is net.core.somaxconn as it was at listen(): "
	  "the program asked for a backlog of {backlog_asked} and got "
	  "{backlog}." },
	{ "limit-unclear", SECTION_LIMIT, backlog_is_unclear,
	  "The effective limit is the backlog of {backlog} that listen() "
	  "granted. How much the program asked for is not known." },
	{ "limit-synq", SECTION_LIMIT, synq_is_of_backlog,
	  "A backlog of {backlog} limits the SYN queue to {synq_limit}." },
	{ "limit-acceptq", SECTION_LIMIT, acceptq_in_trouble,
	  "A backlog of {backlog} limits the accept queue to {acceptq_limit}." },
	{ "limit-last-quarter", SECTION_LIMIT, bound_by_quarter,
	  "The effective limit of the SYN queue comes from "
	  "net.ipv4.tcp_max_syn_backlog ({tcp_max_syn_backlog}): without SYN "
	  "cookies (tcp_syncookies is {tcp_syncookies} now) its last quarter "
	  "is reserved for clients that the kernel already knows. That leaves "
	  "{synq_limit}; the backlog is {backlog}." },
	{ "limit-last-quarter-unread", SECTION_LIMIT, quarter_unread,
	  "The effective limit of the SYN queue comes from "
	  "net.ipv4.tcp_max_syn_backlog, the last quarter of which is reserved "
	  "for clients that the kernel already knows while tcp_syncookies is "
	  "0. That leaves {synq_limit}; the backlog is {backlog}." },
	{ "somaxconn-cuts-still", SECTION_LIMIT, somaxconn_cuts_still,
	  "net.core.somaxconn is still {somaxconn} in the listener's network "
	  "namespace." },
	{ "somaxconn-was-raised", SECTION_LIMIT, somaxconn_was_raised,
	  "net.core.somaxconn has been raised to {somaxconn} since, but it "
	  "takes effect at listen(), which the program has not called again." },
	{ "somaxconn-was-lowered", SECTION_LIMIT, somaxconn_was_lowered,
	  "net.core.somaxconn has been lowered to {somaxconn} since: the next "
	  "listen() will get no more than that." },
	{ "somaxconn-may-cut", SECTION_LIMIT, somaxconn_may_cut,
	  "net.core.somaxconn is also {somaxconn}, so it may have capped the "
	  "backlog." },
	{ "somaxconn-is-above", SECTION_LIMIT, somaxconn_is_above,
	  "net.core.somaxconn is {somaxconn}: if it was that at listen(), the "
	  "program itself asked for {backlog}." },

	{ "resize", SECTION_CHANGE, resize,
	  "Run 'listenq resize {local} {backlog_advised}' as root: so much "
	  "had to wait at once, and the queues hold it from then on, without "
	  "a restart. What follows makes it last." },
	{ "resize-over-somaxconn", SECTION_CHANGE, resize_over_somaxconn,
	  "Run 'listenq resize --somaxconn {local} {backlog_advised}' as root: "
	  "so much had to wait at once, and the queues hold it from then on, "
	  "without a restart; net.core.somaxconn, {somaxconn} now, is raised "
	  "for it. What follows makes it last." },
	{ "find-out", SECTION_CHANGE, program_is_known,
	  "Find out why the program does not accept: 'strace -f -p {pid}' "
	  "shows what it does instead, or why accept() fails (EMFILE: it has "
	  "no file descriptor left); 'cat /proc/{pid}/stack' shows where it "
	  "waits in the kernel." },
	{ "find-out-who", SECTION_CHANGE, program_is_not_known,
	  "Find out why the program does not accept. 'ss -ltnpe' as root shows "
	  "which one holds inode {inode}; if it shows none, the listener may "
	  "be the kernel's own." },
	{ "find-out-whether", SECTION_CHANGE, program_may_sleep,
	  "Find out first whether the program calls accept(): 'strace -f -e "
	  "accept,accept4 -p {pid}'. If it does not, a larger queue would fill "
	  "up too." },
	{ "accept-faster", SECTION_CHANGE, accept_is_slow,
	  "Make the program accept faster: more workers, or several accept() "
	  "calls per wakeup. {acceptq|is|are} waiting now." },
	{ "raise-backlog", SECTION_CHANGE, raise_backlog,
	  "Set a backlog above {backlog_asked} in the program's configuration "
	  "and restart it: the backlog takes effect at listen()." },
	{ "raise-backlog-over-somaxconn", SECTION_CHANGE, raise_backlog,
	  "For a backlog above {somaxconn}, run 'sysctl -w "
	  "net.core.somaxconn=NUMBER' in the listener's network namespace "
	  "first." },
	{ "raise-somaxconn", SECTION_CHANGE, raise_somaxconn,
	  "Run 'sysctl -w net.core.somaxconn={backlog_asked}' in the "
	  "listener's network namespace, then restart the program: it has to "
	  "call listen() again." },
	{ "raise-somaxconn-unread", SECTION_CHANGE, raise_somaxconn_unread,
	  "Make sure that net.core.somaxconn in the listener's network "
	  "namespace is at least {backlog_asked}, then restart the program: it "
	  "has to call listen() again." },
	{ "listen-again", SECTION_CHANGE, listen_again,
	  "Just restart the program: with net.core.somaxconn at {somaxconn}, "
	  "its next listen() will get the {backlog_asked} that it asks for." },
	{ "raise-somaxconn-for-all", SECTION_CHANGE, raise_somaxconn_for_all,
	  "The program asks for as much as net.core.somaxconn allows. Raise "
	  "that above {backlog} in the listener's network namespace, then "
	  "restart the program: it has to call listen() again." },
	{ "raise-somaxconn-for-all-unread", SECTION_CHANGE,
	  raise_somaxconn_for_all_unread,
	  "The program asks for as much as net.core.somaxconn allows. Make "
	  "sure that this is more than {backlog} in the listener's network "
	  "namespace, then restart the program: it has to call listen() again." },
	{ "listen-again-for-all", SECTION_CHANGE, listen_again_for_all,
	  "Just restart the program: it asks for as much as net.core.somaxconn "
	  "allows, and its next listen() will get {somaxconn}." },
	{ "raise-either", SECTION_CHANGE, raise_either,
	  "Set a backlog above {backlog} in the program's configuration, raise "
	  "net.core.somaxconn if it is less than that, and restart the "
	  "program: both take effect at listen()." },
	{ "turn-cookies-on", SECTION_CHANGE, turn_cookies_on,
	  "Run 'sysctl -w net.ipv4.tcp_syncookies=1' in the listener's network "
	  "namespace (it is {tcp_syncookies} now): a SYN that finds the SYN "
	  "queue full then gets a cookie. This takes effect at once, without a "
	  "restart." },
	{ "cookies-came-on", SECTION_CHANGE, cookies_came_on,
	  "No change is needed for cookies: tcp_syncookies is {tcp_syncookies} "
	  "now, and a SYN that finds the SYN queue full gets one." },
	{ "raise-max-syn-backlog", SECTION_CHANGE, bound_by_quarter,
	  "If SYN cookies are to stay off, raise net.ipv4.tcp_max_syn_backlog "
	  "from {tcp_max_syn_backlog} to a third more than the backlog of "
	  "{backlog}. This takes effect at once, without a restart." },
	{ "filter-flood", SECTION_CHANGE, cookies_none_back,
	  "{cookies_back} of {cookies|cookie|cookies} came back: if this is a "
	  "flood, filter it upstream. A larger queue gains little, because a "
	  "cookie lets a real client in anyway." },
	{ "look-for-final-acks", SECTION_CHANGE, half_open_expire,
	  "Check whether SYN-ACKs leave and final ACKs arrive: run 'tcpdump -n "
	  "tcp and host ADDRESS' on both sides, for the client of one of the "
	  "{expired} half-open connections that timed out. As root, 'listenq "
	  "drops' lists the most recent ones." },
	{ "turn-abort-off", SECTION_CHANGE, turn_abort_off,
	  "Run 'sysctl -w net.ipv4.tcp_abort_on_overflow=0' in the listener's "
	  "network namespace (it is {tcp_abort_on_overflow} now): clients then "
	  "wait for room and are not reset." },
	{ "look-for-route", SECTION_CHANGE, lost_for_other_reasons,
	  "See whose packets were dropped ({syn_other} SYNs, {ack_other} final "
	  "ACKs) in 'listenq drops' as root, and check the route to one of "
	  "these addresses with 'ip route get ADDRESS'." },
	{ "look-for-route-cookie", SECTION_CHANGE, lost_with_a_cookie,
	  "See whose packets were dropped ({cookie_other|final ACK|final ACKs} "
	  "with a valid cookie) in 'listenq drops' as root, and check the "
	  "route to one of these addresses with 'ip route get ADDRESS'." },

	{ "raise-fastopen", SECTION_CHANGE, fastopenq_is_full,
	  "Set a fast-open queue (TCP_FASTOPEN) above {fastopenq_limit} in the "
	  "program's configuration; net.core.somaxconn caps that one as well." },

	{ "leave-max-syn-backlog", SECTION_LEAVE, max_syn_backlog_is_unused,
	  "tcp_max_syn_backlog ({tcp_max_syn_backlog}): the kernel ignores it "
	  "while tcp_syncookies is {tcp_syncookies}." },
	{ "leave-max-syn-backlog-high", SECTION_LEAVE, max_syn_backlog_is_high,
	  "tcp_max_syn_backlog ({tcp_max_syn_backlog}): the backlog already "
	  "limits the SYN queue to {synq_limit}." },
	{ "leave-max-syn-backlog-acceptq", SECTION_LEAVE, only_acceptq_in_trouble,
	  "tcp_max_syn_backlog ({tcp_max_syn_backlog}): it does not affect the "
	  "accept queue." },
	{ "leave-somaxconn", SECTION_LEAVE, somaxconn_does_not_cut,
	  "net.core.somaxconn ({somaxconn}): it does not cap the "
	  "{backlog_asked} that the program asks for." },
	{ "leave-backlog", SECTION_LEAVE, backlog_would_fill,
	  "The backlog ({backlog}): a larger accept queue would fill up too "
	  "while the program does not accept." },
	{ "leave-more-members", SECTION_LEAVE, group_is_uneven,
	  "More sockets in the SO_REUSEPORT group of {members}: clients that "
	  "wait in this queue stay in it, and a share of the new ones still "
	  "comes to it." },
	{ "leave-backlog-quarter", SECTION_LEAVE, bound_by_quarter,
	  "The backlog ({backlog}): it is not what limits the SYN queue to "
	  "{synq_limit}." },
	{ "leave-ss", SECTION_LEAVE, ss_shows_none,
	  "'ss -ltn': its Recv-Q ({acceptq} here) is the accept queue. It does "
	  "not show the SYN queue." },
	{ "leave-log", SECTION_LEAVE, cookies_of_full_queue,
	  "The kernel log: 'possible SYN flooding' appears there once per "
	  "listener at most, not for each of {cookies|cookie|cookies}." },
	{ "leave-log-dropped", SECTION_LEAVE, dropped_without_cookies,
	  "The kernel log: 'possible SYN flooding' appears there once per "
	  "listener at most, not for each of {syn_synq_full|dropped "
	  "SYN|dropped SYNs}." },
};

const struct rules rules_advice = {
	rules, ARRAY_SIZE(rules)
};

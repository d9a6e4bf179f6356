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
	return known(f->tcp_syncookies) && !f->tcp_syncookies.number;
}

static bool cookies_are_on(const struct facts *f)
{
	return known(f->tcp_syncookies) && f->tcp_syncookies.number;
}

static bool lacked_cookies(const struct facts *f)
{
	return (known(f->syn_synq_full) && f->syn_synq_full.number) ||
	       (known(f->syn_last_quarter) && f->syn_last_quarter.number);
}

/* Limits */

static bool synq_is_of_backlog(const struct facts *f)
{
	return synq_in_trouble(f) && known(f->synq_limit) &&
	       f->synq_limit.number && !bound_by_quarter(f);
}

static bool somaxconn_cuts_still(const struct facts *f)
{
	return backlog_is_cut(f) && compare(f->somaxconn, f->backlog) == SAME;
}

static bool somaxconn_was_raised(const struct facts *f)
{
	return backlog_is_cut(f) && compare(f->somaxconn, f->backlog) == ABOVE;
}

/* It does not cut what the kernel itself listens with, which no process holds. */
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
	return synq_is_of_backlog(f) ||
	       (acceptq_in_trouble(f) && !accept_is_missing(f));
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
	return accept_is_untold(f) && known(f->pid);
}

static bool raise_backlog(const struct facts *f)
{
	return backlog_is_own(f) && more_backlog_helps(f);
}

static bool a_larger_one_is_asked_for(const struct facts *f)
{
	return backlog_is_cut(f) && more_backlog_helps(f);
}

/*
 * listen(fd, -1), as systemd does it, asks for 4294967295, which somaxconn cannot
 * be; nor would anyone set it to millions.
 */
static bool asks_for_all(const struct facts *f)
{
	return a_larger_one_is_asked_for(f) &&
	       f->backlog_asked.number > 1 << 20 &&
	       compare(f->somaxconn, f->backlog_asked) < SAME;
}

static bool asks_for_some(const struct facts *f)
{
	return a_larger_one_is_asked_for(f) && !asks_for_all(f);
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
	return known(f->aborted) && f->aborted.number &&
	       known(f->tcp_abort_on_overflow) &&
	       f->tcp_abort_on_overflow.number;
}

static bool lost_for_other_reasons(const struct facts *f)
{
	return (known(f->syn_other) && f->syn_other.number) ||
	       (known(f->ack_other) && f->ack_other.number);
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
	return accept_is_missing(f) && only_acceptq_in_trouble(f);
}

static bool ss_shows_none(const struct facts *f)
{
	return synq_in_trouble(f) && !acceptq_in_trouble(f);
}

static bool dropped_without_cookies(const struct facts *f)
{
	return known(f->syn_synq_full) && f->syn_synq_full.number;
}

static const struct statement statements[] = {
	{ "limit-own-backlog", SECTION_LIMIT, backlog_is_own,
	  "What binds is the program's own backlog: it asked listen() for "
	  "{backlog_asked} and got {backlog}." },
	{ "limit-somaxconn", SECTION_LIMIT, backlog_is_cut,
	  "What binds is net.core.somaxconn as it was at listen(): the program asked "
	  "for a backlog of {backlog_asked} and got {backlog}." },
	{ "limit-unclear", SECTION_LIMIT, backlog_is_unclear,
	  "What binds is the backlog of {backlog} that listen() was granted. How much "
	  "the program asked for is not known." },
	{ "limit-synq", SECTION_LIMIT, synq_is_of_backlog,
	  "From a backlog of {backlog} follows that the SYN queue holds {synq_limit}." },
	{ "limit-acceptq", SECTION_LIMIT, acceptq_in_trouble,
	  "From a backlog of {backlog} follows that the accept queue holds "
	  "{acceptq_limit}." },
	{ "limit-last-quarter", SECTION_LIMIT, bound_by_quarter,
	  "What binds the SYN queue is net.ipv4.tcp_max_syn_backlog, "
	  "{tcp_max_syn_backlog}: as tcp_syncookies is {tcp_syncookies}, its last "
	  "quarter is kept for clients that the kernel knows already. That leaves "
	  "{synq_limit}, though the backlog is {backlog}." },
	{ "limit-last-quarter-unread", SECTION_LIMIT, quarter_unread,
	  "What binds the SYN queue is three quarters of net.ipv4.tcp_max_syn_backlog, "
	  "a limit that applies where tcp_syncookies is 0: {synq_limit}, though the "
	  "backlog is {backlog}." },
	{ "somaxconn-cuts-still", SECTION_LIMIT, somaxconn_cuts_still,
	  "net.core.somaxconn is still {somaxconn} in this network namespace." },
	{ "somaxconn-was-raised", SECTION_LIMIT, somaxconn_was_raised,
	  "net.core.somaxconn is {somaxconn} by now, but it cuts at listen(), and the "
	  "program has not called that since." },
	{ "somaxconn-was-lowered", SECTION_LIMIT, somaxconn_was_lowered,
	  "net.core.somaxconn has been lowered to {somaxconn} since: the next listen() "
	  "gets no more than that." },
	{ "somaxconn-may-cut", SECTION_LIMIT, somaxconn_may_cut,
	  "net.core.somaxconn is {somaxconn} as well, and may have cut it." },
	{ "somaxconn-is-above", SECTION_LIMIT, somaxconn_is_above,
	  "net.core.somaxconn is {somaxconn}: if it was so at listen(), the program "
	  "asked for {backlog} itself." },

	{ "find-out", SECTION_CHANGE, program_is_known,
	  "Find out what the program does instead of accept(): 'strace -f -p {pid}', "
	  "'cat /proc/{pid}/stack'." },
	{ "find-out-who", SECTION_CHANGE, program_is_not_known,
	  "Find out what the program does instead of accept(); 'ss -ltnpe' as root "
	  "names the one that holds inode {inode}. If it names none, that is the kernel "
	  "itself." },
	{ "find-out-whether", SECTION_CHANGE, program_may_sleep,
	  "Find out first whether the program calls accept(): 'strace -f -e "
	  "accept,accept4 -p {pid}'. If it does not, a larger queue fills up as well." },
	{ "accept-faster", SECTION_CHANGE, accept_is_slow,
	  "Make the program call accept() sooner: more workers, or several accept() at "
	  "each wakeup. {acceptq|is|are} waiting now." },
	{ "raise-backlog", SECTION_CHANGE, raise_backlog,
	  "Set a backlog above {backlog_asked} in the program's configuration and "
	  "restart it: the backlog counts when listen() is called." },
	{ "raise-backlog-over-somaxconn", SECTION_CHANGE, raise_backlog,
	  "For a backlog above {somaxconn}, 'sysctl -w net.core.somaxconn=NUMBER' "
	  "before that." },
	{ "raise-somaxconn", SECTION_CHANGE, raise_somaxconn,
	  "'sysctl -w net.core.somaxconn={backlog_asked}' in its network namespace, "
	  "then restart the program: it has to call listen() again." },
	{ "raise-somaxconn-unread", SECTION_CHANGE, raise_somaxconn_unread,
	  "In the listener's network namespace see that net.core.somaxconn is "
	  "{backlog_asked} or more, then restart the program: it has to call listen() "
	  "again." },
	{ "listen-again", SECTION_CHANGE, listen_again,
	  "Restart the program, no more: with somaxconn at {somaxconn} its next "
	  "listen() gets the {backlog_asked} that it asks for." },
	{ "raise-somaxconn-for-all", SECTION_CHANGE, raise_somaxconn_for_all,
	  "The program asks for as much as net.core.somaxconn allows: raise that above "
	  "{backlog} in its network namespace, then restart the program: it has to call "
	  "listen() again." },
	{ "raise-somaxconn-for-all-unread", SECTION_CHANGE,
	  raise_somaxconn_for_all_unread,
	  "The program asks for as much as net.core.somaxconn allows: see that it is "
	  "above {backlog} in the listener's network namespace, then restart the "
	  "program: it has to call listen() again." },
	{ "listen-again-for-all", SECTION_CHANGE, listen_again_for_all,
	  "Restart the program: it asks for as much as net.core.somaxconn allows, and "
	  "its next listen() gets {somaxconn}." },
	{ "raise-either", SECTION_CHANGE, raise_either,
	  "Set a backlog above {backlog} in the program's configuration, raise "
	  "net.core.somaxconn where it is less than that, and restart the program: "
	  "both count when listen() is called." },
	{ "turn-cookies-on", SECTION_CHANGE, turn_cookies_on,
	  "'sysctl -w net.ipv4.tcp_syncookies=1' (it is {tcp_syncookies}): a SYN that "
	  "finds the SYN queue full then gets a cookie. It counts at once, without a "
	  "restart." },
	{ "cookies-came-on", SECTION_CHANGE, cookies_came_on,
	  "Nothing about cookies: tcp_syncookies is {tcp_syncookies} by now, and a SYN "
	  "that finds the SYN queue full gets one." },
	{ "raise-max-syn-backlog", SECTION_CHANGE, bound_by_quarter,
	  "Without cookies: raise net.ipv4.tcp_max_syn_backlog from "
	  "{tcp_max_syn_backlog} to a third more than the backlog of {backlog}. It "
	  "counts at once, without a restart." },
	{ "filter-flood", SECTION_CHANGE, cookies_none_back,
	  "Against a flood ({cookies_back} of {cookies|cookie|cookies} came back) a "
	  "larger queue gains little: cookies already let clients in. Filter it on its "
	  "way." },
	{ "look-for-final-acks", SECTION_CHANGE, half_open_expire,
	  "Look whether SYN-ACKs leave and final ACKs come: 'tcpdump -n tcp and host "
	  "ADDRESS' on both sides, for one of the {expired} addresses that expired." },
	{ "turn-abort-off", SECTION_CHANGE, turn_abort_off,
	  "'sysctl -w net.ipv4.tcp_abort_on_overflow=0' (it is "
	  "{tcp_abort_on_overflow}): a client then waits for room, and is not reset." },
	{ "look-for-route", SECTION_CHANGE, lost_for_other_reasons,
	  "Look up who was dropped ({syn_other} SYNs, {ack_other} final ACKs) in "
	  "/sys/kernel/debug/listenq/drops, and 'ip route get' an address of them." },

	{ "raise-fastopen", SECTION_CHANGE, fastopenq_is_full,
	  "Set a fast-open queue (TCP_FASTOPEN) above {fastopenq_limit} in the "
	  "program's configuration; net.core.somaxconn cuts that one as well." },

	{ "leave-max-syn-backlog", SECTION_LEAVE, max_syn_backlog_is_unused,
	  "tcp_max_syn_backlog, {tcp_max_syn_backlog}: the kernel does not look at it "
	  "while tcp_syncookies is {tcp_syncookies}." },
	{ "leave-max-syn-backlog-high", SECTION_LEAVE, max_syn_backlog_is_high,
	  "tcp_max_syn_backlog, {tcp_max_syn_backlog}: the SYN queue cannot hold more "
	  "than the {synq_limit} that come from the backlog." },
	{ "leave-max-syn-backlog-acceptq", SECTION_LEAVE, only_acceptq_in_trouble,
	  "tcp_max_syn_backlog, {tcp_max_syn_backlog}: it has nothing to do with the "
	  "accept queue." },
	{ "leave-somaxconn", SECTION_LEAVE, somaxconn_does_not_cut,
	  "net.core.somaxconn, {somaxconn}: it does not cut the {backlog_asked} that "
	  "the program asks for." },
	{ "leave-backlog", SECTION_LEAVE, backlog_would_fill,
	  "The backlog, {backlog}: a larger accept queue fills up as well while nobody "
	  "calls accept()." },
	{ "leave-more-members", SECTION_LEAVE, group_is_uneven,
	  "More processes in the group of {members}: who waits in this queue stays "
	  "there, and a share of the new clients still comes to it." },
	{ "leave-backlog-quarter", SECTION_LEAVE, bound_by_quarter,
	  "The backlog, {backlog}: it allows more than the {synq_limit} already." },
	{ "leave-ss", SECTION_LEAVE, ss_shows_none,
	  "'ss -ltn': its Recv-Q, {acceptq} here, is the accept queue. It does not "
	  "show the SYN queue." },
	{ "leave-log", SECTION_LEAVE, cookies_of_full_queue,
	  "The kernel's log: it says 'possible SYN flooding' once in a listener's "
	  "life, not for each of {cookies|cookie|cookies}." },
	{ "leave-log-dropped", SECTION_LEAVE, dropped_without_cookies,
	  "The kernel's log: it says 'possible SYN flooding' once in a listener's "
	  "life, not for each of {syn_synq_full|SYN|SYNs} dropped." },
};

const struct statements advice = {
	statements, ARRAY_SIZE(statements)
};

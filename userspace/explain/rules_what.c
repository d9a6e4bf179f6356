// SPDX-License-Identifier: GPL-2.0-only
/* What happened to a listener, and what its clients experience. */
#include "explain/facts.h"
#include "explain/predicates.h"
#include "explain/rules.h"
#include "lib/array.h"

/* Defines has_NAME(): whether that column or fact is known to be above 0. */
#define COUNTED(name)						\
static bool has_##name(const struct facts *f)			\
{								\
	return some(f->value[FACT_##name]);			\
}

/* Defines it for a cause of drops: whether any were dropped lately, too. */
#define DROPPED(name)						\
static bool has_##name(const struct facts *f)			\
{								\
	return some(f->value[FACT_##name]) && !is_over(f);	\
}

/* Of each cause of drops: the compiler complains of one that no rule uses. */
#define COUNTED_DROP(name, kind, ...) LQ_IF_DROP(kind)(DROPPED(name))

LQ_LISTENER_COLUMNS(COUNTED_DROP)
COUNTED(aborted)
COUNTED(expired_early)
DROPPED(syns_dropped)
COUNTED(dropped)

static bool deferred_fill_synq(const struct facts *f)
{
	return synq_in_trouble(f) && some(f->deferred);
}

static bool cookies_are_bad(const struct facts *f)
{
	return synq_in_trouble(f) && some(f->cookies_bad);
}

static bool cookies_sent(const struct facts *f)
{
	return cookies_of_full_queue(f) || cookies_of_other_limit(f) ||
	       cookies_of_no_room(f);
}

static bool never_since_listen(const struct facts *f)
{
	return accept_never_called(f) && known(f->listen_age_ms);
}

static bool never_since_module(const struct facts *f)
{
	return accept_never_called(f) && !known(f->listen_age_ms);
}

/* On old kernels the peak of the last minute is unknown. */
static bool was_full_at_some_time(const struct facts *f)
{
	return acceptq_was_full(f) && !known(f->acceptq_peak60);
}

static bool data_wait(const struct facts *f)
{
	return accept_keeps_waiting(f) && some(f->acceptq_bytes);
}

static bool dropped_lately(const struct facts *f)
{
	return has_dropped(f) && !is_over(f);
}

static bool dropped_is_over(const struct facts *f)
{
	return has_dropped(f) && is_over(f);
}

static bool acks_dropped_and_kept(const struct facts *f)
{
	return has_ack_acceptq_full(f) && none(f->aborted);
}

/* It waits for less than is called not accepting. */
static bool none_accepted_yet(const struct facts *f)
{
	return accept_keeps_waiting(f) && none(f->accepted) &&
	       !known(f->accept_age_ms) && !accept_never_called(f);
}

static bool acceptq_did_no_harm(const struct facts *f)
{
	return is_in(f, TROUBLE_ACCEPTQ_FULL) && known(f->dropped) &&
	       !acceptq_did_harm(f) && !is_in(f, TROUBLE_OTHER_DROPPED) &&
	       !synq_did_harm(f) && !accept_keeps_waiting(f);
}

static bool counts_have_an_age(const struct facts *f)
{
	return in_trouble(f) && !cookies_by_choice(f) &&
	       known(f->listen_age_ms);
}

/* Clients that are gone wait for nothing. */
static bool clients_wait(const struct facts *f)
{
	return accept_keeps_waiting(f) &&
	       !(some(f->acceptq_dead) &&
		 f->acceptq_dead.number >= f->acceptq.number);
}

static bool clients_are_gone(const struct facts *f)
{
	return accept_keeps_waiting(f) && some(f->acceptq_dead);
}

static bool socket_dropped_before(const struct facts *f)
{
	return !known(f->listen_age_ms) && some(f->drops_elsewhere);
}

static bool dropped_before(const struct facts *f)
{
	return some(f->dropped) && is_over(f);
}

static bool cookies_before(const struct facts *f)
{
	return cookies_of_full_queue(f) || cookies_of_other_limit(f);
}

static bool always(const struct facts *f)
{
	(void)f;
	return true;
}

static bool clients_came_late(const struct facts *f)
{
	return some(f->clients_late) && known(f->clients_late_max_us);
}

static bool clients_only_lost(const struct facts *f)
{
	return some(f->clients_dropped) && none(f->clients_late);
}

static bool clients_were_forgotten(const struct facts *f)
{
	return some(f->clients_forgotten);
}

static bool ackers_dropped(const struct facts *f)
{
	return some(f->ackers_dropped);
}

static const struct rule rules[] = {
	/* The SYN queue */
	{ "synq-full", SECTION_WHAT, synq_is_full,
	  "The SYN queue is full: {synq|half-open connection|half-open "
	  "connections}, limit {synq_limit}." },
	{ "synq-was-full-lately", SECTION_WHAT, synq_was_full_lately,
	  "The SYN queue was full within the last minute: it peaked at "
	  "{synq_peak60|half-open connection|half-open connections}, limit "
	  "{synq_limit}. Now there {#synq|is|are} {synq}." },
	{ "synq-was-full", SECTION_WHAT, synq_was_full,
	  "The SYN queue has been full: it peaked at {synq_peak|half-open "
	  "connection|half-open connections}, limit {synq_limit}. In the last "
	  "minute there were at most {synq_peak60}." },
	{ "synq-near", SECTION_WHAT, synq_is_near,
	  "The SYN queue is nearly full: {synq|half-open connection|half-open "
	  "connections}, limit {synq_limit}." },
	{ "synq-was-near-lately", SECTION_WHAT, synq_was_near_lately,
	  "The SYN queue was nearly full within the last minute: it peaked at "
	  "{synq_peak60|half-open connection|half-open connections}, limit "
	  "{synq_limit}. Now there {#synq|is|are} {synq}." },
	{ "cookies-go-out", SECTION_WHAT, cookies_go_out,
	  "{cookies|SYN|SYNs} got a cookie instead of a place in the SYN "
	  "queue; cookies have been sent for {cookies_since_ms}." },
	{ "cookies-are-over", SECTION_WHAT, cookies_are_over,
	  "{cookies|SYN|SYNs} got a cookie instead of a place in the SYN "
	  "queue, the last one more than a minute ago." },
	{ "cookies-sent", SECTION_WHAT, cookies_of_some_time,
	  "{cookies|SYN|SYNs} got a cookie instead of a place in the SYN "
	  "queue." },
	{ "cookies-of-other-limit", SECTION_WHAT, cookies_of_other_limit,
	  "{cookies|SYN|SYNs} got a cookie although the SYN queue never got "
	  "deeper than {synq_peak}, below its limit of {synq_limit}: either "
	  "the limit was lower then, or tcp_syncookies was 2, with which every "
	  "SYN gets a cookie." },
	{ "cookies-of-no-room", SECTION_WHAT, cookies_of_no_room,
	  "{cookies|SYN|SYNs} got a cookie: with a backlog of {backlog} the "
	  "limit of the SYN queue is {synq_limit} on this kernel, so every SYN "
	  "finds it full." },
	{ "cookies-none-back", SECTION_WHAT, cookies_none_back,
	  "{cookies_back} of {cookies|cookie|cookies} came back. Either this "
	  "is a SYN flood, or SYN-ACKs or final ACKs are lost on the way." },
	{ "cookies-few-back", SECTION_WHAT, cookies_few_back,
	  "{cookies_back} of {cookies|cookie|cookies} came back: a mix of real "
	  "clients and SYNs whose handshake nobody completed." },
	{ "cookies-most-back", SECTION_WHAT, cookies_most_back,
	  "{cookies_back} of {cookies|cookie|cookies} came back, so most of "
	  "these SYNs came from real clients: more a burst than a SYN flood, "
	  "even if the kernel log says 'possible SYN flooding'." },
	{ "cookies-bad", SECTION_WHAT, cookies_are_bad,
	  "{cookies_bad|ACK|ACKs} arrived while cookies were in use, but with "
	  "no valid cookie: too late (a cookie is valid for two minutes at "
	  "most), from an older connection, or forged." },
	{ "syn-dropped-no-cookies", SECTION_WHAT, has_syn_synq_full,
	  "{syn_synq_full|SYN was|SYNs were} dropped because the SYN queue was "
	  "full and SYN cookies were off." },
	{ "syn-dropped-last-quarter", SECTION_WHAT, has_syn_last_quarter,
	  "{syn_last_quarter|SYN was|SYNs were} dropped because only the last "
	  "quarter of tcp_max_syn_backlog was left and SYN cookies were off." },
	{ "half-open-deferred", SECTION_WHAT, deferred_fill_synq,
	  "{deferred|connection|connections} stayed in the SYN queue although "
	  "the handshake was complete: the program set TCP_DEFER_ACCEPT, which "
	  "keeps a connection there until data arrives." },
	{ "half-open-expired", SECTION_WHAT, half_open_expire,
	  "{expired} of {queued|half-open connection|half-open connections} "
	  "timed out before the handshake was complete "
	  "({synack_retrans|SYN-ACK was|SYN-ACKs were} retransmitted): the "
	  "client did not answer, or the SYN-ACK or the final ACK was lost or "
	  "dropped." },
	{ "half-open-expired-early", SECTION_WHAT, has_expired_early,
	  "{expired_early|half-open connection|half-open connections} timed "
	  "out early: while the SYN queue is more than half full, the kernel "
	  "retransmits a SYN-ACK fewer times, down to two." },
	{ "half-open-reset", SECTION_NOTE, half_open_are_reset,
	  "{reset} of {queued|half-open connection was|half-open connections "
	  "were} reset by the client. Port scanners do that, and so do some "
	  "health checks." },
	{ "half-open-icmp", SECTION_NOTE, half_open_meet_icmp,
	  "{ended_icmp} of {queued|half-open connection was|half-open "
	  "connections were} ended by an ICMP error: the SYN-ACK could not be "
	  "delivered." },

	/* The accept queue */
	{ "acceptq-full", SECTION_WHAT, acceptq_is_full,
	  "The accept queue is full: {acceptq|connection waits|connections "
	  "wait} for accept(), limit {acceptq_limit}." },
	{ "acceptq-over", SECTION_WHAT, acceptq_is_over,
	  "{acceptq} is more than the limit of {acceptq_limit}: listen() was "
	  "called again with a smaller backlog, connections migrated here from "
	  "a closed SO_REUSEPORT socket, or several CPUs added connections at "
	  "the same time." },
	{ "acceptq-was-full-lately", SECTION_WHAT, acceptq_was_full_lately,
	  "The accept queue was full within the last minute: it peaked at "
	  "{acceptq_peak60|connection|connections}, limit {acceptq_limit}. Now "
	  "{acceptq|connection waits|connections wait} for accept()." },
	{ "acceptq-was-full", SECTION_WHAT, acceptq_was_full,
	  "The accept queue has been full: it peaked at "
	  "{acceptq_peak|connection|connections}, limit {acceptq_limit}. In "
	  "the last minute there were at most {acceptq_peak60}." },
	{ "acceptq-was-full-once", SECTION_WHAT, was_full_at_some_time,
	  "The accept queue has been full: it peaked at "
	  "{acceptq_peak|connection|connections}, limit {acceptq_limit}. Now "
	  "{acceptq|connection waits|connections wait} for accept()." },
	{ "acceptq-near", SECTION_WHAT, acceptq_is_near,
	  "The accept queue is nearly full: {acceptq|connection "
	  "waits|connections wait} for accept(), limit {acceptq_limit}." },
	{ "acceptq-was-near-lately", SECTION_WHAT, acceptq_was_near_lately,
	  "The accept queue was nearly full within the last minute: it peaked "
	  "at {acceptq_peak60|connection|connections}, limit {acceptq_limit}. "
	  "Now {acceptq|connection waits|connections wait} for accept()." },
	{ "accept-never", SECTION_WHAT, never_since_listen,
	  "The program is not accepting connections: it has accepted "
	  "{accepted|connection|connections} since it called listen() "
	  "{listen_age_ms} ago, and the oldest of {acceptq} has been waiting "
	  "for {acceptq_oldest_us}." },
	{ "accept-never-seen", SECTION_WHAT, never_since_module,
	  "The program is not accepting connections: it has accepted "
	  "{accepted|connection|connections} since the module was loaded, and "
	  "the oldest of {acceptq} has been waiting for {acceptq_oldest_us}." },
	{ "accept-stopped", SECTION_WHAT, accept_has_stopped,
	  "The program is not accepting connections: it accepted the last one "
	  "{accept_age_ms} ago, and the oldest of {acceptq} has been waiting "
	  "for {acceptq_oldest_us}." },
	{ "accept-untold", SECTION_WHAT, accept_is_unknown,
	  "The oldest of {acceptq|connection|connections} in the accept queue "
	  "has been waiting for {acceptq_oldest_us}. Whether the program calls "
	  "accept() is not known." },
	{ "accept-not-yet", SECTION_WHAT, none_accepted_yet,
	  "The program has accepted {accepted|connection|connections} so far, "
	  "and the oldest of {acceptq} has been waiting for "
	  "{acceptq_oldest_us}." },
	{ "accept-slow", SECTION_WHAT, accept_is_slow,
	  "The program accepts connections, the last one {accept_age_ms} ago, "
	  "but slowly: the oldest of {acceptq} has been waiting for "
	  "{acceptq_oldest_us}." },
	{ "accept-behind", SECTION_WHAT, accept_does_not_keep_up,
	  "The program accepts connections, the last one {accept_age_ms} ago, "
	  "but does not keep up: {acceptq|is|are} waiting." },
	{ "acceptq-harmless", SECTION_WHAT, acceptq_did_no_harm,
	  "That did no harm: in the last {lately_ms} nothing was dropped, and no "
	  "connection waits long." },
	{ "accept-caught-up", SECTION_WHAT, accept_has_caught_up,
	  "The program has caught up since: it has accepted "
	  "{accepted|connection|connections}, and {acceptq|is|are} waiting "
	  "now." },
	{ "group-uneven", SECTION_WHAT, group_is_uneven,
	  "Of the {members} sockets of this address and port, {members_full} "
	  "{#members_full|has|have} a full accept queue and {members_empty} "
	  "{#members_empty|has|have} an empty one. The kernel picks the socket "
	  "for a client by a hash of addresses and ports (or a BPF program "
	  "does), not by load: a full socket drops clients although others "
	  "have room." },
	{ "accept-data-wait", SECTION_WHAT, data_wait,
	  "What the waiting clients have sent already, data or a FIN, occupies "
	  "{acceptq_bytes|byte|bytes} of memory." },
	{ "syn-dropped-acceptq", SECTION_WHAT, has_syn_acceptq_full,
	  "{syn_acceptq_full|SYN was|SYNs were} dropped because the accept "
	  "queue was full." },
	{ "ack-dropped-acceptq", SECTION_WHAT, has_ack_acceptq_full,
	  "{ack_acceptq_full|final ACK was|final ACKs were} dropped because "
	  "the accept queue was full." },
	{ "cookie-dropped-acceptq", SECTION_WHAT, has_cookie_acceptq_full,
	  "{cookie_acceptq_full|final ACK with a valid cookie was|final ACKs "
	  "with a valid cookie were} dropped because the accept queue was "
	  "full." },
	{ "half-open-aborted", SECTION_WHAT, has_aborted,
	  "{aborted|half-open connection was|half-open connections were} reset "
	  "because the accept queue was full and tcp_abort_on_overflow was "
	  "set." },

	/* The fast-open queue */
	{ "fastopenq-full", SECTION_WHAT, fastopenq_is_full,
	  "The fast-open queue is full: {fastopenq|connection|connections}, "
	  "limit {fastopenq_limit}. A connection opened by data in its SYN "
	  "counts here until its final ACK arrives; if the client resets it "
	  "after accept(), for another minute or more." },

	/* Either */
	{ "syn-dropped-other", SECTION_WHAT, has_syn_other,
	  "{syn_other|SYN was|SYNs were} dropped for some other reason, such "
	  "as no route back to the client, no memory, or a security policy." },
	{ "ack-dropped-other", SECTION_WHAT, has_ack_other,
	  "{ack_other|final ACK was|final ACKs were} dropped for some other "
	  "reason, such as no route back to the client, no memory, or a "
	  "security policy." },
	{ "cookie-dropped-other", SECTION_WHAT, has_cookie_other,
	  "{cookie_other|final ACK with a valid cookie was|final ACKs with a "
	  "valid cookie were} dropped for some other reason, such as no route "
	  "back to the client, no memory, or a security policy." },
	{ "dropped-lately", SECTION_WHAT, dropped_lately,
	  "{dropped|packet was|packets were} dropped, the last one "
	  "{drop_age_ms} ago." },
	{ "dropped-is-over", SECTION_WHAT, dropped_is_over,
	  "Nothing has been dropped for {drop_age_ms}; before that, "
	  "{dropped|packet was|packets were}." },
	{ "counted-since", SECTION_WHAT, counts_have_an_age,
	  "All counts are since listen(), {listen_age_ms} ago." },

	{ "clients-syn-dropped", SECTION_CLIENTS, has_syns_dropped,
	  "A client whose SYN is dropped gets no answer, and sends it again: "
	  "1, 3 and 7 s after the first, or, from Linux 6.5 on, after 1, 2, 3, "
	  "4, 5, 7, 11 and 19 s (the client's kernel decides: "
	  "net.ipv4.tcp_syn_linear_timeouts there). So the "
	  "{syns_dropped|packet|packets} came from fewer clients, or as many." },
	{ "clients-ack-dropped", SECTION_CLIENTS, acks_dropped_and_kept,
	  "A client whose final ACK is dropped believes that it is connected "
	  "but gets no response: its data is ignored until there is room, or "
	  "answered with an RST if the half-open connection times out first. "
	  "It answers each SYN-ACK that is sent again, so the "
	  "{ack_acceptq_full|packet|packets} came from fewer clients, or as "
	  "many." },
	{ "clients-aborted", SECTION_CLIENTS, has_aborted,
	  "A client whose half-open connection is reset ({aborted} so far) "
	  "believes that it is connected and gets 'connection reset by peer' "
	  "at once." },
	{ "clients-cookie-dropped", SECTION_CLIENTS, has_cookie_acceptq_full,
	  "A client whose cookie is dropped ({cookie_acceptq_full} so far) "
	  "believes that it is connected but gets no response: its data, if it "
	  "is sent again within two minutes, may still get it in; after that "
	  "it is answered with an RST." },
	{ "clients-cookies", SECTION_CLIENTS, cookies_sent,
	  "A client that gets a cookie ({cookies} were sent) connects as "
	  "usual, but a lost SYN-ACK is not retransmitted, and window scaling "
	  "and SACK work only if the client uses TCP timestamps. If its final "
	  "ACK is lost, it hangs with a protocol in which the server speaks "
	  "first (SSH, SMTP, MySQL): nobody sends anything again." },
	{ "clients-gone", SECTION_CLIENTS, clients_are_gone,
	  "{acceptq_dead} of {acceptq|client|clients} in the accept queue "
	  "{#acceptq_dead|has|have} closed or reset the connection already." },
	{ "clients-late", SECTION_CLIENTS, clients_came_late,
	  "{clients_dropped|client|clients} lost a SYN: {clients_late} got in "
	  "{clients_late_min_us} to {clients_late_max_us} late, "
	  "{clients_lost} did not within 130 s, and {clients_pending} still may." },
	{ "clients-lost", SECTION_CLIENTS, clients_only_lost,
	  "{clients_dropped|client|clients} lost a SYN, and none of them has got "
	  "in since: {clients_lost} did not within 130 s, and "
	  "{clients_pending} still may." },
	{ "clients-forgotten", SECTION_CLIENTS, clients_were_forgotten,
	  "Whether {clients_forgotten} of them got in is not known: they were "
	  "more at once than the parameter max_clients lets the module follow, "
	  "as in a flood with spoofed addresses." },
	{ "clients-acks", SECTION_CLIENTS, ackers_dropped,
	  "{ackers_dropped|client|clients} lost a final ACK: {ackers_late} got "
	  "in later, {ackers_lost} did not within 130 s." },
	{ "clients-wait", SECTION_CLIENTS, clients_wait,
	  "A client in the accept queue is connected and may have sent its "
	  "request, but the program has not read it: the oldest has been "
	  "waiting for {acceptq_oldest_us}." },

	{ "clients-fastopenq", SECTION_CLIENTS, fastopenq_is_full,
	  "A client that sends data in its SYN connects as usual, but that "
	  "data is ignored while the fast-open queue is full ({fastopenq} of "
	  "{fastopenq_limit}), and the client sends it again one round trip "
	  "later." },

	{ "healthy-cookies-always", SECTION_HEALTHY, cookies_by_choice,
	  "healthy. The limit of its SYN queue is {synq_limit} because "
	  "tcp_syncookies is 2, with which every SYN gets a cookie: {cookies} "
	  "so far. Accept queue peak {acceptq_peak} of {acceptq_limit}, "
	  "{dropped} dropped." },
	{ "healthy-dropped-before", SECTION_HEALTHY, dropped_before,
	  "no trouble in the last {lately_ms}. Before that, {dropped|packet "
	  "was|packets were} dropped, the last one {drop_age_ms} ago. SYN "
	  "queue {synq} of {synq_limit}, accept queue {acceptq} of "
	  "{acceptq_limit}." },
	{ "healthy-cookies-before", SECTION_HEALTHY, cookies_before,
	  "no trouble now. Before that, {cookies|SYN|SYNs} got a cookie: the "
	  "SYN queue peaked at {synq_peak}, limit {synq_limit}. {dropped} "
	  "dropped." },
	{ "healthy", SECTION_HEALTHY, always,
	  "healthy. SYN queue peak {synq_peak} of {synq_limit}, accept queue "
	  "peak {acceptq_peak} of {acceptq_limit}, {dropped} dropped." },
	{ "drops-before-module", SECTION_NOTE, socket_dropped_before,
	  "The kernel counted {socket_drops|dropped packet|dropped packets} on "
	  "this socket since listen(), {drops_elsewhere} of which are not in "
	  "the counts here: they were dropped before the module was loaded, or "
	  "were no part of a handshake." },
	{ "quiet-now", SECTION_HEALTHY, always,
	  "no trouble now. SYN queue {synq} of {synq_limit}, accept queue "
	  "{acceptq} of {acceptq_limit}; what happened before is not known." },
	{ "nothing-known", SECTION_HEALTHY, always,
	  "nothing is known about its queues." },
};

const struct rules rules_what = {
	rules, ARRAY_SIZE(rules)
};

// SPDX-License-Identifier: GPL-2.0-only
/* What happened to a listener, and what its clients experience. */
#include "explain/facts.h"
#include "explain/predicates.h"
#include "explain/rules.h"
#include "lib/array.h"

/* has_name(): that column counted something. */
#define COUNTED(name)						\
static bool has_##name(const struct facts *f)			\
{								\
	const struct value v = f->value[FACT_##name];		\
								\
	return known(v) && v.number > 0;			\
}

COUNTED(syn_acceptq_full)
COUNTED(syn_synq_full)
COUNTED(syn_last_quarter)
COUNTED(syn_other)
COUNTED(ack_acceptq_full)
COUNTED(cookie_acceptq_full)
COUNTED(ack_other)
COUNTED(aborted)
COUNTED(expired_early)
COUNTED(syns_dropped)
COUNTED(dropped)

static bool deferred_fill_synq(const struct facts *f)
{
	return synq_in_trouble(f) && known(f->deferred) && f->deferred.number;
}

static bool cookies_are_bad(const struct facts *f)
{
	return synq_in_trouble(f) && known(f->cookies_bad) &&
	       f->cookies_bad.number;
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

/* Old kernels do not tell of the last minute. */
static bool was_full_at_some_time(const struct facts *f)
{
	return acceptq_was_full(f) && !known(f->acceptq_peak60);
}

static bool data_wait(const struct facts *f)
{
	return accept_keeps_waiting(f) && known(f->acceptq_bytes) &&
	       f->acceptq_bytes.number;
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
	return has_ack_acceptq_full(f) && known(f->aborted) && !f->aborted.number;
}

static bool in_trouble(const struct facts *f)
{
	return synq_in_trouble(f) || acceptq_in_trouble(f);
}

static bool always(const struct facts *f)
{
	(void)f;
	return true;
}

static const struct statement statements[] = {
	/* The SYN queue */
	{ "synq-full", SECTION_WHAT, synq_is_full,
	  "The SYN queue, the half-connection queue, is full: "
	  "{synq|half-open connection|half-open connections} of the {synq_limit} that "
	  "it holds." },
	{ "synq-was-full-lately", SECTION_WHAT, synq_was_full_lately,
	  "The SYN queue, the half-connection queue, was full within the last minute: "
	  "{synq_peak60|half-open connection|half-open connections} of the "
	  "{synq_limit} that it holds. Now there {#synq|is|are} {synq}." },
	{ "synq-was-full", SECTION_WHAT, synq_was_full,
	  "The SYN queue, the half-connection queue, was full at its worst: "
	  "{synq_peak|half-open connection|half-open connections} of the {synq_limit} "
	  "that it holds. In the last minute there were {synq_peak60} at most." },
	{ "synq-near", SECTION_WHAT, synq_is_near,
	  "The SYN queue is nearly full: {synq|half-open connection|half-open "
	  "connections} of the {synq_limit} that it holds." },
	{ "synq-was-near-lately", SECTION_WHAT, synq_was_near_lately,
	  "The SYN queue was nearly full within the last minute: "
	  "{synq_peak60|half-open connection|half-open connections} of the "
	  "{synq_limit} that it holds. Now there {#synq|is|are} {synq}." },
	{ "cookies-go-out", SECTION_WHAT, cookies_go_out,
	  "{cookies|SYN|SYNs} got a cookie instead of a place in the SYN queue; "
	  "cookies have been going out for {cookies_since_ms}." },
	{ "cookies-are-over", SECTION_WHAT, cookies_are_over,
	  "{cookies|SYN|SYNs} got a cookie instead of a place in the SYN queue, the "
	  "last one more than a minute ago." },
	{ "cookies-sent", SECTION_WHAT, cookies_of_some_time,
	  "{cookies|SYN|SYNs} got a cookie instead of a place in the SYN queue." },
	{ "cookies-of-other-limit", SECTION_WHAT, cookies_of_other_limit,
	  "{cookies|SYN|SYNs} got a cookie. The SYN queue, which holds {synq_limit}, "
	  "was not that deep: it held less then, or tcp_syncookies was 2, which "
	  "sends one always." },
	{ "cookies-of-no-room", SECTION_WHAT, cookies_of_no_room,
	  "{cookies|SYN|SYNs} got a cookie. With a backlog of {backlog} the SYN queue "
	  "of this kernel holds {synq_limit}, and every SYN finds it full." },
	{ "cookies-none-back", SECTION_WHAT, cookies_none_back,
	  "{cookies_back} of {cookies|cookie|cookies} came back: nobody completes "
	  "these handshakes. It is a SYN flood, or the SYN-ACKs do not reach the "
	  "clients." },
	{ "cookies-few-back", SECTION_WHAT, cookies_few_back,
	  "{cookies_back} of {cookies|cookie|cookies} came back: there are real "
	  "clients among SYNs that nobody completes." },
	{ "cookies-most-back", SECTION_WHAT, cookies_most_back,
	  "{cookies_back} of {cookies|cookie|cookies} came back: these are real "
	  "clients in a burst, and no SYN flood, whatever the kernel's log calls it." },
	{ "cookies-bad", SECTION_WHAT, cookies_are_bad,
	  "{cookies_bad|ACK|ACKs} came while cookies were out and held no valid one: "
	  "too late (a cookie lasts two minutes), of an older connection, or forged; "
	  "or memory, a route or a security module was in the way." },
	{ "syn-dropped-no-cookies", SECTION_WHAT, has_syn_synq_full,
	  "{syn_synq_full|SYN was|SYNs were} dropped because the SYN queue was full "
	  "and cookies were off." },
	{ "syn-dropped-last-quarter", SECTION_WHAT, has_syn_last_quarter,
	  "{syn_last_quarter|SYN was|SYNs were} dropped because only the last quarter "
	  "of tcp_max_syn_backlog was left and cookies were off." },
	{ "half-open-deferred", SECTION_WHAT, deferred_fill_synq,
	  "{deferred|connection waited in the SYN queue though its handshake was "
	  "done|connections waited in the SYN queue though their handshake was done}: "
	  "the program set TCP_DEFER_ACCEPT, which keeps them there until data come." },
	{ "half-open-expired", SECTION_WHAT, half_open_expire,
	  "{expired} of {queued|half-open connection was|half-open connections were} "
	  "given up because no final ACK came, though {synack_retrans|SYN-ACK was|"
	  "SYN-ACKs were} sent again: nobody is there, or SYN-ACKs or final ACKs get "
	  "lost." },
	{ "half-open-expired-early", SECTION_WHAT, has_expired_early,
	  "{expired_early|half-open connection was|half-open connections were} given "
	  "up early: while the SYN queue is more than half full, the kernel sends a "
	  "SYN-ACK again less often, down to twice." },
	{ "half-open-reset", SECTION_WHAT, half_open_are_reset,
	  "{reset} of {queued|half-open connection was|half-open connections were} "
	  "reset by the client: port scanners do that, and so do health checks." },
	{ "half-open-icmp", SECTION_WHAT, half_open_meet_icmp,
	  "{ended_icmp} of {queued|half-open connection was|half-open connections "
	  "were} ended by an ICMP error: the SYN-ACK did not get to the client." },

	/* The accept queue */
	{ "acceptq-full", SECTION_WHAT, acceptq_is_full,
	  "The accept queue is full: {acceptq|connection waits|connections wait} for "
	  "accept(), of the {acceptq_limit} that it holds." },
	{ "acceptq-over", SECTION_WHAT, acceptq_is_over,
	  "{acceptq} is more than {acceptq_limit}: listen() was called again with a "
	  "smaller backlog, a SO_REUSEPORT member closed and left its connections "
	  "here, or several CPUs added at the same time." },
	{ "acceptq-was-full-lately", SECTION_WHAT, acceptq_was_full_lately,
	  "The accept queue was full within the last minute: {acceptq_peak60|"
	  "connection|connections} of the {acceptq_limit} that it holds. Now "
	  "{acceptq|waits|wait} for accept()." },
	{ "acceptq-was-full", SECTION_WHAT, acceptq_was_full,
	  "The accept queue was full at its worst: {acceptq_peak|connection|"
	  "connections} of the {acceptq_limit} that it holds. In the last minute there "
	  "were {acceptq_peak60} at most." },
	{ "acceptq-was-full-once", SECTION_WHAT, was_full_at_some_time,
	  "The accept queue was full at its worst: {acceptq_peak|connection|"
	  "connections} of the {acceptq_limit} that it holds. Now {acceptq|waits|wait} "
	  "for accept()." },
	{ "acceptq-near", SECTION_WHAT, acceptq_is_near,
	  "The accept queue is nearly full: {acceptq|connection waits|connections "
	  "wait} for accept(), of the {acceptq_limit} that it holds." },
	{ "acceptq-was-near-lately", SECTION_WHAT, acceptq_was_near_lately,
	  "The accept queue was nearly full within the last minute: {acceptq_peak60|"
	  "connection|connections} of the {acceptq_limit} that it holds. Now "
	  "{acceptq|waits|wait} for accept()." },
	{ "accept-never", SECTION_WHAT, never_since_listen,
	  "The program does not call accept(): it took {accepted|connection|"
	  "connections} since it called listen() {listen_age_ms} ago, and the oldest "
	  "of {acceptq} has been waiting for {acceptq_oldest_us}." },
	{ "accept-never-seen", SECTION_WHAT, never_since_module,
	  "The program does not call accept(): it took {accepted|connection|"
	  "connections} since the module was loaded, and the oldest of {acceptq} has "
	  "been waiting for {acceptq_oldest_us}." },
	{ "accept-stopped", SECTION_WHAT, accept_has_stopped,
	  "The program is not calling accept(): it last took a connection "
	  "{accept_age_ms} ago, and the oldest of {acceptq} has been waiting for "
	  "{acceptq_oldest_us}." },
	{ "accept-untold", SECTION_WHAT, accept_is_untold,
	  "The oldest of {acceptq} has been waiting for {acceptq_oldest_us}. Whether "
	  "the program calls accept() this kernel does not tell." },
	{ "accept-slow", SECTION_WHAT, accept_is_slow,
	  "The program calls accept(), the last time {accept_age_ms} ago, but not as "
	  "fast as connections come: {acceptq|is|are} waiting." },
	{ "accept-caught-up", SECTION_WHAT, accept_has_caught_up,
	  "The program has caught up since; it took {accepted|connection|connections} "
	  "so far." },
	{ "group-uneven", SECTION_WHAT, group_is_uneven,
	  "{members_full} of the {members} sockets of this address and port "
	  "{#members_full|is|are} full and {members_empty} {#members_empty|is|are} "
	  "empty. SO_REUSEPORT chooses a client's socket by a hash of the addresses, "
	  "and one that is full drops though others have room." },
	{ "accept-data-wait", SECTION_WHAT, data_wait,
	  "What those who wait have sent already, data or a FIN, takes "
	  "{acceptq_bytes|byte|bytes} of memory." },
	{ "syn-dropped-acceptq", SECTION_WHAT, has_syn_acceptq_full,
	  "{syn_acceptq_full|SYN was|SYNs were} dropped because the accept queue was "
	  "full." },
	{ "ack-dropped-acceptq", SECTION_WHAT, has_ack_acceptq_full,
	  "{ack_acceptq_full|final ACK was|final ACKs were} dropped because the accept "
	  "queue was full." },
	{ "cookie-dropped-acceptq", SECTION_WHAT, has_cookie_acceptq_full,
	  "{cookie_acceptq_full|final ACK with a valid cookie was|final ACKs with a "
	  "valid cookie were} dropped because the accept queue was full." },
	{ "half-open-aborted", SECTION_WHAT, has_aborted,
	  "{aborted|half-open connection was|half-open connections were} reset for "
	  "that, as tcp_abort_on_overflow was set." },

	/* The fast-open queue */
	{ "fastopenq-full", SECTION_WHAT, fastopenq_is_full,
	  "The fast-open queue is full: {fastopenq|connection|connections} of the "
	  "{fastopenq_limit} that it holds. Data in the SYN opened them, and no final "
	  "ACK has come, or an RST within the last minute." },

	/* Either */
	{ "syn-dropped-other", SECTION_WHAT, has_syn_other,
	  "{syn_other|SYN was|SYNs were} dropped for another reason than a full "
	  "queue: no route back, no memory, or a security policy." },
	{ "ack-dropped-other", SECTION_WHAT, has_ack_other,
	  "{ack_other|final ACK was|final ACKs were} dropped for another reason than a "
	  "full queue: no route back, no memory, or a security policy." },
	{ "dropped-lately", SECTION_WHAT, dropped_lately,
	  "The last of {dropped|packet|packets} was dropped {drop_age_ms} ago." },
	{ "dropped-is-over", SECTION_WHAT, dropped_is_over,
	  "It is over: the last of {dropped|packet|packets} was dropped "
	  "{drop_age_ms} ago." },
	{ "counted-since", SECTION_WHAT, in_trouble,
	  "This listener has been counted since listen(), {listen_age_ms} ago." },

	{ "clients-syn-dropped", SECTION_CLIENTS, has_syns_dropped,
	  "A client whose SYN is dropped hears nothing and sends it again after 1 s, "
	  "3 s, 7 s and so on, or gives up: {syns_dropped|drop|drops} so far." },
	{ "clients-ack-dropped", SECTION_CLIENTS, acks_dropped_and_kept,
	  "A client whose final ACK is dropped ({ack_acceptq_full} so far) believes "
	  "that it is connected and hears nothing: its data are ignored until there is "
	  "room, and meet a RST if the half-open connection is given up first." },
	{ "clients-aborted", SECTION_CLIENTS, has_aborted,
	  "A client whose half-open connection is reset ({aborted} so far) believes "
	  "that it is connected and reads 'connection reset by peer' at once." },
	{ "clients-cookie-dropped", SECTION_CLIENTS, has_cookie_acceptq_full,
	  "A client whose cookie is dropped ({cookie_acceptq_full} so far) believes "
	  "that it is connected and hears nothing: its data, sent again within two "
	  "minutes, may still get it in; after that they meet a RST." },
	{ "clients-cookies", SECTION_CLIENTS, cookies_sent,
	  "A client that gets a cookie ({cookies} so far) connects as usual; but "
	  "nobody repeats a SYN-ACK that gets lost, and window scaling and SACK work "
	  "only if it uses TCP timestamps." },
	{ "clients-wait", SECTION_CLIENTS, accept_keeps_waiting,
	  "A client in the accept queue is connected and may have sent its request, "
	  "but nobody reads it: the oldest has been waiting for {acceptq_oldest_us}." },

	{ "clients-fastopenq", SECTION_CLIENTS, fastopenq_is_full,
	  "A client that sends data in its SYN connects as usual, but the data are not "
	  "taken while {fastopenq} of {fastopenq_limit} places are: it sends them "
	  "again, a round trip later." },

	{ "healthy-cookies-always", SECTION_HEALTHY, cookies_by_choice,
	  "healthy. Its SYN queue holds {synq_limit}, as tcp_syncookies 2 has every SYN "
	  "get a cookie, {cookies} so far; accept queue at worst {acceptq_peak} of "
	  "{acceptq_limit}, {dropped} dropped." },
	{ "healthy", SECTION_HEALTHY, always,
	  "healthy. SYN queue at worst {synq_peak} of {synq_limit}, accept queue at "
	  "worst {acceptq_peak} of {acceptq_limit}, {dropped} dropped." },
	{ "quiet-now", SECTION_HEALTHY, always,
	  "quiet now. SYN queue {synq} of {synq_limit}, accept queue {acceptq} of "
	  "{acceptq_limit}; what was before is not known." },
	{ "nothing-known", SECTION_HEALTHY, always,
	  "nothing is known of its queues." },
};

const struct statements diagnosis = {
	statements, ARRAY_SIZE(statements)
};

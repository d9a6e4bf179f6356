/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A crowd of clients, each with a connection that goes as far as it is told to.
 * Shared with the traffic generator of the tests.
 */
#ifndef CLIENTS_H
#define CLIENTS_H

#include "selftest/packet.h"

enum client_state { CLIENT_SENT, CLIENT_PENDING, CLIENT_OPEN, CLIENT_CLOSED };

struct client {
	enum client_state state;	/* pending: a SYN-ACK is there */
	uint32_t seq;			/* what it sends next */
	uint32_t ack;			/* what it expects next */
};

struct clients {
	struct crowd crowd;
	unsigned long first;	/* the number of the first one in the crowd */
	struct client *client;
	unsigned long count;
	/* SYNs; SYN-ACKs, first ones and further ones; RSTs; all else */
	unsigned long sent, synacks, resent, resets, others;
	int raw, tap;
	int quiet_ms;		/* nothing came for so long: nothing will */
	/* Waits until all packets sent have been handled; false with errno. */
	bool (*settle)(void *data);
	void *data;
	/* Sends instead of sender_send(), unless NULL. */
	bool (*send)(struct clients *clients, unsigned long i,
		     const struct segment *segment, uint8_t twin_flags);
};

/*
 * What clients in one state do next:
 *
 *	again	send the SYN again
 *	ack, data, badack, rst	answer a SYN-ACK: by the final ACK, by one with a
 *		byte of data, by one with a wrong number, by an RST
 *	reack, push, kill	after the final ACK: send it again, a byte, an RST
 *	fin, finack, ackfin	send a FIN; acknowledge the server's in it; or alone
 *	ackrst	send the final ACK, and a twin of it, which is an RST
 */
struct client_step {
	const char *name;
	enum client_state from, to;
	uint8_t flags;
	uint8_t twin_flags;	/* of the second packet, if it is another one */
	unsigned int wrong;	/* added to the ACK number */
	unsigned int payload;
};

/* Returns NULL if no step is called so. */
const struct client_step *client_step(const char *name);

/*
 * Opens the sockets of a crowd whose server, source and seed are set, and sees
 * what comes from then on. Returns false with errno; clients_close() is due then
 * also.
 */
bool clients_open(struct clients *clients);
void clients_close(struct clients *clients);

/* Adds clients that have not sent anything yet. Returns false with errno. */
bool clients_add(struct clients *clients, unsigned long n);
/* Adds clients that send their SYN. Returns false with errno. */
bool clients_syn(struct clients *clients, unsigned long n);

/*
 * Makes the first n clients in the step's state take it; fewer if there are no
 * more. Returns how many did, -1 with errno on failure.
 */
long clients_take(struct clients *clients, const struct client_step *step,
		  unsigned long n);

/*
 * Makes the network tell the server that the first n clients whose SYN-ACK is
 * there cannot be reached. Returns how many these were, -1 with errno on failure.
 */
long clients_lose(struct clients *clients, unsigned long n);

/* Takes what has come; returns whether there was anything. */
bool clients_look(struct clients *clients);
bool clients_look_until_quiet(struct clients *clients);

#endif /* CLIENTS_H */

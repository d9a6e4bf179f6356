/* SPDX-License-Identifier: GPL-2.0-only */
/* An address and a port as text: 192.0.2.1:80 or [2001:db8::1]:80. */
#ifndef LQ_ENDPOINT_TEXT_H
#define LQ_ENDPOINT_TEXT_H

struct lq_cell;
struct lq_endpoint;
struct lq_listening;

/**
 * lq_endpoint_cell() - set a cell to an endpoint
 * @cell: the cell; the text is in its room
 * @endpoint: the endpoint; an IPv4 address is shown without its prefix
 *
 * Context: any.
 */
void lq_endpoint_cell(struct lq_cell *cell, const struct lq_endpoint *endpoint);

/**
 * lq_listening_cell() - set a cell to where a socket listens
 * @cell: the cell; the text is in its room
 * @local: where; an IPv6 socket shows IPv4 addresses as it knows them,
 *	[::ffff:192.0.2.1]:80
 *
 * Context: any.
 */
void lq_listening_cell(struct lq_cell *cell, const struct lq_listening *local);

#endif /* LQ_ENDPOINT_TEXT_H */

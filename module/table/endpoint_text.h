/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shows an address and a port as 192.0.2.1:80 or [2001:db8::1]:80, with the
 * device as ss shows it, 192.0.2.1%eth0:80 or [2001:db8::1]%eth0:80.
 */
#ifndef LQ_ENDPOINT_TEXT_H
#define LQ_ENDPOINT_TEXT_H

struct lq_cell;
struct lq_endpoint;
struct lq_listening;

/**
 * lq_endpoint_cell() - set a cell to an address and a port
 * @cell: the cell
 * @endpoint: the address and port; an IPv4 address is shown as such
 * @dev: the name of the device, or ""
 *
 * Context: any.
 */
void lq_endpoint_cell(struct lq_cell *cell, const struct lq_endpoint *endpoint,
		      const char *dev);

/**
 * lq_listening_cell() - set a cell to the address and port of a listener
 * @cell: the cell
 * @local: the address and port; an IPv6 socket bound to an IPv4 address is
 *	shown as [::ffff:192.0.2.1]:80
 * @dev: the name of its device, or ""
 *
 * Context: any.
 */
void lq_listening_cell(struct lq_cell *cell, const struct lq_listening *local,
		       const char *dev);

#endif /* LQ_ENDPOINT_TEXT_H */

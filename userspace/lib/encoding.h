/* SPDX-License-Identifier: GPL-2.0-only */
/* The encoding of text that users see. */
#ifndef ENCODING_H
#define ENCODING_H

#include <stdbool.h>

/* Whether the locale's encoding is UTF-8; otherwise take it for ASCII. */
bool encoding_is_utf8(void);

#endif /* ENCODING_H */

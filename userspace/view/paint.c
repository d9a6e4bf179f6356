// SPDX-License-Identifier: GPL-2.0-only
#include "listener/group.h"
#include "listener/listener.h"
#include "listener/trouble.h"
#include "view/paint.h"

static const char *colour_of(enum trouble trouble)
{
	switch (trouble) {
	case TROUBLE_FULL:
		return "red";
	case TROUBLE_SOME:
		return "yellow";
	case TROUBLE_NONE:
		break;
	}
	return NULL;
}

const char *paint_listener(const void *row)
{
	const struct listener *listener = row;

	return colour_of(listener_trouble(listener->row));
}

const char *paint_branch(const void *row)
{
	const struct branch *branch = row;
	enum trouble worst = TROUBLE_NONE, trouble;
	size_t i;

	if (!branch->members)
		return paint_listener(&branch->listener);
	for (i = 1; i <= branch->members; i++) {
		trouble = listener_trouble(branch[i].listener.row);
		if (trouble > worst)
			worst = trouble;
	}
	return colour_of(worst);
}

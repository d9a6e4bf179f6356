// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "lib/exit_status.h"
#include "listener/completeness.h"
#include "table/parse.h"
#include "table/table.h"

#define MODULE "# listenq-module 1\nversion unrecorded no_memory\n"
#define NETSTAT "# listenq-netstat 1\ncounter kernel ours\n"
#define PROBES "# listenq-probes 1\nsymbol state missed\n"

static void parse(struct loaded *loaded, const char *text,
		  const struct table_format *format)
{
	struct parse_result result;

	loaded->source.text = exact_copy(text, strlen(text));
	result = parse_table(loaded->source.text, strlen(text), format,
			     &loaded->table);
	assert_int_equal(result.status, PARSE_OK);
}

static char said[1024];

static enum completeness judge_with(const char *module_text,
				    const char *probes_text,
				    const char *netstat_text)
{
	struct module_tables tables = { .hidden = 0 };
	FILE *out = fmemopen(said, sizeof(said), "w");
	enum completeness result;

	parse(&tables.module, module_text, &module_format);
	parse(&tables.probes, probes_text, &probe_format);
	parse(&tables.netstat, netstat_text, &netstat_format);
	result = completeness_of(&tables);
	completeness_print(&tables, out);
	fclose(out);
	module_tables_unload(&tables);
	return result;
}

static enum completeness judge(const char *module_text, const char *probes_text)
{
	return judge_with(module_text, probes_text, NETSTAT);
}

static enum completeness judge_opens(const char *row)
{
	char netstat[256];

	snprintf(netstat, sizeof(netstat), NETSTAT "%s\n", row);
	return judge_with(MODULE "1 0 0\n", PROBES "a planted 0\n", netstat);
}

static void incomplete_if_probes_see_no_connections(void **state)
{
	(void)state;
	assert_int_equal(judge_opens("TcpPassiveOpens 100 0"),
			 INCOMPLETE);
	assert_string_equal(said, "INCOMPLETE: the kernel counted 100 "
			    "TcpPassiveOpens, LISTENQ 0: probably kprobes are or "
			    "were switched off; see 'sysctl "
			    "kernel.ftrace_enabled' and "
			    "/sys/kernel/debug/kprobes/enabled\n");
	assert_int_equal(judge_opens("TcpPassiveOpens 17 0"),
			 INCOMPLETE);
	assert_int_equal(judge_opens("TcpPassiveOpens 800 699"),
			 INCOMPLETE);
}

static enum consistency agree(const char *module_text, const char *before,
			      const char *now)
{
	struct module_tables tables = { .hidden = 0 };
	FILE *out = fmemopen(said, sizeof(said), "w");
	enum consistency result;

	parse(&tables.module, module_text, &module_format);
	parse(&tables.probes, PROBES "a planted 0\n", &probe_format);
	if (before)
		parse(&tables.earlier, before, &netstat_format);
	parse(&tables.netstat, now, &netstat_format);
	result = consistency_of(&tables);
	completeness_print(&tables, out);
	fclose(out);
	tables.hidden = EXIT_NO_PERMISSION;
	assert_int_equal(consistency_of(&tables), CONSISTENCY_UNKNOWN);
	module_tables_unload(&tables);
	return result;
}

#define LOSSLESS MODULE "1 0 0\n"

static void inconsistent_if_nothing_explains_a_gap(void **state)
{
	(void)state;
	assert_int_equal(agree(LOSSLESS, NULL,
			       NETSTAT "TcpExtEmbryonicRsts 0 8\n"),
			 INCONSISTENT);
	assert_string_equal(said, "INCONSISTENT: the kernel counted 0 "
			    "TcpExtEmbryonicRsts, LISTENQ 8 (reset, aborted)\n"
			    "INCONSISTENT: nothing was lost that explains it, so "
			    "these columns are wrong on this kernel; run 'listenq "
			    "selftest' and report what it prints\n");
	assert_int_equal(agree(LOSSLESS, NULL,
			       NETSTAT "TcpExtEmbryonicRsts 8 8\n"), CONSISTENT);
	assert_int_equal(agree(LOSSLESS, NULL,
			       NETSTAT "TcpExtListenDrops 8 0\n"), CONSISTENT);
	assert_int_equal(agree(LOSSLESS, NULL,
			       NETSTAT "TcpExtListenDrops 8 -\n"), CONSISTENT);
}

static void losses_explain_as_many(void **state)
{
	(void)state;
	assert_int_equal(agree(MODULE "1 5 3\n", NULL,
			       NETSTAT "TcpExtEmbryonicRsts 8 0\n"), CONSISTENT);
	assert_int_equal(agree(MODULE "1 5 2\n", NULL,
			       NETSTAT "TcpExtEmbryonicRsts 8 0\n"),
			 INCONSISTENT);
	assert_non_null(strstr(said, "INCOMPLETE: 2 events not counted"));
	assert_non_null(strstr(said, "INCONSISTENT: the kernel counted 8 "));
}

static void what_the_other_side_counts_meanwhile_is_no_gap(void **state)
{
	(void)state;
	assert_int_equal(agree(LOSSLESS, NETSTAT "TcpPassiveOpens 100 90\n",
			       NETSTAT "TcpPassiveOpens 210 200\n"), CONSISTENT);
	assert_int_equal(agree(LOSSLESS, NETSTAT "TcpPassiveOpens 90 100\n",
			       NETSTAT "TcpPassiveOpens 200 210\n"), CONSISTENT);
	assert_int_equal(agree(LOSSLESS, NETSTAT "TcpPassiveOpens 100 90\n",
			       NETSTAT "TcpPassiveOpens 102 91\n"), INCONSISTENT);
	assert_int_equal(agree(LOSSLESS, NETSTAT "TcpPassiveOpens 90 100\n",
			       NETSTAT "TcpPassiveOpens 91 102\n"), INCONSISTENT);
}

static void complete_if_few_connections_are_missing(void **state)
{
	(void)state;
	assert_int_equal(judge_opens("TcpPassiveOpens 16 0"),
			 COMPLETE);
	assert_int_equal(judge_opens("TcpPassiveOpens 800 700"),
			 COMPLETE);
	assert_int_equal(judge_opens("TcpPassiveOpens 800 900"),
			 COMPLETE);
	assert_int_equal(judge_opens("TcpPassiveOpens 800 -"),
			 COMPLETE);
	assert_int_equal(judge_opens("TcpExtTCPSynRetrans 800 0"),
			 COMPLETE);
}

static void complete_without_losses(void **state)
{
	(void)state;
	assert_int_equal(judge(MODULE "1 0 0\n", PROBES "a planted 0\n"),
			 COMPLETE);
	assert_string_equal(said, "complete: every probe is planted and no hit "
			    "was missed\n");
}

static void missed_hits_are_summed(void **state)
{
	(void)state;
	assert_int_equal(judge(MODULE "1 0 0\n",
			       PROBES "a planted 2\nb planted 3\n"),
			 INCOMPLETE);
	assert_string_equal(said, "INCOMPLETE: 5 hits missed while another "
			    "kprobe was being handled; counts may be too low by "
			    "up to that number\n");
}

static void incomplete_if_a_probe_is_missing(void **state)
{
	(void)state;
	assert_int_equal(judge(MODULE "1 0 0\n",
			       PROBES "a planted 0\nb rejected 0\n"),
			 INCOMPLETE);
	assert_string_equal(said, "INCOMPLETE: no probe on b (rejected); "
			    "columns that need it show -\n");
	assert_int_equal(judge(MODULE "1 0 0\n", PROBES "a - 0\n"),
			 INCOMPLETE);
}

static void incomplete_if_events_were_not_counted(void **state)
{
	(void)state;
	assert_int_equal(judge(MODULE "1 4 0\n", PROBES "a planted 0\n"),
			 INCOMPLETE);
	assert_non_null(strstr(said, ": 4 events not counted because "
				     "RECORDS-MAX "));
	assert_int_equal(judge(MODULE "1 0 1\n", PROBES "a planted 0\n"),
			 INCOMPLETE);
	assert_non_null(strstr(said, ": 1 event not counted because memory "
				     "was "));
}

static void each_loss_has_a_line(void **state)
{
	size_t i, lines = 0;

	(void)state;
	judge(MODULE "1 1 1\n", PROBES "a rejected 0\nb planted 1\n");
	for (i = 0; said[i]; i++)
		lines += said[i] == '\n';
	assert_int_equal(lines, 4);
}

static void unknown_if_a_loss_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(judge(MODULE "1 - 0\n", PROBES "a planted 0\n"),
			 COMPLETENESS_UNKNOWN);
	assert_int_equal(judge(MODULE "1 0 0\n",
			       PROBES "a planted 0\nb planted -\n"),
			 COMPLETENESS_UNKNOWN);
	assert_int_equal(judge(MODULE, PROBES "a planted 0\n"),
			 COMPLETENESS_UNKNOWN);
	assert_int_equal(judge(MODULE "1 0 0\n", PROBES), COMPLETENESS_UNKNOWN);
	assert_string_equal(said, "unknown: this module does not report all of "
			    "its losses\n");
}

static void incomplete_if_only_some_losses_are_unknown(void **state)
{
	(void)state;
	assert_int_equal(judge(MODULE "1 - 0\n",
			       PROBES "a planted -\nb planted 1\n"),
			 INCOMPLETE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(complete_without_losses),
		cmocka_unit_test(incomplete_if_probes_see_no_connections),
		cmocka_unit_test(inconsistent_if_nothing_explains_a_gap),
		cmocka_unit_test(losses_explain_as_many),
		cmocka_unit_test(what_the_other_side_counts_meanwhile_is_no_gap),
		cmocka_unit_test(complete_if_few_connections_are_missing),
		cmocka_unit_test(missed_hits_are_summed),
		cmocka_unit_test(incomplete_if_a_probe_is_missing),
		cmocka_unit_test(incomplete_if_events_were_not_counted),
		cmocka_unit_test(each_loss_has_a_line),
		cmocka_unit_test(unknown_if_a_loss_is_unknown),
		cmocka_unit_test(incomplete_if_only_some_losses_are_unknown),
	};

	return cmocka_run_group_tests_name("completeness", tests, NULL, NULL);
}

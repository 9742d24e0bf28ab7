/* test-fault.c: faults are read, counted, and laid together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "sluice-fault-private.h"

typedef struct
{
  const char  *text;
  SluiceFaults faults;
} GoodCase;

static const GoodCase good_cases[] = {
  { "status=400", { .status = 400 } },
  { "status=599", { .status = 599 } },
  { "retry-after=0", { .status = 429, .retry_after_s = 0 } },
  { "retry-after=7", { .status = 429, .retry_after_s = 7 } },
  { "malformed", { .malformed = TRUE } },
  { "garbled", { .garbled = TRUE } },
  { "refuse", { .refuse = TRUE } },
  { "stall", { .stall = TRUE } },
  { "cut=1", { .cut_bytes = 1 } },
  { "cut=9223372036854775807", { .cut_bytes = G_MAXINT64 } },
  { "slow-start=1000", { .slow_start_ms = 1000 } },
  { "one-byte", { .one_byte = TRUE } },
  { "truncate", { .truncate = TRUE } },
  { "refuse*1", { .refuse = TRUE } },
};

static void
assert_faults (const SluiceFaults *faults,
               const SluiceFaults *expected)
{
  g_assert_cmpuint (faults->status, ==, expected->status);
  g_assert_cmpuint (faults->retry_after_s, ==, expected->retry_after_s);
  g_assert_cmpuint (faults->slow_start_ms, ==, expected->slow_start_ms);
  g_assert_cmpuint (faults->cut_bytes, ==, expected->cut_bytes);
  g_assert_cmpint (faults->malformed, ==, expected->malformed);
  g_assert_cmpint (faults->garbled, ==, expected->garbled);
  g_assert_cmpint (faults->refuse, ==, expected->refuse);
  g_assert_cmpint (faults->stall, ==, expected->stall);
  g_assert_cmpint (faults->one_byte, ==, expected->one_byte);
  g_assert_cmpint (faults->truncate, ==, expected->truncate);
}

static void
test_good (gconstpointer data)
{
  const GoodCase *c = data;
  SluiceFaultList *list = sluice_fault_list_new ();
  SluiceFaults faults;
  g_autoptr(GError) error = NULL;

  g_assert_true (sluice_fault_list_add (list, c->text, &error));
  g_assert_no_error (error);
  faults = sluice_fault_list_take (list);
  assert_faults (&faults, &c->faults);
  sluice_fault_list_free (list);
}

typedef struct
{
  const char *text;
  const char *message;
} BadCase;

static const BadCase bad_cases[] = {
  { "", "there are status=N, retry-after=N, malformed, garbled, refuse, stall, cut=N, slow-start=N, one-byte, truncate" },
  { "explode", "no fault “explode”" },
  { "Status=401", "no fault “Status”" },
  { "status", "“status” needs a number from 400 to 599, like “status=400”" },
  { "status=", "“status” needs a number" },
  { "status=200", "“status” needs a number" },
  { "status=4xx", "“status” needs a number" },
  { "cut=0", "“cut” needs a number from 1" },
  { "cut=-1", "“cut” needs a number" },
  { "refuse=1", "“refuse” takes no value" },
  { "refuse=", "“refuse” takes no value" },
  { "refuse*0", "“0” is not a number of requests" },
  { "refuse*", "“” is not a number of requests" },
  { "status*2=401", "“2=401” is not a number of requests" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *c = data;
  SluiceFaultList *list = sluice_fault_list_new ();
  const SluiceFaults none = { 0 };
  SluiceFaults faults;
  g_autoptr(GError) error = NULL;

  g_assert_false (sluice_fault_list_add (list, c->text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  if (strstr (error->message, c->message) == NULL)
    g_error ("“%s” is not in “%s”", c->message, error->message);

  faults = sluice_fault_list_take (list);
  assert_faults (&faults, &none);
  sluice_fault_list_free (list);
}

static void
test_counts (void)
{
  SluiceFaultList *list = sluice_fault_list_new ();

  g_test_summary ("Faults add up; those with a count are over after so many requests");

  g_assert_true (sluice_fault_list_add (list, "retry-after=3*2", NULL));
  g_assert_true (sluice_fault_list_add (list, "one-byte*1", NULL));
  g_assert_true (sluice_fault_list_add (list, "truncate", NULL));

  for (guint i = 0; i < 4; i++)
    {
      const SluiceFaults expected = { .status = i < 2 ? 429 : 0, .retry_after_s = i < 2 ? 3 : 0,
                                      .one_byte = i < 1, .truncate = TRUE };
      SluiceFaults faults = sluice_fault_list_take (list);

      assert_faults (&faults, &expected);
    }
  sluice_fault_list_free (list);
}

static void
test_status_with_retry_after (void)
{
  SluiceFaultList *list = sluice_fault_list_new ();
  const SluiceFaults expected = { .status = 503, .retry_after_s = 2 };
  SluiceFaults faults;

  g_test_summary ("Retry-After goes with the status that is asked for, in either order");

  g_assert_true (sluice_fault_list_add (list, "status=503", NULL));
  g_assert_true (sluice_fault_list_add (list, "retry-after=2", NULL));
  faults = sluice_fault_list_take (list);
  assert_faults (&faults, &expected);
  sluice_fault_list_free (list);

  list = sluice_fault_list_new ();
  g_assert_true (sluice_fault_list_add (list, "retry-after=2", NULL));
  g_assert_true (sluice_fault_list_add (list, "status=503", NULL));
  faults = sluice_fault_list_take (list);
  assert_faults (&faults, &expected);
  sluice_fault_list_free (list);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fault/good/", good_cases[i].text, NULL);

      g_test_add_data_func (path, &good_cases[i], test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fault/bad/%u", i);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/fault/counts", test_counts);
  g_test_add_func ("/fault/status-with-retry-after", test_status_with_retry_after);

  return g_test_run ();
}

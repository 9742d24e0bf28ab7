/* sluice-facts.c: what can be found in a prompt without understanding it
 *
 * The simulator is no model. But "Mary is 25 years old" asked for with a name and an age should
 * give Mary and 25, or nobody could see what their schema does. So it looks for capitalised words,
 * numbers, dates and addresses, and no further.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-facts-private.h"

/* What follows is not looked at: facts stand at the beginning, or are too many to be used. */
#define MAX_TEXT (64 * 1024)

#define ADDRESS_ENDS " \t\r\n,;()<>\"'"

/* A word, or a number, or another character of the text. */
typedef struct
{
  const char *start;
  gsize       length;
  gboolean    is_word;
  gboolean    is_number;
  gboolean    starts_sentence;
} Token;

/* Words that are capitalised because they begin a sentence, or that are no names for all that. */
static const char * const ordinary_words[] = {
  "a", "about", "add", "after", "all", "also", "always", "an", "analyse", "analyze", "and", "answer",
  "are", "as", "at", "be", "born", "but", "by", "can", "categorise", "categorize", "chief", "class",
  "classify", "consider", "context", "correct", "correctly", "create", "customer", "data", "dear",
  "describe", "diagnose", "do", "document", "each", "email", "every", "executive", "extract", "find",
  "follow", "following", "for", "from", "generate", "get", "give", "given", "has", "have", "he",
  "hello", "help", "her", "here", "hi", "his", "how", "i", "i'm", "i've", "identify", "if", "in",
  "input", "instructions", "into", "invent", "is", "it", "its", "json", "known", "list", "make", "me",
  "my", "name", "no", "not", "note", "now", "of", "on", "one", "only", "or", "our", "output", "people",
  "please", "produce", "provide", "put", "question", "read", "recall", "remember", "return", "review",
  "say", "schema", "score", "see", "segment", "server", "she", "show", "some", "sort", "source", "split",
  "summarise", "summarize", "summary", "system", "tag", "task", "tell", "text", "that", "the",
  "their", "then", "there", "these", "they", "this", "those", "to", "today", "translate", "two",
  "use", "user", "users", "very", "was", "we", "what", "when", "where", "which", "who", "why", "will",
  "with", "write", "yes", "you", "your",
};

static const char * const months[] = {
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
  "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
  "nov", "dec",
};

static const char * const week_days[] = {
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

static const char * const company_words[] = {
  "ag", "bank", "company", "corp", "corporation", "foods", "gmbh", "group", "holdings", "inc",
  "industries", "labs", "limited", "llc", "logistics", "ltd", "motors", "partners", "plc",
  "robotics", "software", "solutions", "studios", "systems", "technologies",
};

static const char * const place_prepositions[] = {
  "at", "from", "in", "into", "near", "to", "towards",
};

/* "1,000 users": these, and the name of the class, can be asked for by number. */
static const char * const item_words[] = {
  "companies", "elements", "entities", "entries", "events", "examples", "items", "jobs", "listings",
  "names", "objects", "orders", "people", "persons", "products", "records", "results", "rows",
  "tasks", "things", "tickets", "users",
};

static const char * const correction_phrases[] = {
  "validation error", "fix the error", "errors fixed", "correct your json", "correct the json",
  "correct the following json", "the following errors", "errors were found", "errors given below",
  "exceptions found", "last answer did not",
};

static gboolean
is_in (const char         *word,
       gsize               length,
       const char * const *list,
       guint               n)
{
  for (guint i = 0; i < n; i++)
    if (strlen (list[i]) == length && g_ascii_strncasecmp (word, list[i], length) == 0)
      return TRUE;

  return FALSE;
}

#define IS_IN(token, list) is_in ((token)->start, (token)->length, list, G_N_ELEMENTS (list))

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '\'' || c == 0x2019 || c == '-';
}

/* --- Tokens --- */

/* Digits, with "," between groups of three and "." before more digits. */
static const char *
skip_number (const char *p)
{
  while (g_ascii_isdigit (*p)
         || (*p == ',' && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]) && g_ascii_isdigit (p[3]))
         || (*p == '.' && g_ascii_isdigit (p[1])))
    p++;

  return p;
}

static const char *
skip_word (const char *p)
{
  while (is_word_character (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

static GArray *
split (const char *text)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (Token));
  gboolean starts_sentence = TRUE;

  for (const char *p = text; *p;)
    {
      Token token = { .start = p };
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          starts_sentence |= c == '\n';
          p = g_utf8_next_char (p);
          continue;
        }

      token.starts_sentence = starts_sentence;
      if (g_ascii_isdigit (c))
        {
          token.is_number = TRUE;
          p = skip_number (p);
        }
      else if (g_unichar_isalpha (c))
        {
          token.is_word = TRUE;
          p = skip_word (p);
        }
      else
        {
          p = g_utf8_next_char (p);
        }

      token.length = p - token.start;
      g_array_append_val (tokens, token);
      starts_sentence = strchr (".!?:\"`-*", c < 128 ? (char) c : ' ') != NULL;
    }

  return tokens;
}

static const Token *
get (GArray *tokens,
     gint    i)
{
  static const Token none = { "", 0, FALSE, FALSE, FALSE };

  return i >= 0 && i < (gint) tokens->len ? &g_array_index (tokens, Token, i) : &none;
}

static gboolean
is_character (const Token *token,
              char         c)
{
  return token->length == 1 && *token->start == c;
}

/* --- Names --- */

/* "Mary", not "mary", "JSON" or "I". */
static gboolean
is_capitalised (const Token *token)
{
  const char *second;

  if (!token->is_word || !g_unichar_isupper (g_utf8_get_char (token->start)))
    return FALSE;

  second = g_utf8_next_char (token->start);
  for (const char *p = second; p < token->start + token->length; p = g_utf8_next_char (p))
    if (g_unichar_islower (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static gboolean
can_be_name (const Token *token)
{
  return is_capitalised (token) && !IS_IN (token, ordinary_words) && !IS_IN (token, months)
         && !IS_IN (token, week_days);
}

/* How many tokens a name has that begins here: "Mara Okafor", "Harbour & Lane". */
static guint
measure_name (GArray *tokens,
              guint   i)
{
  guint n = 1;

  while (TRUE)
    {
      const Token *next = get (tokens, i + n);

      if (can_be_name (next) && !next->starts_sentence)
        n++;
      else if (is_character (next, '&') && can_be_name (get (tokens, i + n + 1)))
        n += 2;
      else
        return n;
    }
}

static char *
dup_range (GArray *tokens,
           guint   i,
           guint   n)
{
  const Token *last = get (tokens, i + n - 1);
  const char *start = get (tokens, i)->start;
  g_autofree char *name = g_strndup (start, last->start + last->length - start);

  static const char * const endings[] = { "'s", "’s", "'", "’" };

  for (guint j = 0; j < G_N_ELEMENTS (endings); j++)
    if (g_str_has_suffix (name, endings[j]))
      name[strlen (name) - strlen (endings[j])] = '\0';

  return g_steal_pointer (&name);
}

static void
add_once (GPtrArray *list,
          char      *text)
{
  if (g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (list, text);
}

static gboolean
has_company_word (GArray *tokens,
                  guint   i,
                  guint   n)
{
  for (guint j = i; j < i + n; j++)
    if (is_character (get (tokens, j), '&') || IS_IN (get (tokens, j), company_words))
      return TRUE;

  return FALSE;
}

/* As a word of its own, in the same case. */
static gboolean
find_word (const char *text,
           const char *word)
{
  gsize length = strlen (word);

  for (const char *p = strstr (text, word); p != NULL && length > 0; p = strstr (p + 1, word))
    {
      gboolean starts = p == text || !is_word_character (g_utf8_get_char (g_utf8_prev_char (p)));

      if (starts && !is_word_character (g_utf8_get_char (p + length)))
        return TRUE;
    }

  return FALSE;
}

/* "Northwind" after "Northwind Holdings" */
static gboolean
is_part_of_known (GPtrArray  *list,
                  const char *name)
{
  for (guint i = 0; i < list->len; i++)
    if (find_word (g_ptr_array_index (list, i), name))
      return TRUE;

  return FALSE;
}

static guint
take_name (SluiceFacts *self,
           GArray      *tokens,
           guint        i)
{
  guint n = measure_name (tokens, i);
  const Token *before = get (tokens, (gint) i - 1);
  g_autofree char *name = dup_range (tokens, i, n);

  if (is_part_of_known (self->companies, name) || is_part_of_known (self->names, name))
    return n;

  if (has_company_word (tokens, i, n))
    add_once (self->companies, g_steal_pointer (&name));
  else if (before->is_word && IS_IN (before, place_prepositions))
    add_once (self->places, g_steal_pointer (&name));
  else
    add_once (self->names, g_steal_pointer (&name));

  return n;
}

/* --- Numbers and dates --- */

static gdouble
parse_number (const Token *token)
{
  g_autoptr(GString) digits = g_string_new_len (token->start, token->length);

  for (gsize i = 0; i < digits->len;)
    if (digits->str[i] == ',')
      g_string_erase (digits, i, 1);
    else
      i++;

  return g_ascii_strtod (digits->str, NULL);
}

/* "12 March 2025", "March 12, 2025", "March 2025", "June", "2025-03-12": how many tokens */
static guint
measure_date (GArray *tokens,
              guint   i)
{
  const Token *first = get (tokens, i);
  guint n = 0;

  if (first->is_number && first->length == 4 && is_character (get (tokens, i + 1), '-')
      && get (tokens, i + 2)->is_number && is_character (get (tokens, i + 3), '-')
      && get (tokens, i + 4)->is_number)
    return 5;

  if (first->is_number && first->length <= 2 && is_capitalised (get (tokens, i + 1))
      && IS_IN (get (tokens, i + 1), months))
    n = 2;
  else if (is_capitalised (first) && IS_IN (first, months))
    n = 1;
  else
    return 0;

  if (n == 1 && get (tokens, i + 1)->is_number && get (tokens, i + 1)->length <= 2)
    n += is_character (get (tokens, i + 2), ',') ? 2 : 1;
  if (get (tokens, i + n)->is_number && get (tokens, i + n)->length == 4)
    n++;

  return n;
}

static gdouble
get_scale (const Token *token)
{
  static const struct { const char *word; gdouble scale; } scales[] = {
    { "thousand", 1e3 }, { "k", 1e3 }, { "million", 1e6 }, { "m", 1e6 }, { "billion", 1e9 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (is_in (token->start, token->length, &scales[i].word, 1))
      return scales[i].scale;

  return 1;
}

static gboolean
is_currency (const Token *token)
{
  static const char * const signs[] = { "$", "€", "£", "USD", "EUR" };

  return IS_IN (token, signs);
}

static void
take_number (SluiceFacts *self,
             GArray      *tokens,
             guint        i)
{
  const Token *token = get (tokens, i);
  const Token *next = get (tokens, i + 1);
  gdouble scale = get_scale (next);
  gdouble value = parse_number (token) * scale;
  gboolean is_amount = scale != 1 || is_currency (get (tokens, (gint) i - 1))
                       || memchr (token->start, '.', token->length) != NULL;

  if (is_amount)
    {
      g_array_append_val (self->amounts, value);
    }
  else if (value < 1e15 && !is_character (next, '%'))
    {
      gint64 integer = (gint64) value;

      g_array_append_val (self->integers, integer);
    }
}

/* "1,000 users", "50 made-up people" */
static gboolean
take_item_count (SluiceFacts *self,
                 GArray      *tokens,
                 guint        i)
{
  for (guint j = i + 1; j <= i + 3 && get (tokens, j)->is_word; j++)
    if (IS_IN (get (tokens, j), item_words))
      {
        if (self->n_items == 0)
          self->n_items = (guint) CLAMP (parse_number (get (tokens, i)), 1, 10e6);
        return TRUE;
      }

  return FALSE;
}

/* --- The rest --- */

/* An address reaches to the next blank. Returns how many tokens it has. */
static guint
take_address (SluiceFacts *self,
              GArray      *tokens,
              guint        i)
{
  const char *start = get (tokens, i)->start;
  gsize length = strcspn (start, ADDRESS_ENDS);
  g_autofree char *word = NULL;
  const char *at;
  guint n = 0;

  /* In the middle of one that was looked at already. */
  if (start > self->text && strchr (ADDRESS_ENDS, start[-1]) == NULL)
    return 0;

  word = g_strndup (start, length);
  while (length > 0 && strchr (".!?:", word[length - 1]) != NULL)
    word[--length] = '\0';
  at = strchr (word, '@');

  if (g_str_has_prefix (word, "http://") || g_str_has_prefix (word, "https://"))
    add_once (self->urls, g_strdup (word));
  else if (at != NULL && at > word && strchr (at + 1, '.') != NULL)
    add_once (self->emails, g_strdup (word));
  else
    return 0;

  while (i + n < tokens->len && get (tokens, i + n)->start < start + length)
    n++;

  return n;
}

static gboolean
ends_sentence (const char *p)
{
  return *p == '\n' || (strchr (".!?", *p) != NULL && (p[1] == '\0' || g_ascii_isspace (p[1])));
}

/* "Who won the cup?": a sentence that ends in a question mark; one in an address ends nothing. */
static void
find_questions (SluiceFacts *self)
{
  const char *start = self->text;

  for (const char *p = self->text; *p; p++)
    {
      if (!ends_sentence (p))
        continue;
      if (*p == '?')
        add_once (self->questions, g_strstrip (g_strndup (start, p - start)));
      start = p + 1;
    }
}

SluiceFacts *
sluice_facts_new (const char *text)
{
  SluiceFacts *self = g_rc_box_new0 (SluiceFacts);
  g_autoptr(GArray) tokens = NULL;

  self->text = g_utf8_make_valid (text, strnlen (text, MAX_TEXT));
  self->small = g_utf8_strdown (self->text, -1);
  self->mentioned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->companies = g_ptr_array_new_with_free_func (g_free);
  self->places = g_ptr_array_new_with_free_func (g_free);
  self->dates = g_ptr_array_new_with_free_func (g_free);
  self->emails = g_ptr_array_new_with_free_func (g_free);
  self->urls = g_ptr_array_new_with_free_func (g_free);
  self->integers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->amounts = g_array_new (FALSE, FALSE, sizeof (gdouble));
  self->questions = g_ptr_array_new_with_free_func (g_free);

  tokens = split (self->text);
  for (guint i = 0; i < tokens->len;)
    {
      const Token *token = get (tokens, i);
      guint n;

      if ((n = take_address (self, tokens, i)) > 0)
        {
          i += n;
        }
      else if ((n = measure_date (tokens, i)) > 0)
        {
          add_once (self->dates, dup_range (tokens, i, n));
          i += n;
        }
      else if (can_be_name (token))
        {
          i += take_name (self, tokens, i);
        }
      else
        {
          if (token->is_number && !take_item_count (self, tokens, i))
            take_number (self, tokens, i);
          i++;
        }
    }

  find_questions (self);

  return self;
}

static void
prompt_clear (gpointer data)
{
  SluiceFacts *self = data;

  g_free (self->text);
  g_free (self->small);
  g_hash_table_unref (self->mentioned);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->companies);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->dates);
  g_ptr_array_unref (self->emails);
  g_ptr_array_unref (self->urls);
  g_array_unref (self->integers);
  g_array_unref (self->amounts);
  g_ptr_array_unref (self->questions);
}

SluiceFacts *
sluice_facts_ref (SluiceFacts *self)
{
  return g_rc_box_acquire (self);
}

void
sluice_facts_unref (SluiceFacts *self)
{
  g_rc_box_release_full (self, prompt_clear);
}

gboolean
sluice_facts_mentions (SluiceFacts *self,
                       const char  *word)
{
  gpointer known;
  gboolean found;

  if (!g_hash_table_lookup_extended (self->mentioned, word, NULL, &known))
    {
      g_autofree char *small = g_utf8_strdown (word, -1);

      found = find_word (self->small, small);
      g_hash_table_insert (self->mentioned, g_strdup (word), GINT_TO_POINTER (found));
      return found;
    }

  return GPOINTER_TO_INT (known);
}

gboolean
sluice_facts_is_correction (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *small = g_utf8_strdown (valid, -1);

  for (guint i = 0; i < G_N_ELEMENTS (correction_phrases); i++)
    if (strstr (small, correction_phrases[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* sluice-vocabulary.c: what a property is about, by its name, and words for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-vocabulary-private.h"

/* All the words of an entry must be in the name, its last word first of all; the first entry that
 * fits is taken. Words that begin with "$" say something only where they are the last: a key is an
 * identifier, key points are not. */
static const struct
{
  const char  *words;
  SluiceTopic  topic;
} topics[] = {
  { "email address", SLUICE_TOPIC_EMAIL },
  { "phone number", SLUICE_TOPIC_PHONE },
  { "web address", SLUICE_TOPIC_URL },
  { "first name", SLUICE_TOPIC_FIRST_NAME },
  { "given name", SLUICE_TOPIC_FIRST_NAME },
  { "last name", SLUICE_TOPIC_LAST_NAME },
  { "family name", SLUICE_TOPIC_LAST_NAME },
  { "surname", SLUICE_TOPIC_LAST_NAME },
  { "username", SLUICE_TOPIC_USER_NAME },
  { "user name", SLUICE_TOPIC_USER_NAME },
  { "login", SLUICE_TOPIC_USER_NAME },
  { "nickname", SLUICE_TOPIC_USER_NAME },
  { "email", SLUICE_TOPIC_EMAIL },
  { "mail", SLUICE_TOPIC_EMAIL },
  { "phone", SLUICE_TOPIC_PHONE },
  { "mobile", SLUICE_TOPIC_PHONE },
  { "fax", SLUICE_TOPIC_PHONE },
  { "url", SLUICE_TOPIC_URL },
  { "uri", SLUICE_TOPIC_URL },
  { "website", SLUICE_TOPIC_URL },
  { "$link", SLUICE_TOPIC_URL },
  { "homepage", SLUICE_TOPIC_URL },
  { "zip", SLUICE_TOPIC_POSTCODE },
  { "postcode", SLUICE_TOPIC_POSTCODE },
  { "postal", SLUICE_TOPIC_POSTCODE },
  { "street", SLUICE_TOPIC_ADDRESS },
  { "address", SLUICE_TOPIC_ADDRESS },
  { "country", SLUICE_TOPIC_COUNTRY },
  { "nationality", SLUICE_TOPIC_COUNTRY },
  { "city", SLUICE_TOPIC_PLACE },
  { "town", SLUICE_TOPIC_PLACE },
  { "$place", SLUICE_TOPIC_PLACE },
  { "location", SLUICE_TOPIC_PLACE },
  { "destination", SLUICE_TOPIC_PLACE },
  { "birthplace", SLUICE_TOPIC_PLACE },
  { "currency", SLUICE_TOPIC_CURRENCY },
  { "salary", SLUICE_TOPIC_MONEY },
  { "price", SLUICE_TOPIC_MONEY },
  { "cost", SLUICE_TOPIC_MONEY },
  { "amount", SLUICE_TOPIC_MONEY },
  { "budget", SLUICE_TOPIC_MONEY },
  { "revenue", SLUICE_TOPIC_MONEY },
  { "$total", SLUICE_TOPIC_MONEY },
  { "fee", SLUICE_TOPIC_MONEY },
  { "balance", SLUICE_TOPIC_MONEY },
  { "language", SLUICE_TOPIC_LANGUAGE },
  { "colour", SLUICE_TOPIC_COLOUR },
  { "color", SLUICE_TOPIC_COLOUR },
  { "reasoning", SLUICE_TOPIC_REASONING },
  { "thinking", SLUICE_TOPIC_REASONING },
  { "thought", SLUICE_TOPIC_REASONING },
  { "thoughts", SLUICE_TOPIC_REASONING },
  { "chain", SLUICE_TOPIC_REASONING },
  { "rationale", SLUICE_TOPIC_REASONING },
  { "question", SLUICE_TOPIC_QUESTION },
  { "query", SLUICE_TOPIC_QUESTION },
  { "search", SLUICE_TOPIC_QUESTION },
  { "ages", SLUICE_TOPIC_AGE },
  { "age", SLUICE_TOPIC_AGE },
  { "year", SLUICE_TOPIC_YEAR },
  { "probability", SLUICE_TOPIC_SHARE },
  { "confidence", SLUICE_TOPIC_SHARE },
  { "likelihood", SLUICE_TOPIC_SHARE },
  { "percent", SLUICE_TOPIC_PERCENT },
  { "percentage", SLUICE_TOPIC_PERCENT },
  { "score", SLUICE_TOPIC_SCORE },
  { "rating", SLUICE_TOPIC_SCORE },
  { "grade", SLUICE_TOPIC_SCORE },
  { "stars", SLUICE_TOPIC_SCORE },
  { "$count", SLUICE_TOPIC_COUNT },
  { "quantity", SLUICE_TOPIC_COUNT },
  { "date", SLUICE_TOPIC_DATE },
  { "dates", SLUICE_TOPIC_DATE },
  { "birthday", SLUICE_TOPIC_DATE },
  { "deadline", SLUICE_TOPIC_DATE },
  { "$time", SLUICE_TOPIC_TIME },
  { "companies", SLUICE_TOPIC_COMPANY },
  { "company", SLUICE_TOPIC_COMPANY },
  { "organisation", SLUICE_TOPIC_COMPANY },
  { "organization", SLUICE_TOPIC_COMPANY },
  { "employer", SLUICE_TOPIC_COMPANY },
  { "vendor", SLUICE_TOPIC_COMPANY },
  { "brand", SLUICE_TOPIC_COMPANY },
  { "department", SLUICE_TOPIC_DEPARTMENT },
  { "$team", SLUICE_TOPIC_DEPARTMENT },
  { "product", SLUICE_TOPIC_PRODUCT },
  { "occupation", SLUICE_TOPIC_JOB },
  { "profession", SLUICE_TOPIC_JOB },
  { "position", SLUICE_TOPIC_JOB },
  { "$job", SLUICE_TOPIC_JOB },
  { "$role", SLUICE_TOPIC_JOB },
  { "$id", SLUICE_TOPIC_IDENTIFIER },
  { "uuid", SLUICE_TOPIC_IDENTIFIER },
  { "$key", SLUICE_TOPIC_IDENTIFIER },
  { "$code", SLUICE_TOPIC_IDENTIFIER },
  { "sku", SLUICE_TOPIC_IDENTIFIER },
  { "tags", SLUICE_TOPIC_TAG },
  { "tag", SLUICE_TOPIC_TAG },
  { "keywords", SLUICE_TOPIC_TAG },
  { "topics", SLUICE_TOPIC_TAG },
  { "topic", SLUICE_TOPIC_TAG },
  { "category", SLUICE_TOPIC_TAG },
  { "categories", SLUICE_TOPIC_TAG },
  { "$type", SLUICE_TOPIC_TAG },
  { "$kind", SLUICE_TOPIC_TAG },
  { "$status", SLUICE_TOPIC_TAG },
  { "summary", SLUICE_TOPIC_PROSE },
  { "description", SLUICE_TOPIC_PROSE },
  { "explanation", SLUICE_TOPIC_PROSE },
  { "analysis", SLUICE_TOPIC_PROSE },
  { "verdict", SLUICE_TOPIC_PROSE },
  { "conclusion", SLUICE_TOPIC_PROSE },
  { "comment", SLUICE_TOPIC_PROSE },
  { "notes", SLUICE_TOPIC_PROSE },
  { "$text", SLUICE_TOPIC_PROSE },
  { "$body", SLUICE_TOPIC_PROSE },
  { "content", SLUICE_TOPIC_PROSE },
  { "message", SLUICE_TOPIC_PROSE },
  { "answer", SLUICE_TOPIC_PROSE },
  { "response", SLUICE_TOPIC_PROSE },
  { "review", SLUICE_TOPIC_PROSE },
  { "bio", SLUICE_TOPIC_PROSE },
  { "$action", SLUICE_TOPIC_PROSE },
  { "recommendation", SLUICE_TOPIC_PROSE },
  { "author", SLUICE_TOPIC_PERSON },
  { "people", SLUICE_TOPIC_PERSON },
  { "person", SLUICE_TOPIC_PERSON },
  { "owner", SLUICE_TOPIC_PERSON },
  { "$names", SLUICE_TOPIC_PERSON },
  { "$name", SLUICE_TOPIC_PERSON },
  { "friends", SLUICE_TOPIC_PERSON },
  { "friend", SLUICE_TOPIC_PERSON },
  { "$title", SLUICE_TOPIC_PHRASE },
  { "$number", SLUICE_TOPIC_COUNT },
};

/* Whose name or title it is. */
static const struct
{
  const char  *word;
  SluiceTopic  topic;
} owners[] = {
  { "product", SLUICE_TOPIC_PRODUCT },
  { "item", SLUICE_TOPIC_PRODUCT },
  { "device", SLUICE_TOPIC_PRODUCT },
  { "company", SLUICE_TOPIC_COMPANY },
  { "organisation", SLUICE_TOPIC_COMPANY },
  { "organization", SLUICE_TOPIC_COMPANY },
  { "business", SLUICE_TOPIC_COMPANY },
  { "vendor", SLUICE_TOPIC_COMPANY },
  { "brand", SLUICE_TOPIC_COMPANY },
  { "job", SLUICE_TOPIC_JOB },
  { "position", SLUICE_TOPIC_JOB },
  { "role", SLUICE_TOPIC_JOB },
  { "city", SLUICE_TOPIC_PLACE },
  { "place", SLUICE_TOPIC_PLACE },
  { "country", SLUICE_TOPIC_COUNTRY },
  { "department", SLUICE_TOPIC_DEPARTMENT },
  { "team", SLUICE_TOPIC_DEPARTMENT },
  { "category", SLUICE_TOPIC_TAG },
  { "tag", SLUICE_TOPIC_TAG },
  { "event", SLUICE_TOPIC_PHRASE },
  { "task", SLUICE_TOPIC_PHRASE },
  { "step", SLUICE_TOPIC_PHRASE },
  { "book", SLUICE_TOPIC_PHRASE },
  { "file", SLUICE_TOPIC_IDENTIFIER },
  { "function", SLUICE_TOPIC_IDENTIFIER },
};

static const char * const first_names[] = {
  "Mara", "Jonas", "Aisha", "Tomás", "Ingrid", "Kofi", "Lena", "Rafael", "Priya", "Oskar", "Yuki",
  "Nadia", "Samuel", "Chloé", "Mateo", "Freya", "Ibrahim", "Alma", "Viktor", "Zoë", "Hana", "Diego",
  "Elif", "Martin",
};

static const char * const last_names[] = {
  "Okafor", "Lindqvist", "Haddad", "Moreau", "Novak", "Tanaka", "Mensah", "Fischer", "Silva",
  "Kowalski", "Berg", "Iyer", "Castillo", "Aydın", "Murphy", "Larsen", "Rossi", "Nguyen",
};

static const char * const companies[] = {
  "Northwind Holdings", "Bluefin Robotics", "Harbour & Lane", "Meridian Foods", "Cobalt Systems",
  "Alder Logistics", "Quill Studios", "Fjord Energy", "Copperfield Labs", "Juniper Works",
};

static const char * const products[] = {
  "Trail Lantern", "Field Notebook", "Travel Kettle", "Desk Lamp", "Folding Bike", "Studio Headphones",
  "Water Filter", "Pocket Radio", "Rain Jacket", "Garden Sensor",
};

static const char * const jobs[] = {
  "Senior Engineer", "Product Designer", "Data Scientist", "Technical Writer", "Support Lead",
  "Site Reliability Engineer", "Research Scientist", "Account Manager", "Librarian", "Translator",
};

static const char * const departments[] = {
  "Platform", "Design", "Research", "Support", "Finance", "Operations", "Marketing", "Security",
};

static const char * const places[] = {
  "Lisbon", "Toronto", "Nairobi", "Kyoto", "Bergen", "Montevideo", "Leipzig", "Galway", "Tallinn",
  "Adelaide", "Oaxaca", "Turin",
};

static const char * const countries[] = {
  "Portugal", "Canada", "Kenya", "Japan", "Norway", "Uruguay", "Germany", "Ireland", "Estonia",
  "Australia", "Mexico", "Italy",
};

static const char * const streets[] = {
  "14 Harbour Street", "7 Mill Lane", "221 Orchard Road", "3 Station Square", "58 Linden Avenue",
  "9 Old Market",
};

static const char * const currencies[] = { "EUR", "USD", "GBP", "JPY", "CAD", "NOK" };

static const char * const languages[] = {
  "English", "Portuguese", "Swahili", "Japanese", "Norwegian", "German", "Irish", "Estonian",
};

static const char * const colours[] = {
  "green", "dark blue", "amber", "white", "slate", "red", "teal", "violet",
};

static const char * const questions[] = {
  "how does streaming extraction work", "which field arrives first", "what does the schema promise",
  "when is a value complete", "how are items counted",
};

static const char * const prose[] = {
  "The offline simulator wrote this sentence to show how a text arrives.",
  "No model has read the prompt, so nothing here is a finding.",
  "Each value follows the rules of the schema and nothing else.",
  "A real provider would put its own words here.",
  "The sentence is long enough to be watched while it grows, which is what it is for.",
  "Texts like this one come in pieces, a word or a part of a word at a time.",
  "It ends where the closing quote arrives.",
};

static const char * const phrases[] = {
  "Arrives in order", "Follows the schema", "Easy to read along", "Grows word by word",
  "Same answer every time", "Needs no network", "Costs nothing", "Made by the simulator",
  "Only as long as it must be", "Closed before the next begins",
};

static const char * const tags[] = {
  "sample", "simulated", "draft", "offline", "demo", "example", "steady", "local",
};

static const char * const reasoning[] = {
  "1. The request names a schema, and the answer has to have its fields.",
  "2. The offline simulator looks at the names of the fields and at the plain words of the prompt.",
  "3. What it cannot find it makes up within the rules of the schema.",
  "4. So the shape of this answer is right, and its content is an example.",
};

#define WORDS(list) { list, G_N_ELEMENTS (list) }

static const struct
{
  const char * const *words;
  guint               n;
} words[] = {
  [SLUICE_TOPIC_NONE] = WORDS (phrases),
  [SLUICE_TOPIC_FIRST_NAME] = WORDS (first_names),
  [SLUICE_TOPIC_LAST_NAME] = WORDS (last_names),
  [SLUICE_TOPIC_COMPANY] = WORDS (companies),
  [SLUICE_TOPIC_PRODUCT] = WORDS (products),
  [SLUICE_TOPIC_JOB] = WORDS (jobs),
  [SLUICE_TOPIC_DEPARTMENT] = WORDS (departments),
  [SLUICE_TOPIC_PLACE] = WORDS (places),
  [SLUICE_TOPIC_COUNTRY] = WORDS (countries),
  [SLUICE_TOPIC_ADDRESS] = WORDS (streets),
  [SLUICE_TOPIC_CURRENCY] = WORDS (currencies),
  [SLUICE_TOPIC_LANGUAGE] = WORDS (languages),
  [SLUICE_TOPIC_COLOUR] = WORDS (colours),
  [SLUICE_TOPIC_QUESTION] = WORDS (questions),
  [SLUICE_TOPIC_PROSE] = WORDS (prose),
  [SLUICE_TOPIC_PHRASE] = WORDS (phrases),
  [SLUICE_TOPIC_TAG] = WORDS (tags),
  [SLUICE_TOPIC_REASONING] = WORDS (reasoning),
};

/* "salaryRange", "salary_range", "Salary Range" -> salary, range */
static char **
split_words (const char *name)
{
  g_autoptr(GString) spaced = g_string_new (NULL);
  g_auto(GStrv) parts = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *p = name; *p; p++)
    {
      if (g_ascii_isupper (*p) && p > name && g_ascii_islower (p[-1]))
        g_string_append_c (spaced, ' ');
      g_string_append_c (spaced, g_ascii_isalnum (*p) ? g_ascii_tolower (*p) : ' ');
    }

  parts = g_strsplit (spaced->str, " ", -1);
  for (char **part = parts; *part; part++)
    if (**part != '\0')
      g_strv_builder_add (builder, *part);

  return g_strv_builder_end (builder);
}

/* last: only where the last word of the name is among them. */
static gboolean
has_words (char       **name,
           const char  *wanted,
           gboolean     last)
{
  g_auto(GStrv) all = NULL;
  guint n = g_strv_length (name);

  if (*wanted == '$')
    return last && n > 0 && g_str_equal (name[n - 1], wanted + 1);

  all = g_strsplit (wanted, " ", -1);
  if (last && (n == 0 || !g_strv_contains ((const char * const *) all, name[n - 1])))
    return FALSE;

  for (char **word = all; *word; word++)
    if (!g_strv_contains ((const char * const *) name, *word))
      return FALSE;

  return TRUE;
}

static SluiceTopic
find_owner (char **name)
{
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    if (g_strv_contains ((const char * const *) name, owners[i].word))
      return owners[i].topic;

  return SLUICE_TOPIC_NONE;
}

static SluiceTopic
find_topic (char **name)
{
  guint n = g_strv_length (name);

  /* "created_at" */
  if (n >= 2 && (g_str_equal (name[n - 1], "at") || g_str_equal (name[n - 1], "on")))
    return SLUICE_TOPIC_DATE;

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (has_words (name, topics[i].words, TRUE))
      return topics[i].topic;

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (has_words (name, topics[i].words, FALSE))
      return topics[i].topic;

  return SLUICE_TOPIC_NONE;
}

SluiceTopic
sluice_vocabulary_find_topic (const char *property,
                              const char *class_name)
{
  g_auto(GStrv) name = split_words (property);
  g_auto(GStrv) class_words = split_words (class_name != NULL ? class_name : "");
  gboolean is_name = g_strv_contains ((const char * const *) name, "name")
                     || g_strv_contains ((const char * const *) name, "title");
  SluiceTopic topic = SLUICE_TOPIC_NONE;

  if (is_name)
    topic = find_owner (name);
  if (is_name && topic == SLUICE_TOPIC_NONE && g_strv_length (name) == 1)
    topic = find_owner (class_words);
  if (topic == SLUICE_TOPIC_NONE)
    topic = find_topic (name);

  return topic;
}

const char * const *
sluice_vocabulary_get_words (SluiceTopic  topic,
                             guint       *n)
{
  if (topic >= G_N_ELEMENTS (words) || words[topic].words == NULL)
    topic = SLUICE_TOPIC_NONE;

  *n = words[topic].n;

  return words[topic].words;
}

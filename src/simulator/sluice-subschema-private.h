/* sluice-subschema-private.h: all that a schema says about one place, in one object
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* References followed and allOf laid together: an object with the keywords that count, and none of
 * "$ref" and "allOf". variant chooses between then and else. The caller unrefs it. */
JsonObject *sluice_subschema_resolve (JsonNode   *root,
                                      JsonNode   *schema,
                                      guint       variant);
/* the same with more on top: a branch of a union */
JsonObject *sluice_subschema_add     (JsonNode   *root,
                                      JsonObject *base,
                                      JsonNode   *schema,
                                      guint       variant);
/* what stands at a local reference ("#/$defs/User"); NULL for any other */
JsonNode   *sluice_subschema_lookup  (JsonNode   *root,
                                      const char *reference);

/* NULL, or the keyword where it is of that kind */
JsonArray  *sluice_subschema_get_array   (JsonObject *schema, const char *keyword);
JsonObject *sluice_subschema_get_object  (JsonObject *schema, const char *keyword);
const char *sluice_subschema_get_string  (JsonObject *schema, const char *keyword);
gboolean    sluice_subschema_get_number  (JsonObject *schema, const char *keyword, gdouble *value);
/* the keyword as a count of things, or the value that counts where it is not there */
guint       sluice_subschema_get_count   (JsonObject *schema, const char *keyword, guint otherwise);

/* Its type: the first of several that is not null; what its keywords are about where it says none;
 * "string" where nothing says anything. */
const char *sluice_subschema_get_type    (JsonObject *schema);
gboolean    sluice_subschema_allows_null (JsonObject *schema);

G_END_DECLS

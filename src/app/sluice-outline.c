/* sluice-outline.c: the rows of the live tree, and which of them are open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Containers open as they arrive, down to three levels, until the person opens or closes one:
 * then that one stays as they left it, in this run and the next. A row cannot be opened while
 * the model tells of its arrival, so new rows wait in a queue for sluice_outline_settle().
 */
#include "config.h"

#include <string.h>

#include "sluice-child-list.h"
#include "sluice-outline.h"
#include "sluice-thinking-row.h"

#define AUTO_DEPTH 3
#define ARRAY_LIMIT 20
#define OBJECT_LIMIT 200

/* More new rows than this at once were asked for by the person ("Show More"): they stay closed. */
#define AUTO_ROWS 400

struct _SluiceOutline
{
  GObject            parent_instance;

  SluiceField       *root;      /* nullable */
  GListStore        *thinking;  /* the row of what was thought outside the answer, when there is one */
  GListStore        *roots;     /* of GListModel: thinking, then the children of root */
  GtkTreeListModel  *rows;

  GHashTable        *opened;    /* owned: char* path -> GINT_TO_POINTER (gboolean), the person's doing */
  GHashTable        *limits;    /* owned: char* path -> GUINT_TO_POINTER (children to show) */
  GPtrArray         *fresh;     /* owned: GtkTreeListRow* not looked at yet */
  gboolean           settling;
};

G_DEFINE_FINAL_TYPE (SluiceOutline, sluice_outline, G_TYPE_OBJECT)

static void
limit_changed_cb (SluiceOutline   *self,
                  guint            position,
                  guint            removed,
                  guint            added,
                  SluiceChildList *list)
{
  const char *path = g_object_get_data (G_OBJECT (list), "path");
  guint limit = sluice_child_list_get_limit (list);

  if (GPOINTER_TO_UINT (g_hash_table_lookup (self->limits, path)) != limit)
    g_hash_table_replace (self->limits, g_strdup (path), GUINT_TO_POINTER (limit));
}

static gboolean
is_array (SluiceField *field)
{
  SluiceNode *node = sluice_field_get_node (field);
  SluiceDefinition *definition = sluice_field_get_definition (field);

  if (node && sluice_node_get_node_type (node) != SLUICE_NODE_UNKNOWN)
    return sluice_node_get_node_type (node) == SLUICE_NODE_ARRAY;

  return definition && sluice_definition_get_kind (definition) == SLUICE_KIND_ARRAY;
}

static GListModel *
create_children (gpointer item,
                 gpointer user_data)
{
  SluiceOutline *self = user_data;
  SluiceChildList *list;
  SluiceField *field;
  const char *path;
  guint limit;

  if (!SLUICE_IS_FIELD (item) || !sluice_field_is_container (item))
    return NULL;

  field = item;
  path = sluice_field_get_path (field);
  limit = GPOINTER_TO_UINT (g_hash_table_lookup (self->limits, path));
  if (limit == 0)
    limit = is_array (field) ? ARRAY_LIMIT : OBJECT_LIMIT;

  list = sluice_child_list_new (field, limit);
  g_object_set_data_full (G_OBJECT (list), "path", g_strdup (path), g_free);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (limit_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return G_LIST_MODEL (list);
}

static void
rows_changed_cb (SluiceOutline *self,
                 guint          position,
                 guint          removed,
                 guint          added)
{
  if (added > AUTO_ROWS)
    return;

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (self->fresh, g_list_model_get_item (G_LIST_MODEL (self->rows), position + i));
}

static gboolean
wants_open (SluiceOutline  *self,
            GtkTreeListRow *row)
{
  g_autoptr(GObject) item = gtk_tree_list_row_get_item (row);
  gpointer opened;

  if (!SLUICE_IS_FIELD (item) || !sluice_field_is_container (SLUICE_FIELD (item)))
    return FALSE;

  if (g_hash_table_lookup_extended (self->opened, sluice_field_get_path (SLUICE_FIELD (item)),
                                    NULL, &opened))
    return GPOINTER_TO_INT (opened);

  return gtk_tree_list_row_get_depth (row) < AUTO_DEPTH;
}

static void
sluice_outline_dispose (GObject *object)
{
  SluiceOutline *self = SLUICE_OUTLINE (object);

  g_clear_pointer (&self->fresh, g_ptr_array_unref);
  g_clear_object (&self->rows);
  g_clear_object (&self->roots);
  g_clear_object (&self->thinking);
  g_clear_object (&self->root);

  G_OBJECT_CLASS (sluice_outline_parent_class)->dispose (object);
}

static void
sluice_outline_finalize (GObject *object)
{
  SluiceOutline *self = SLUICE_OUTLINE (object);

  g_hash_table_unref (self->opened);
  g_hash_table_unref (self->limits);

  G_OBJECT_CLASS (sluice_outline_parent_class)->finalize (object);
}

static void
sluice_outline_class_init (SluiceOutlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sluice_outline_dispose;
  object_class->finalize = sluice_outline_finalize;
}

static void
sluice_outline_init (SluiceOutline *self)
{
  GListModel *all;

  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fresh = g_ptr_array_new_with_free_func (g_object_unref);

  self->thinking = g_list_store_new (SLUICE_TYPE_THINKING_ROW);
  self->roots = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (self->roots, self->thinking);

  all = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->roots))));
  self->rows = gtk_tree_list_model_new (all, FALSE, FALSE, create_children, self, NULL);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sluice_outline_new:
 *
 * Returns: (transfer full): an outline without rows
 */
SluiceOutline *
sluice_outline_new (void)
{
  return g_object_new (SLUICE_TYPE_OUTLINE, NULL);
}

/**
 * sluice_outline_get_rows:
 * @self: an outline
 *
 * Gets the rows as a view shows them. The model stays the same for the life of the outline.
 *
 * Returns: (transfer none): a model of [class@Gtk.TreeListRow]; their items are [class@Sluice.Field],
 *   #SluiceMoreRow or #SluiceThinkingRow, and each of these has a signal "changed"
 */
GListModel *
sluice_outline_get_rows (SluiceOutline *self)
{
  g_return_val_if_fail (SLUICE_IS_OUTLINE (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/* An answer without any members would leave nothing to see. */
static gboolean
has_members (SluiceField *root)
{
  SluiceNode *node = sluice_field_get_node (root);

  if (!sluice_field_is_container (root))
    return FALSE;

  return !node || sluice_node_get_phase (node) != SLUICE_PHASE_CLOSED ||
         g_list_model_get_n_items (G_LIST_MODEL (root)) > 0;
}

/* The root of an answer is its window: its members are the rows. A root that is a single value
 * is itself the one row. */
static GListModel *
create_root_model (SluiceField *root)
{
  GListStore *single;

  if (has_members (root))
    return g_object_ref (G_LIST_MODEL (root));

  single = g_list_store_new (SLUICE_TYPE_FIELD);
  g_list_store_append (single, root);

  return G_LIST_MODEL (single);
}

static void
update_root_model (SluiceOutline *self)
{
  guint n_roots = g_list_model_get_n_items (G_LIST_MODEL (self->roots));

  if (self->root)
    {
      g_autoptr(GListModel) model = create_root_model (self->root);
      gpointer additions[] = { model };

      g_list_store_splice (self->roots, 1, n_roots - 1, additions, 1);
    }
  else
    {
      g_list_store_splice (self->roots, 1, n_roots - 1, NULL, 0);
    }
}

/* A schema may leave it open what an answer is: it turns out at its first byte. */
static void
root_changed_cb (SluiceOutline *self)
{
  g_autoptr(GListModel) shown = g_list_model_get_item (G_LIST_MODEL (self->roots), 1);

  if (has_members (self->root) != (shown == G_LIST_MODEL (self->root)))
    update_root_model (self);
}

/**
 * sluice_outline_set_root:
 * @self: an outline
 * @root: (nullable): the field of a whole answer
 *
 * Shows another answer, or another attempt at it.
 */
void
sluice_outline_set_root (SluiceOutline *self,
                         SluiceField   *root)
{
  g_return_if_fail (SLUICE_IS_OUTLINE (self));

  if (self->root == root)
    return;

  if (self->root)
    g_signal_handlers_disconnect_by_func (self->root, root_changed_cb, self);
  g_set_object (&self->root, root);
  if (root)
    g_signal_connect_object (root, "changed", G_CALLBACK (root_changed_cb), self, G_CONNECT_SWAPPED);

  g_list_store_remove_all (self->thinking);
  update_root_model (self);

  sluice_outline_settle (self);
}

/**
 * sluice_outline_get_root:
 * @self: an outline
 *
 * Returns: (transfer none) (nullable): the field whose children are shown
 */
SluiceField *
sluice_outline_get_root (SluiceOutline *self)
{
  g_return_val_if_fail (SLUICE_IS_OUTLINE (self), NULL);

  return self->root;
}

/**
 * sluice_outline_set_thinking:
 * @self: an outline
 * @text: (nullable): what the model thought outside its answer
 * @arriving: whether more may come
 *
 * Shows thinking in a row above the answer. It is not part of the answer.
 */
void
sluice_outline_set_thinking (SluiceOutline *self,
                             const char    *text,
                             gboolean       arriving)
{
  g_autoptr(SluiceThinkingRow) row = NULL;

  g_return_if_fail (SLUICE_IS_OUTLINE (self));

  if (!text || !*text)
    return;

  row = g_list_model_get_item (G_LIST_MODEL (self->thinking), 0);
  if (row)
    {
      sluice_thinking_row_set_text (row, text, arriving);
      return;
    }

  row = sluice_thinking_row_new ();
  sluice_thinking_row_set_text (row, text, arriving);
  g_list_store_append (self->thinking, row);
}

/**
 * sluice_outline_settle:
 * @self: an outline
 *
 * Opens the rows that have come since the last call and should be open.
 */
void
sluice_outline_settle (SluiceOutline *self)
{
  g_return_if_fail (SLUICE_IS_OUTLINE (self));

  if (self->settling)
    return;

  self->settling = TRUE;

  /* Opening a row brings more of them: they join the queue behind. */
  for (guint i = 0; i < self->fresh->len; i++)
    {
      GtkTreeListRow *row = g_ptr_array_index (self->fresh, i);

      if (gtk_tree_list_row_get_position (row) != GTK_INVALID_LIST_POSITION && wants_open (self, row))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }

  g_ptr_array_set_size (self->fresh, 0);
  self->settling = FALSE;
}

/**
 * sluice_outline_set_expanded:
 * @self: an outline
 * @row: one of its rows
 * @expanded: whether it is to be open
 *
 * Opens or closes a row, as the person wants it, and remembers that.
 */
void
sluice_outline_set_expanded (SluiceOutline  *self,
                             GtkTreeListRow *row,
                             gboolean        expanded)
{
  g_autoptr(GObject) item = gtk_tree_list_row_get_item (row);

  g_return_if_fail (SLUICE_IS_OUTLINE (self));

  if (SLUICE_IS_FIELD (item))
    g_hash_table_replace (self->opened,
                          g_strdup (sluice_field_get_path (SLUICE_FIELD (item))),
                          GINT_TO_POINTER (expanded));

  gtk_tree_list_row_set_expanded (row, expanded);
  sluice_outline_settle (self);
}

static gboolean
leads_to (SluiceField *field,
          const char  *path)
{
  const char *own = sluice_field_get_path (field);
  gsize length = strlen (own);

  return g_str_has_prefix (path, own) && (path[length] == '\0' || path[length] == '/');
}

static GtkTreeListRow *
get_child_row (SluiceOutline  *self,
               GtkTreeListRow *parent,
               guint           position)
{
  guint n_thinking = g_list_model_get_n_items (G_LIST_MODEL (self->thinking));

  if (!parent)
    return gtk_tree_list_model_get_child_row (self->rows, n_thinking + position);

  if (!gtk_tree_list_row_get_expanded (parent))
    gtk_tree_list_row_set_expanded (parent, TRUE);

  return gtk_tree_list_row_get_child_row (parent, position);
}

static void
reveal_child (GtkTreeListRow *parent,
              guint           position)
{
  GListModel *children;

  if (!parent)
    return;

  gtk_tree_list_row_set_expanded (parent, TRUE);
  children = gtk_tree_list_row_get_children (parent);
  if (children)
    sluice_child_list_reveal (SLUICE_CHILD_LIST (children), position);
}

/* The position of the child of field that path leads to, G_MAXUINT where there is none. */
static guint
find_child (SluiceField *field,
            const char  *path)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (field));
  gsize length = strlen (sluice_field_get_path (field));

  /* In arrays the next step of the path is the position itself. */
  if (strlen (path) > length + 1)
    {
      guint64 guess = g_ascii_strtoull (path + length + 1, NULL, 10);

      if (guess < n)
        {
          g_autoptr(SluiceField) child = g_list_model_get_item (G_LIST_MODEL (field), guess);

          if (leads_to (child, path))
            return guess;
        }
    }

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceField) child = g_list_model_get_item (G_LIST_MODEL (field), i);

      if (leads_to (child, path))
        return i;
    }

  return G_MAXUINT;
}

/**
 * sluice_outline_reveal:
 * @self: an outline
 * @path: the JSON Pointer of a field
 *
 * Opens what a field lies in, so that it is among the rows.
 *
 * Returns: (transfer full) (nullable): its row, or the row of the closest field above it; %NULL
 *   where there is no such thing
 */
GtkTreeListRow *
sluice_outline_reveal (SluiceOutline *self,
                       const char    *path)
{
  g_autoptr(GtkTreeListRow) row = NULL;
  g_autoptr(SluiceField) field = NULL;

  g_return_val_if_fail (SLUICE_IS_OUTLINE (self), NULL);

  g_set_object (&field, self->root);
  if (field && !sluice_field_is_container (field))
    return get_child_row (self, NULL, 0);

  while (field && g_strcmp0 (sluice_field_get_path (field), path) != 0)
    {
      guint position = find_child (field, path);
      GtkTreeListRow *child_row;

      if (position == G_MAXUINT)
        break;

      reveal_child (row, position);
      child_row = get_child_row (self, row, position);
      if (!child_row)
        break;

      g_clear_object (&row);
      g_clear_object (&field);
      row = child_row;
      field = gtk_tree_list_row_get_item (row);
    }

  sluice_outline_settle (self);

  return g_steal_pointer (&row);
}

/* The child something is arriving in: the last such one, since an answer comes in one stream. */
static guint
find_arriving_child (SluiceField *field)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (field));

  for (guint i = n; i > 0; i--)
    {
      g_autoptr(SluiceField) child = g_list_model_get_item (G_LIST_MODEL (field), i - 1);
      SluiceNode *node = sluice_field_get_node (child);

      if (node && sluice_node_get_phase (node) <= SLUICE_PHASE_STREAMING)
        return i - 1;

      /* Elements come in order: before a closed one nothing is open. */
      if (node && is_array (field))
        break;
    }

  return G_MAXUINT;
}

/**
 * sluice_outline_find_arriving:
 * @self: an outline
 *
 * Finds the row that is being filled just now: the innermost one that is shown. No row is opened
 * for it.
 *
 * Returns: (transfer full) (nullable): the row; %NULL when nothing is arriving
 */
GtkTreeListRow *
sluice_outline_find_arriving (SluiceOutline *self)
{
  g_autoptr(GtkTreeListRow) row = NULL;
  g_autoptr(SluiceField) field = NULL;

  g_return_val_if_fail (SLUICE_IS_OUTLINE (self), NULL);

  g_set_object (&field, self->root);

  while (field && sluice_field_is_container (field))
    {
      guint position = find_arriving_child (field);
      g_autoptr(GObject) item = NULL;
      GtkTreeListRow *child_row;
      GListModel *children;

      if (position == G_MAXUINT || (row && !gtk_tree_list_row_get_expanded (row)))
        break;

      /* Beyond the limit of a long list its last row stands for it. */
      children = row ? gtk_tree_list_row_get_children (row) : NULL;
      if (children && position >= g_list_model_get_n_items (children))
        position = g_list_model_get_n_items (children) - 1;

      child_row = get_child_row (self, row, position);
      if (!child_row)
        break;

      g_clear_object (&row);
      g_clear_object (&field);
      row = child_row;
      item = gtk_tree_list_row_get_item (row);
      if (SLUICE_IS_FIELD (item))
        field = SLUICE_FIELD (g_steal_pointer (&item));
    }

  return g_steal_pointer (&row);
}

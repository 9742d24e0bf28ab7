/* sluice-extraction-page.c: one extraction: run bar, prompt, schema and result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-extraction-page.h"

struct _SluiceExtractionPage
{
  GtkWidget  parent_instance;

  GtkPaned  *columns;
};

G_DEFINE_FINAL_TYPE (SluiceExtractionPage, sluice_extraction_page, GTK_TYPE_WIDGET)

static void
sluice_extraction_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_extraction_page_parent_class)->dispose (object);
}

static void
sluice_extraction_page_class_init (SluiceExtractionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_extraction_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-extraction-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceExtractionPage, columns);
}

static void
sluice_extraction_page_init (SluiceExtractionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_extraction_page_new:
 *
 * Returns: (transfer floating): an empty page
 */
SluiceExtractionPage *
sluice_extraction_page_new (void)
{
  return g_object_new (SLUICE_TYPE_EXTRACTION_PAGE, NULL);
}

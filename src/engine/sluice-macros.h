/* sluice-macros.h: what every public header needs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

/* Symbols are hidden unless a header says otherwise (gnu_symbol_visibility in meson.build). */
#define SLUICE_API __attribute__ ((visibility ("default"))) extern

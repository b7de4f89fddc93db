#pragma once
#include <pango/pangocairo.h>
#include <cairo/cairo-pdf.h>
#include <malloc.h>
#include <sys/mman.h>

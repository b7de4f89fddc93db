#pragma once
#include <pango/pangocairo.h>
#include <cairo/cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <hb-subset.h>
#include <malloc.h>
#include <sys/mman.h>

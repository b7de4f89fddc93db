#pragma once
#include <qpdf/qpdf-c.h>
#include <qpdf/qpdfjob-c.h>
#include <spawn.h>

// glibc hides these two from Swift behind _GNU_SOURCE: files in memory for qpdf's job interface, and children that
// inherit nothing but what they are handed.
int memfd_create(const char *name, unsigned int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

#define _GNU_SOURCE
#include "include/CLinux.h"

#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>

const void *fleepd_memrchr(const void *bytes, int byte, size_t count) { return memrchr(bytes, byte, count); }

int fleepd_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void fleepd_malloc_trim(void) { malloc_trim(0); }

void fleepd_name_thread(const char *name) {
  char kept[16];
  snprintf(kept, sizeof kept, "%s", name);
  pthread_setname_np(pthread_self(), kept);
}

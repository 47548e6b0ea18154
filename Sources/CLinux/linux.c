#define _GNU_SOURCE
#include "include/CLinux.h"

#include <fcntl.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/vfs.h>
#include <unistd.h>

const void *fleepd_memrchr(const void *bytes, int byte, size_t count) { return memrchr(bytes, byte, count); }

int fleepd_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void fleepd_malloc_trim(void) { malloc_trim(0); }

void fleepd_malloc_apart(size_t bytes) { mallopt(M_MMAP_THRESHOLD, (int)bytes); }

void fleepd_name_thread(const char *name) {
  char kept[16];
  snprintf(kept, sizeof kept, "%s", name);
  pthread_setname_np(pthread_self(), kept);
}

int fleepd_is_remote(int descriptor) {
  struct statfs status;
  if (fstatfs(descriptor, &status) != 0) return 0;
  switch ((unsigned long)status.f_type & 0xFFFFFFFFUL) {
  case 0x00006969: // NFS
  case 0x0000517B: // SMB
  case 0xFF534D42: // CIFS
  case 0xFE534D42: // SMB 2
  case 0x65735546: // FUSE
  case 0x01021997: // 9P
  case 0x00C36400: // Ceph
  case 0x5346414F: // AFS
  case 0x0BD00BD0: // Lustre
  case 0x01161970: // GFS2
  case 0x7461636F: // OCFS2
    return 1;
  default:
    return 0;
  }
}

int64_t fleepd_birth_time(const char *path, uint64_t inode) {
  struct statx status;
  if (statx(AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &status) != 0) return -1;
  errno = status.stx_ino == inode ? ENOTSUP : ESTALE;
  if (errno == ESTALE || !(status.stx_mask & STATX_BTIME)) return -1;
  return (int64_t)status.stx_btime.tv_sec * 1000000000 + status.stx_btime.tv_nsec;
}

int fleepd_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int fleepd_process(int process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int fleepd_nameless_file(const char *folder) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s/fleepd-XXXXXX", folder) >= (int)sizeof path) return -1;
  int descriptor = mkostemp(path, O_CLOEXEC);
  if (descriptor >= 0) unlink(path);
  return descriptor;
}

int fleepd_timer(int clock) { return timerfd_create(clock, TFD_CLOEXEC); }

int fleepd_set_timer(int timer, int64_t nanoseconds) {
  struct itimerspec time = {.it_value = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000}};
  return timerfd_settime(timer, TFD_TIMER_ABSTIME, &time, NULL);
}

static int signal_pipe = -1;

static void tell_signal(int number) {
  int kept = errno;
  unsigned char byte = (unsigned char)number;
  // A full pipe holds signals enough: nothing is lost when this one finds no room.
  if (write(signal_pipe, &byte, 1) < 0) errno = kept;
}

int fleepd_signal_pipe(const int *numbers, int count) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  signal_pipe = ends[1];
  struct sigaction action = {.sa_handler = tell_signal, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  for (int index = 0; index < count; index++) sigaction(numbers[index], &action, NULL);
  return ends[0];
}

#pragma once

// The few Linux calls that Swift's Glibc module leaves out. Prototypes only: including system headers here would
// give C types that differ from those of Glibc's module.
#include <stddef.h>
#include <stdint.h>

/// memrchr(3): the last `byte` among `count` bytes, or NULL.
const void *fleepd_memrchr(const void *bytes, int byte, size_t count);

/// eventfd(2), close-on-exec and non-blocking. -1 and errno on failure.
int fleepd_eventfd(void);

/// malloc_trim(3): gives memory that is free back to the kernel.
void fleepd_malloc_trim(void);

/// mallopt(3), M_MMAP_THRESHOLD: blocks of so many bytes and more have pages of their own, now and always.
void fleepd_malloc_apart(size_t bytes);

/// pthread_setname_np(3) for the calling thread; at most 15 bytes are kept.
void fleepd_name_thread(const char *name);

/// Whether an open file lies on a file system that others can write to without this kernel's knowledge (NFS, SMB, FUSE and their kin).
int fleepd_is_remote(int descriptor);

/// When a file was created, in nanoseconds since 1970. -1 and errno on failure: ENOTSUP where the file system does not say, ESTALE where the
/// path leads to a file with another inode.
int64_t fleepd_birth_time(const char *path, uint64_t inode);

/// pipe2(2), close-on-exec: `ends[0]` to read from, `ends[1]` to write to. -1 and errno on failure.
int fleepd_pipe(int ends[2]);

/// pidfd_open(2), close-on-exec: readable when the process, a child that was not waited for, has ended. -1 and errno on failure.
int fleepd_process(int process);

/// A new file without a name in a folder, close-on-exec, to write to and to read. -1 and errno on failure.
int fleepd_nameless_file(const char *folder);

/// timerfd_create(2) on a clock (`CLOCK_REALTIME`, `CLOCK_BOOTTIME`), close-on-exec. -1 and errno on failure.
int fleepd_timer(int clock);

/// timerfd_settime(2): to ring once at a time of the timer's clock, in nanoseconds since its zero; 0: not at all. -1 and errno on failure.
int fleepd_set_timer(int timer, int64_t nanoseconds);

/// From now on the process is told of these signals through a pipe, a byte with its number for each: the end to read from. To be called
/// once in a process. -1 and errno on failure.
int fleepd_signal_pipe(const int *numbers, int count);

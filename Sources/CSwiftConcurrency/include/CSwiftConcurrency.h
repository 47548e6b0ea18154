#pragma once

// The places at which Swift's concurrency runtime lets a program take its tasks over. They are C variables with Swift's calling
// convention, which Swift itself cannot set.
#include <stdint.h>

/// Takes a job that is ready to run.
typedef void (*fleepd_take_job)(void *job);

/// Takes a job that is to run after `nanoseconds`.
typedef void (*fleepd_take_delayed_job)(void *job, int64_t nanoseconds);

/// From now on gives every job of Swift's global executor to `now`, and those of a sleeping task to `later`.
void fleepd_take_over_jobs(fleepd_take_job now, fleepd_take_delayed_job later);

/// Runs a job that was taken, on the calling thread.
void fleepd_run_job(void *job);

#pragma once

// The place at which Swift's concurrency runtime lets a program take its tasks over. It is a C variable with Swift's calling
// convention, which Swift itself cannot set.

/// Takes a job that is ready to run.
typedef void (*fleepd_take_job)(void *job);

/// From now on gives every job of Swift's global executor to `take`.
void fleepd_take_over_jobs(fleepd_take_job take);

/// Runs a job that was taken, on the calling thread.
void fleepd_run_job(void *job);

#include "include/CSwiftConcurrency.h"

#include <time.h>

#define SWIFT __attribute__((swiftcall))

// The runtime's declarations (swift/Runtime/Concurrency.h, ConcurrencyHooks.def); each hook is given the function that it replaces.
extern SWIFT void (*swift_task_enqueueGlobal_hook)(void *job, void *original);
extern SWIFT void (*swift_task_enqueueGlobalWithDelay_hook)(unsigned long long nanoseconds, void *job, void *original);
extern SWIFT void (*swift_task_enqueueGlobalWithDeadline_hook)(
  long long seconds, long long nanoseconds, long long tolerance_seconds, long long tolerance_nanoseconds, int clock, void *job,
  void *original
);
extern SWIFT void swift_job_run(void *job, void *executor_identity, uintptr_t executor_implementation);

static fleepd_take_job take_job;
static fleepd_take_delayed_job take_delayed_job;

static SWIFT void enqueue(void *job, void *original) {
  (void)original;
  take_job(job);
}

static SWIFT void enqueue_after(unsigned long long nanoseconds, void *job, void *original) {
  (void)original;
  take_delayed_job(job, nanoseconds > INT64_MAX ? INT64_MAX : (int64_t)nanoseconds);
}

static SWIFT void enqueue_at(
  long long seconds, long long nanoseconds, long long tolerance_seconds, long long tolerance_nanoseconds, int clock, void *job,
  void *original
) {
  (void)tolerance_seconds, (void)tolerance_nanoseconds, (void)original;
  // The runtime's clocks are 1, which goes on while the system sleeps, and 2, which does not.
  struct timespec now;
  clock_gettime(clock == 2 ? CLOCK_MONOTONIC : CLOCK_BOOTTIME, &now);
  int64_t delay;
  if (__builtin_mul_overflow(seconds - now.tv_sec, 1000000000LL, &delay)
      || __builtin_add_overflow(delay, nanoseconds - now.tv_nsec, &delay)) {
    delay = INT64_MAX;
  }
  take_delayed_job(job, delay);
}

void fleepd_take_over_jobs(fleepd_take_job now, fleepd_take_delayed_job later) {
  take_job = now;
  take_delayed_job = later;
  swift_task_enqueueGlobal_hook = enqueue;
  swift_task_enqueueGlobalWithDelay_hook = enqueue_after;
  swift_task_enqueueGlobalWithDeadline_hook = enqueue_at;
}

void fleepd_run_job(void *job) {
  // The global executor is the one of no identity.
  swift_job_run(job, NULL, 0);
}

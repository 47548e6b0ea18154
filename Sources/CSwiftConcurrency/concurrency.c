#include "include/CSwiftConcurrency.h"

#include <stddef.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))

// The runtime's declarations (swift/Runtime/Concurrency.h, ConcurrencyHooks.def); the hook is given the function that it replaces.
extern SWIFT void (*swift_task_enqueueGlobal_hook)(void *job, void *original);
extern SWIFT void swift_job_run(void *job, void *executor_identity, uintptr_t executor_implementation);

static fleepd_take_job take_job;

static SWIFT void enqueue(void *job, void *original) {
  (void)original;
  take_job(job);
}

void fleepd_take_over_jobs(fleepd_take_job take) {
  take_job = take;
  swift_task_enqueueGlobal_hook = enqueue;
}

void fleepd_run_job(void *job) {
  // The global executor is the one of no identity.
  swift_job_run(job, NULL, 0);
}

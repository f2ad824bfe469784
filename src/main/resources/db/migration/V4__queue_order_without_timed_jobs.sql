-- Jobs that wait for their time (run_after) stood among those that are due, and each claim read past all of them. Now
-- they are apart: a claim reads the due ones alone, in their order.
drop index job_due_ix;
create index job_due_ix on job (provider, state, run_after, queue_key, id);

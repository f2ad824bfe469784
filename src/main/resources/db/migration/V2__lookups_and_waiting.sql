-- Lookups of jobs that were lost after their point of no return, why a job waits as data, and until when a lost
-- attempt's browser may live. docs/database.md says what each column means.
alter table job add (
  lookups          number(3) default 0 not null,
  lookup_misses    number(3) default 0 not null,
  waiting_kind     varchar2(20),
  waiting_until    timestamp(3) with time zone,
  browser_deadline timestamp(3) with time zone
);

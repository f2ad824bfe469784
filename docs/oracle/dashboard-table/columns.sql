-- Room for what the platform must remember of a job: leases, attempts, what it waits for. A DBA runs this once, after
-- ../schema.sql. The columns are invisible (12c and newer): select * and an insert without a list of columns, as the
-- dashboard may have them, go on as before.
alter table rpa_jobs add (
  rpa_state        varchar2(12) invisible,
  attempt          number(5) invisible default 0 not null,
  max_attempts     number(3) invisible,
  deadline_seconds number(6) invisible,
  lease_owner      varchar2(100) invisible,
  lease_token      varchar2(36) invisible,
  lease_until      timestamp(3) with time zone invisible,
  claimed_at       timestamp(3) with time zone invisible,
  started_at       timestamp(3) with time zone invisible,
  no_return_at     timestamp(3) with time zone invisible,
  lookups          number(3) invisible default 0 not null,
  lookup_misses    number(3) invisible default 0 not null,
  step             varchar2(200) invisible,
  waiting_reason   varchar2(500) invisible,
  waiting_kind     varchar2(20) invisible,
  waiting_until    timestamp(3) with time zone invisible,
  flow_version     varchar2(64) invisible,
  browser_address  varchar2(200) invisible,
  browser_instance varchar2(100) invisible,
  browser_process  number(10) invisible,
  browser_deadline timestamp(3) with time zone invisible,
  session_id       varchar2(64) invisible,
  account          varchar2(40) invisible,
  fault            varchar2(20) invisible,
  error_code       varchar2(100) invisible,
  cancel_by        varchar2(100) invisible
);

alter table rpa_jobs add (
  queue_key        timestamp(3) invisible generated always as
    (cast(sys_extract_utc(created_at) - job_priority * interval '1' minute as timestamp(3)))
);

create index rpa_jobs_due_ix on rpa_jobs (fno_code, job_status, scheduled_for, queue_key, job_id);
create index rpa_jobs_lease_ix on rpa_jobs (job_status, lease_until);

-- Events belong to the rows of this table now. The platform's own table job stays empty.
alter table job_event drop constraint job_event_job_fk;
alter table job_event add constraint job_event_job_fk foreign key (job_id) references rpa_jobs (job_id);

-- Versions of the flows that a folder has held, with their files, so that each can be shown and served again; and what
-- people have decided: while a folder holds this version it takes this share of the FNO's jobs, and the version named as
-- the rest takes the others.
create table flow_version (
  provider     varchar2(40) not null,
  version      varchar2(64) not null,
  files        clob not null,
  jobs_percent number(3) default 100 not null,
  rest_version varchar2(64),
  held_at      timestamp(3) with time zone default systimestamp not null,
  decided_by   varchar2(100),
  decided_at   timestamp(3) with time zone,
  reason       varchar2(500),
  constraint flow_version_pk primary key (provider, version),
  constraint flow_version_percent_ck check (jobs_percent between 0 and 100)
);

-- A version of an FNO's flows that a folder holds for the first time.
insert into flow_version (provider, version, files, jobs_percent, rest_version)
values (:#provider, :#version, :#files, :#share, :#rest)

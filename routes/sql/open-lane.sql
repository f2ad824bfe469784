-- At start: a lane for each FNO; name and concurrency are its fno.yaml's, the state stays as it is.
merge into lane l
using (select cast(:#provider as varchar2(40)) as provider, cast(:#name as varchar2(100)) as name,
              cast(:#concurrency as number(4)) as concurrency from dual) s
on (l.provider = s.provider)
when matched then update set l.name = s.name, l.concurrency = s.concurrency
when not matched then insert (provider, name, concurrency) values (s.provider, s.name, s.concurrency)

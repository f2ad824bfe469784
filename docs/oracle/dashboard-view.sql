-- Instead of mapping the statements: the dashboard's table becomes a view on the platform's. For a table that the dashboard
-- alone uses, once its old rows are kept elsewhere. Run it as the tables' owner, who needs create view and
-- create trigger; then no statement is edited.
create or replace view rpa_jobs as
select id as job_id,
       external_ref as job_reference,
       case provider when 'metrofiber' then 'METROFIBRE' else upper(provider) end as fno_code,
       case type when 'validation' then 'VALIDATE' when 'cancellation' then 'CANCEL' else upper(type) end as job_action,
       parameters as job_parameters,
       priority as job_priority,
       run_after as scheduled_for,
       case state when 'PENDING' then 'queued' when 'CLAIMED' then 'processing' when 'RUNNING' then 'processing'
                  when 'SUCCEEDED' then 'completed' else 'failed' end as job_status,
       error_message as status_message,
       result as result_data,
       submitted_at as created_at,
       finished_at as completed_at
from job;

create or replace trigger rpa_jobs_insert
instead of insert on rpa_jobs
for each row
begin
  insert into job (external_ref, provider, type, parameters, priority, run_after)
  values (:new.job_reference,
          case :new.fno_code when 'METROFIBRE' then 'metrofiber' else lower(:new.fno_code) end,
          case :new.job_action when 'VALIDATE' then 'validation' when 'CANCEL' then 'cancellation' else lower(:new.job_action) end,
          :new.job_parameters, nvl(:new.job_priority, 0), :new.scheduled_for);
end;
/

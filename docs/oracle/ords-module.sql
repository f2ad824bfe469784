-- An ORDS module for a dashboard: submits jobs and tells how they fare. Run it as the owner of the tables, with ORDS 21.4 or
-- newer, after schema.sql; it may be run again. ORDS was not to be had where it was written: a grammar has read it, no more.
--
-- Its owner needs create procedure.
--
--   POST  .../rpa/v1/jobs                {"external_ref", "provider", "type", "parameters", "priority", "run_after"}
--                                        201 and the job's id; 200 if it is there already; 409 if that is other work; 400
--   GET   .../rpa/v1/jobs/:external_ref  the job
--   GET   .../rpa/v1/jobs?state=REVIEW   a page of jobs, the newest first; without state all
--   GET   .../rpa/v1/jobs/:external_ref/events
--
-- Who calls them needs the role 'RPA Dashboard'.

create or replace procedure rpa_submit_job (
  p_body   in  clob,
  p_status out number,
  p_id     out number,
  p_state  out varchar2,
  p_error  out varchar2
) as
  l_job        json_object_t;
  l_ref        varchar2(100);
  l_provider   varchar2(40);
  l_type       varchar2(40);
  l_parameters clob;
  l_priority   number;
  l_run_after  timestamp with time zone;
  l_same       number;
begin
  begin
    l_job := json_object_t.parse(p_body);
    l_ref := l_job.get_string('external_ref');
    l_provider := l_job.get_string('provider');
    l_type := l_job.get_string('type');
    l_priority := nvl(l_job.get_number('priority'), 0);
    l_parameters := '{}';
    if l_job.has('parameters') then
      l_parameters := l_job.get_object('parameters').to_clob();
    end if;
    if l_job.get_string('run_after') is not null then
      -- A time in UTC may end in Z; fractions of a second count for nothing.
      l_run_after := to_timestamp_tz(regexp_replace(regexp_replace(l_job.get_string('run_after'), 'Z$', '+00:00'), '\.[0-9]+', ''),
                                     'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM');
    end if;
  exception
    when others then
      p_status := 400;
      p_error := 'no job in JSON: ' || sqlerrm;
      return;
  end;
  if l_ref is null or l_provider is null or l_type is null then
    p_status := 400;
    p_error := 'external_ref, provider and type are wanted';
    return;
  end if;

  insert into job (external_ref, provider, type, parameters, priority, run_after)
  values (l_ref, l_provider, l_type, l_parameters, l_priority, l_run_after)
  returning id, state into p_id, p_state;
  p_status := 201;
exception
  when dup_val_on_index then
    select id, state, case when lower(provider) = lower(l_provider) and type = l_type
                            and dbms_lob.compare(parameters, l_parameters) = 0 then 1 else 0 end
    into p_id, p_state, l_same
    from job
    where external_ref = l_ref;
    p_status := 200;
    if l_same = 0 then
      p_status := 409;
      p_error := 'this external_ref belongs to other work';
    end if;
end rpa_submit_job;
/

begin
  ords.enable_schema(p_enabled => true, p_url_mapping_type => 'BASE_PATH', p_url_mapping_pattern => 'rpa', p_auto_rest_auth => true);

  ords.define_module(p_module_name => 'rpa.v1', p_base_path => '/v1/', p_items_per_page => 50, p_status => 'PUBLISHED');

  ords.define_template(p_module_name => 'rpa.v1', p_pattern => 'jobs');

  ords.define_handler(
    p_module_name => 'rpa.v1', p_pattern => 'jobs', p_method => 'POST', p_source_type => 'plsql/block',
    p_mimes_allowed => 'application/json',
    p_source => 'begin rpa_submit_job(:body_text, :status_code, :id, :state, :error); end;');
  ords.define_parameter(
    p_module_name => 'rpa.v1', p_pattern => 'jobs', p_method => 'POST', p_name => 'id', p_bind_variable_name => 'id',
    p_source_type => 'RESPONSE', p_param_type => 'LONG', p_access_method => 'OUT');
  ords.define_parameter(
    p_module_name => 'rpa.v1', p_pattern => 'jobs', p_method => 'POST', p_name => 'state', p_bind_variable_name => 'state',
    p_source_type => 'RESPONSE', p_param_type => 'STRING', p_access_method => 'OUT');
  ords.define_parameter(
    p_module_name => 'rpa.v1', p_pattern => 'jobs', p_method => 'POST', p_name => 'error', p_bind_variable_name => 'error',
    p_source_type => 'RESPONSE', p_param_type => 'STRING', p_access_method => 'OUT');

  ords.define_handler(
    p_module_name => 'rpa.v1', p_pattern => 'jobs', p_method => 'GET', p_source_type => 'json/collection',
    p_source => 'select id, external_ref, provider, type, state, step, waiting_kind, waiting_reason, waiting_until, attempt, submitted_at, finished_at,
                        error_code, error_message
                 from job
                 where :state is null or state = :state
                 order by id desc');

  ords.define_template(p_module_name => 'rpa.v1', p_pattern => 'jobs/:external_ref');
  ords.define_handler(
    p_module_name => 'rpa.v1', p_pattern => 'jobs/:external_ref', p_method => 'GET', p_source_type => 'json/item',
    p_source => 'select id, external_ref, provider, type, parameters as "{}parameters", priority, state, step, waiting_kind, waiting_reason,
                        waiting_until, attempt, submitted_at, run_after, started_at, finished_at, error_code, error_message, fault,
                        result as "{}result", cancel_by
                 from job
                 where external_ref = :external_ref');

  ords.define_template(p_module_name => 'rpa.v1', p_pattern => 'jobs/:external_ref/events');
  ords.define_handler(
    p_module_name => 'rpa.v1', p_pattern => 'jobs/:external_ref/events', p_method => 'GET', p_source_type => 'json/collection',
    p_source => 'select e.seq, e.attempt, e.happened_at, e.kind, e.step, e.detail, e.evidence_key
                 from job_event e join job j on j.id = e.job_id
                 where j.external_ref = :external_ref
                 order by e.seq');
  commit;
end;
/

declare
  l_roles    owa.vc_arr;
  l_patterns owa.vc_arr;
begin
  begin
    ords.create_role(p_role_name => 'RPA Dashboard');
  exception
    when dup_val_on_index then null;   -- it is there from the last time
  end;
  l_roles(1) := 'RPA Dashboard';
  l_patterns(1) := '/v1/*';
  ords.define_privilege(
    p_privilege_name => 'rpa.dashboard', p_roles => l_roles, p_patterns => l_patterns,
    p_label => 'Jobs of the RPA platform', p_description => 'Submit jobs and read how they fare');
  commit;
end;
/

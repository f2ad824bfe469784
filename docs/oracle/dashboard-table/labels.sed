# For statements that read rows to lock them: a row's columns keep the platform's names, which its program reads.
/^select |^       /{
  s/([ ,])id(,|$)/\1job_id as id\2/
  s/([ ,])id from/\1job_id as id from/
  s/([ ,])external_ref(,|$)/\1job_reference as external_ref\2/
  s/([ ,])provider(,|$)/\1case fno_code when 'METROFIBRE' then 'metrofiber' else lower(fno_code) end as provider\2/
  s/([ ,])type(,|$)/\1case job_action when 'VALIDATE' then 'validation' when 'CANCEL' then 'cancellation' else lower(job_action) end as type\2/
  s/([ ,])parameters(,|$)/\1job_parameters as parameters\2/
}

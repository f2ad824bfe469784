-- The jobs that are there under the references of a batch: at most 1,000, as many as Oracle takes in a list.
select id, external_ref, provider, type, parameters, state
from job
where external_ref in (:#in:refs)

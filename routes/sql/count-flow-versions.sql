-- How many versions there are on all pages of list-flow-versions.sql.
select count(*) as total
from flow_version
where provider = :#provider

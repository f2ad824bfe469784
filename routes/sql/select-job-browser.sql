-- Which attempt and which browser a job has now, for the sweep of browser pods.
select state, attempt, browser_instance
from job
where id = :#id

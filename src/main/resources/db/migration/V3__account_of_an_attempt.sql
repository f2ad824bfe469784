-- Which of the FNO's accounts the job's last attempt used: a name of fno.yaml, never a secret.
alter table job add account varchar2(40);

-- The result fields that a person found in the portal; a statement of its own, since a CLOB takes no part in CASE.
update job set result = :#result where id = :#id

-- An alias becomes the provider's own id.
update job set provider = :#provider where id = :#id and state = 'PENDING'

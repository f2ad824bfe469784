-- An alias becomes the provider's own id. (Named :#provider it would be read from the row, which is the body.)
update job set provider = :#rightName where id = :#id and state = 'PENDING'

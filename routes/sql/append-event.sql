-- The event with its place in the chain. Rows of this table are never changed and never removed.
insert into job_event (job_id, seq, attempt, happened_at, kind, step, detail, evidence_key, content_type, sha256,
  prev_hash, hash)
values (:#${body.jobId}, :#${body.seq}, :#${body.attempt}, :#${body.time}, :#${body.kind}, :#${body.step},
  :#${body.detail}, :#${body.evidenceKey}, :#${body.contentType}, :#${body.sha256}, :#${body.prevHash}, :#${body.hash})

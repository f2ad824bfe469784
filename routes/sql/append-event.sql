-- The event with its place in the chain. Rows of this table are never changed and never removed.
insert into job_event (job_id, seq, attempt, happened_at, kind, step, detail, evidence_key, content_type, sha256,
  prev_hash, hash)
values (:#eventJobId, :#eventSeq, :#eventAttempt, :#eventTime, :#eventKind, :#eventStep,
  :#eventDetail, :#eventEvidenceKey, :#eventContentType, :#eventSha256, :#eventPrevHash, :#eventHash)

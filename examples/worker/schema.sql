-- The application's own table: what was requested, submitted and paid for. The queue only says when the next step
-- of a job is due. If all tables of the queue were lost, this one would be enough to continue.
CREATE TABLE IF NOT EXISTS video_jobs (
    client_request_id text PRIMARY KEY,
    -- A `JobRecord` without its body. Not `jsonb`, which cannot store U+0000, and texts of the service may contain it.
    record json NOT NULL,
    -- The request. It may contain megabytes of media, so it is written once, and read only to submit it.
    body text NOT NULL,

    -- Columns for queries, written together with the record.
    revision bigint NOT NULL,
    state text NOT NULL,
    model text NOT NULL,
    generation_id text,
    credits double precision,
    usd double precision,
    is_done boolean NOT NULL,

    created_at timestamptz NOT NULL DEFAULT now(),
    -- When a step was last taken or queued.
    touched_at timestamptz NOT NULL DEFAULT now(),
    -- Why a person must decide how to continue. Workers leave the job alone until this is null again.
    attention text
);

-- What the reconciler and the look-up search: rows leave it when their job is done.
CREATE INDEX IF NOT EXISTS open_video_jobs ON video_jobs (touched_at) WHERE NOT is_done AND attention IS NULL;

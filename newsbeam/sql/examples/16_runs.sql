-- What did each run read and publish, and how long did it take?
SELECT
    started_at, status, inputs, new_articles, unchanged_articles, rejected_inputs, rejected_rows,
    date_diff('second', started_at, finished_at) AS seconds, CAST(rows_out ->> '$.mentions' AS BIGINT) AS mentions, pipeline_version
FROM runs
ORDER BY started_at;

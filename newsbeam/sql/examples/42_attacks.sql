-- Who attacked whom, where and when, and how many were killed and injured?
SELECT
    e.start_date, e.actor, e.target, e.place, max(t.count_max) FILTER (WHERE t.outcome = 'killed') AS killed,
    max(t.count_max) FILTER (WHERE t.outcome = 'injured') AS injured, e.source_uri, min(e.sentence) AS sentence
FROM what_happened e
LEFT JOIN (SELECT article_id, event_key, outcome, count_max FROM tolls WHERE status = 'current' AND NOT is_background) t USING (article_id, event_key)
WHERE e.event_type = 'ASSAULT' AND e.modality = 'happened'
GROUP BY e.article_id, e.event_key, e.start_date, e.actor, e.target, e.place, e.source_uri
ORDER BY e.start_date NULLS LAST, e.actor, e.target, e.source_uri, e.event_key;

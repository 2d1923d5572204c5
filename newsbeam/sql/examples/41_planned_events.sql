-- What is planned, by whom, and for which day?
SELECT start_date, coalesce(event_type, incident_type) AS what, text, actor, target, place, reported_by, published_date, source_uri, sentence
FROM what_happened
WHERE modality = 'planned'
ORDER BY start_date NULLS LAST, published_date, article_id, char_start;

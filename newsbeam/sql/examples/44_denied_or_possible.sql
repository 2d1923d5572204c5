-- What is denied, or only possible, and by whose account?
SELECT modality, coalesce(event_type, incident_type) AS what, actor, target, reported_by, published_date, source_uri, sentence
FROM what_happened
WHERE modality IN ('denied', 'possible')
ORDER BY modality, what, published_date, article_id, char_start;

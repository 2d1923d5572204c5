-- Who accused whom, or rejected, threatened or sanctioned them, and in which sentence?
SELECT published_date, event_type, mode, actor, target, modality, start_date, source_uri, sentence
FROM what_happened
WHERE event_type IN ('ACCUSE', 'REJECT', 'THREATEN', 'SANCTION') AND actor IS NOT NULL
ORDER BY event_type, actor, target, published_date, article_id, char_start;

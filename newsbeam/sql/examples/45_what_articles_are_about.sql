-- What is each article about: its main event, who did what to whom, where and when?
SELECT
    published_date, source_uri, coalesce(event_type, incident_type) AS what, text, modality, actor, target, place, start_date, headline
FROM what_happened
WHERE is_main
QUALIFY row_number() OVER (PARTITION BY article_id, event_key ORDER BY char_start, event_id) = 1
ORDER BY published_date, source_uri, event_key;

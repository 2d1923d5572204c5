-- What happened where, week by week, for a map?
SELECT
    date_trunc('week', start_date)::DATE AS week, coalesce(event_type, incident_type) AS what, place, country_code, latitude, longitude,
    count(DISTINCT (article_id, event_key)) AS events, count(DISTINCT article_id) AS articles
FROM what_happened
WHERE modality = 'happened' AND start_date IS NOT NULL AND latitude IS NOT NULL
GROUP BY ALL
ORDER BY week, events DESC, what, place;

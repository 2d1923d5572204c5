-- Which tolls are given up, denied or unconfirmed, and what stands beside them?
SELECT
    t.published_date, t.source_uri, t.outcome, t.status, t.count_min, t.count_max, t.source_name, t.sentence,
    (SELECT list(DISTINCT c.count_max ORDER BY c.count_max) FROM tolls c
     WHERE c.article_id = t.article_id AND c.outcome = t.outcome AND c.status = 'current') AS current_counts
FROM tolls t
WHERE t.status <> 'current'
ORDER BY t.published_date, t.source_uri, t.char_start, t.casualty_id;

-- Whose count of the dead and injured is it, and how many does each source give?
SELECT
    outcome, coalesce(source_name, 'the article itself') AS source, count(*) AS reports, count(DISTINCT article_id) AS articles,
    max(count_max) AS largest, list(DISTINCT status ORDER BY status) AS statuses
FROM tolls
WHERE outcome IN ('killed', 'injured') AND part_of IS NULL AND NOT is_background
GROUP BY ALL
ORDER BY outcome DESC, reports DESC, source;

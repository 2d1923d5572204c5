-- Who is quoted or reported most, in how many articles, and how often in their own words?
SELECT
    speaker_name, mode(speaker_role) AS role, count(*) AS statements, count(*) FILTER (WHERE form = 'direct') AS quotations,
    count(DISTINCT article_id) AS articles
FROM who_said_what
WHERE speaker_name IS NOT NULL
GROUP BY speaker_name
ORDER BY statements DESC, speaker_name
LIMIT 25;

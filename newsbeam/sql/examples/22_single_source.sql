-- Which stories rest on one voice, and which have many?
SELECT
    a.published_date, a.source_uri, a.headline, count(s.statement_id) AS statements,
    count(DISTINCT coalesce(s.speaker_entity_id, lower(s.speaker_text))) AS voices
FROM current_articles a JOIN statements s USING (article_id)
WHERE a.page_type = 'story'
GROUP BY ALL
HAVING statements >= 3
ORDER BY voices, statements DESC, a.source_uri;

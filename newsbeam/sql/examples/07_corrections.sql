-- Which articles carry a correction, an editor's note or a later update?
SELECT
    a.published_date, a.source_uri, a.headline, a.updated_at,
    list(s.text ORDER BY s.segment_index) FILTER (WHERE s.kind = 'correction') AS corrections
FROM current_articles a LEFT JOIN segments s USING (article_id)
GROUP BY ALL
HAVING count(*) FILTER (WHERE s.kind = 'correction') > 0 OR a.updated_at > a.published_at
ORDER BY a.published_date, a.source_uri;

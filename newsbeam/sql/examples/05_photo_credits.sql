-- Whose pictures are shown: photographers and agencies by number of captions?
SELECT who, role, count(*) AS captions, count(DISTINCT article_id) AS articles
FROM (
    SELECT article_id, unnest(credit_people) AS who, 'person' AS role FROM segments WHERE kind = 'caption'
    UNION ALL
    SELECT article_id, unnest(credit_agencies), 'agency' FROM segments WHERE kind = 'caption'
)
GROUP BY ALL
ORDER BY captions DESC, who
LIMIT 25;

-- What do the articles count, and between which numbers?
SELECT lower(counted) AS counted, count(*) AS amounts, min(value_min) AS least, max(value_max) AS most, count(DISTINCT article_id) AS articles
FROM amounts
WHERE counted IS NOT NULL
GROUP BY ALL
ORDER BY amounts DESC, counted
LIMIT 40;

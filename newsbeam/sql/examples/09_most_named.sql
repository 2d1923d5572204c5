-- Which people and organisations are named in the most articles?
SELECT name, entity_type, count(DISTINCT article_id) AS articles, sum(mention_count) AS mentions, mode(role) AS most_frequent_role
FROM entities_by_article
WHERE entity_type IN ('PERSON', 'ORG')
GROUP BY ALL
ORDER BY articles DESC, mentions DESC, name
LIMIT 25;

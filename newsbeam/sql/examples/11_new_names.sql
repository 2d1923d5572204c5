-- Which organisations appeared for the first time in each month?
SELECT strftime(first_date, '%Y-%m') AS month, count(*) AS new_names, list(name ORDER BY mentions DESC, name)[:10] AS most_mentioned
FROM (
    SELECT name, min(published_date) AS first_date, sum(mention_count) AS mentions
    FROM entities WHERE entity_type = 'ORG' GROUP BY name
)
GROUP BY month
ORDER BY month;

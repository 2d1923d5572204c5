-- Who is who: people with the roles, organisations and ages that the articles give them?
SELECT
    name, list(DISTINCT role ORDER BY role) FILTER (WHERE role IS NOT NULL) AS roles,
    list(DISTINCT organisation ORDER BY organisation) FILTER (WHERE organisation IS NOT NULL) AS organisations, max(age) AS age,
    count(*) AS articles, sum(mention_count) AS mentions, sum(statements) AS statements
FROM people
WHERE role IS NOT NULL OR age IS NOT NULL
GROUP BY name
ORDER BY articles DESC, mentions DESC, name;

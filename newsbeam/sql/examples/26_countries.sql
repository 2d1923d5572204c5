-- Which countries is the news about: named themselves, by a place in them, by their people, or as a government?
SELECT
    country_code, count(DISTINCT article_id) AS articles, sum(named) AS named, sum(as_location) AS as_location, sum(as_demonym) AS as_demonym,
    sum(as_metonym) AS as_metonym, list(DISTINCT name ORDER BY name)[:8] AS places
FROM places_on_map
WHERE country_code IS NOT NULL
GROUP BY country_code
ORDER BY articles DESC, named DESC, country_code;

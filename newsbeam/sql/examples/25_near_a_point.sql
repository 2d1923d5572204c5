-- What was written about places within 150 km of a point (here 49.99 north, 36.23 east)?
WITH here AS (SELECT 49.99 AS latitude, 36.23 AS longitude)
SELECT
    p.name, p.country_code, p.published_date, p.source_uri, p.named,
    round(6371 * 2 * asin(sqrt(
        sin(radians(p.latitude - h.latitude) / 2) ** 2
        + cos(radians(h.latitude)) * cos(radians(p.latitude)) * sin(radians(p.longitude - h.longitude) / 2) ** 2
    ))) AS km
FROM places_on_map p, here h
WHERE p.feature NOT IN ('country', 'continent', 'region') AND km <= 150
ORDER BY km, p.published_date, p.source_uri;

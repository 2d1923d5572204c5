-- Which places are named in the most articles, and where are they?
SELECT name, feature, country_code, count(*) AS articles, sum(named) AS named, any_value(latitude) AS latitude, any_value(longitude) AS longitude
FROM places_on_map
WHERE as_location > 0
GROUP BY name, feature, country_code, geonames_id
ORDER BY articles DESC, named DESC, name, geonames_id
LIMIT 25;

-- Where does one article give different numbers of the same thing?
SELECT
    source_uri, lower(counted) AS counted, list(DISTINCT value_min ORDER BY value_min) AS numbers,
    list(sentence ORDER BY char_start) AS sentences
FROM amounts
WHERE counted IS NOT NULL AND value_min IS NOT NULL
GROUP BY ALL
HAVING len(numbers) > 1
ORDER BY len(numbers) DESC, source_uri, counted;

-- How much of the coverage is credited to a news agency, and to which?
WITH credited AS (
    SELECT article_id, word_count, unnest(if(agencies = [], ['none'], agencies)) AS agency FROM current_articles
)
SELECT
    agency, count(*) AS articles, sum(word_count) AS words,
    round(100 * count(*) / (SELECT count(*) FROM current_articles), 1) AS percent_of_articles
FROM credited
GROUP BY agency
ORDER BY articles DESC, agency;

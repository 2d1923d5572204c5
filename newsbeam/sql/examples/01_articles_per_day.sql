-- How many articles came out each day, and how long were they?
SELECT published_date, count(*) AS articles, sum(word_count) AS words, median(word_count) AS median_words
FROM current_articles
GROUP BY published_date
ORDER BY published_date;

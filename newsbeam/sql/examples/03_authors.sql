-- Who wrote most, and when did they begin and end?
SELECT author, count(*) AS articles, sum(word_count) AS words, min(published_date) AS first, max(published_date) AS last
FROM (SELECT unnest(bylines) AS author, word_count, published_date FROM current_articles)
GROUP BY author
ORDER BY articles DESC, words DESC, author
LIMIT 25;

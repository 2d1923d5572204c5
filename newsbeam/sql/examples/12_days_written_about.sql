-- Which days are written about most, whenever the articles were published?
SELECT start_date AS day, count(*) AS expressions, count(DISTINCT article_id) AS articles, arg_min(sentence, char_start) AS one_sentence
FROM timeline
WHERE start_date = end_date
GROUP BY start_date
ORDER BY articles DESC, expressions DESC, day
LIMIT 20;

-- What does each outlet deliver: stories, briefs, galleries, front pages, and how much of a page is no story at all?
SELECT
    outlet, page_type, count(*) AS articles, round(avg(word_count)) AS average_words, round(avg(boilerplate_ratio), 2) AS average_boilerplate
FROM current_articles
GROUP BY ALL
ORDER BY outlet NULLS LAST, articles DESC, page_type;

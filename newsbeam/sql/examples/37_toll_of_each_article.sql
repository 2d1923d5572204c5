-- How many were killed and injured in what each article is about, and who says so?
SELECT published_date, source_uri, killed_min, killed_max, killed_sources, injured_min, injured_max, injured_sources, headline
FROM article_toll
WHERE killed_rows <> [] OR injured_rows <> []
ORDER BY killed_max DESC NULLS LAST, injured_max DESC NULLS LAST, source_uri;
